"""Where members' standing joins the forum: tools, warnings, erasure, what follows."""

from collections.abc import Mapping
from datetime import datetime

from flask import Flask, url_for

from forum.members.models import Member
from forum.members.news import MemberTool, has_read, member_tools, must_read, on_my
from forum.members.rules import is_limited, until
from forum.members.viewers import Viewer
from forum.rights.news import Leaver, erasing
from forum.site.actions import demo_purges
from moderation.models import ReviewableKind
from moderation.news import case_pages, decided, member_pages, undoers
from moderation.queries import right_to_report
from moderation.rules import may_report
from moderation.standing import actions, queries, rules

UNCOUNTED = (
    "Several of your last reports were about posts within the rules. Your reports are "
    "read like any other, but do not hide a post at once {until}."
)


def init_app(app: Flask) -> None:
    """Join how members stand to the forum and to moderation."""
    member_tools.add(app, _tools)
    must_read.add(app, queries.unread_warning)
    has_read.add(app, actions.note_warning_read)
    on_my.add(app, _standing)
    erasing.add(app, _erase)
    demo_purges.add(app, actions.purge_demo)
    decided.add(app, actions.count_anew)
    case_pages.add(app, (ReviewableKind.FLAGGED_MEMBER, "standing.case"))
    member_pages.add(app, "standing.member")
    for undoer in actions.UNDOERS:
        undoers.add(app, undoer)


def _tools(viewer: Viewer, member_id: int, handle: str, /) -> list[MemberTool]:
    """Offer Report to readers, and moderators a way to what they keep of a member."""
    if viewer.id == member_id:
        return []
    tools = [MemberTool("Report", "flag", url_for("standing.flag", handle=handle))]
    if viewer.is_staff:
        url = url_for("standing.member", handle=handle)
        tools.append(MemberTool("Moderate", "shield", url))
    return tools


def _standing(member: Member, now: datetime, /) -> list[str]:
    """Tell a member of a limit, and how far they have come on probation."""
    said = []
    if is_limited(member, now):
        said.append(
            f"You can read but not write {until(member.limited_until)}. You can save "
            "drafts and take back what you wrote. The reasons are "
            "under Decisions about you."
        )
    right = right_to_report(member, now)
    if not (answer := may_report(right.rests_until, now)):
        said.append(answer.because)
    elif right.uncounted_until is not None:
        said.append(UNCOUNTED.format(until=until(right.uncounted_until)))
    if (left := rules.progress(member, now)) is not None:
        said.append(
            f"You are new here: {left.said}. Until then you can report three things "
            "a day, and links in your posts are looked at."
        )
    return said


def _erase(leaver: Leaver, now: datetime, /) -> Mapping[str, int]:
    return actions.forget_profile(leaver.member_id, now)
