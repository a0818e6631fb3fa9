"""Where moderation joins administration: figures, members, permissions, pages."""

from collections.abc import Sequence
from datetime import datetime

from flask import Flask

from forum.admin.news import (
    AdminPage,
    Fact,
    Permitted,
    Series,
    Span,
    about_members,
    admin_pages,
    counting,
    permitting,
)
from forum.boards.models import Board
from forum.core.answers import Answer, no
from forum.members.models import Member
from forum.members.permissions import DEEDS, OF_MEMBERS, Permission, let
from forum.members.rules import may_write
from forum.members.viewers import Viewer
from moderation import rules
from moderation.queries import daily

NOT_STAFF = "Only moderators do this."
REPORTS = "Members report what others wrote."
SECTION = "Moderation"
PAGES = (
    AdminPage(
        SECTION,
        "What waits on each board",
        "walls.boards",
        "Which posts are read first.",
    ),
    AdminPage(
        SECTION, "Watched words", "walls.words", "Words that hold or block posts."
    ),
    AdminPage(
        SECTION,
        "Tags",
        "moderation.tags",
        "The words under which threads are found: add, rename, merge.",
    ),
    AdminPage(SECTION, "Review", "moderation.queue", "Reports and posts that wait."),
)


def init_app(app: Flask) -> None:
    """Join what administrators look at."""
    counting.add(app, _count)
    about_members.add(app, _about)
    permitting.add(app, _permitted)
    for page in PAGES:
        admin_pages.add(app, page)


def _count(days: Sequence[Span], board_id: int | None, /) -> Sequence[Series]:
    return (
        Series("Reports", daily.reports(days, board_id)),
        Series("Held", daily.holds(days, board_id)),
        Series("Decisions", daily.decisions(days, board_id)),
    )


def _about(member: Member, now: datetime, /) -> Sequence[Fact]:
    warned, measures = daily.counts_about(member.id, now)
    return (
        Fact("Warnings that hold", f"{warned:,}"),
        Fact("Measures of moderators so far", f"{measures:,}"),
    )


def _permitted(viewer: Viewer, board: Board, now: datetime, /) -> Sequence[Permitted]:
    found = [Permitted("Report", _may_report(viewer, board, now), REPORTS)]
    tends = _may_tend(viewer, board)
    if not tends or not isinstance(viewer, Member):
        return (*found, Permitted("Moderate", tends))
    return (
        *found,
        *(
            Permitted(
                DEEDS[what].capitalize(), let(viewer, what, board.id), _role(viewer)
            )
            for what in Permission
            if what not in OF_MEMBERS
        ),
    )


def _may_report(viewer: Viewer, board: Board, now: datetime) -> Answer:
    answer = may_write(viewer, now)
    return answer and let(viewer, Permission.FLAG, board.id)


def _role(member: Member) -> str:
    if member.moderates and not member.is_administrator:
        return "They look after this board."
    return f"Their role: {member.role.value}."


def _may_tend(viewer: Viewer, board: Board) -> Answer:
    if not isinstance(viewer, Member) or not viewer.is_staff:
        return no(NOT_STAFF)
    return rules.may_tend(viewer, board.id)
