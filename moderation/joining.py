"""Where moderation joins the forum: its answers for the forum's hooks."""

from flask import g, url_for

from forum.boards.models import PostState
from forum.boards.news import Subject, Tool
from forum.members.models import Member
from forum.members.news import Badge, OwnPage
from forum.members.viewers import Viewer
from moderation import queries, rules


def offer_tools(viewer: Viewer, subject: Subject) -> list[Tool]:
    """Offer Report to readers, and moderators of its board a way to a case.

    On other boards a moderator is a member like others.
    """
    named = f"post {subject.number}" if subject.number else "this post"
    tends = isinstance(viewer, Member) and rules.may_tend(viewer, subject.board_id)
    tools = []
    if subject.state == PostState.PUBLISHED and viewer.id != subject.author_id:
        url = url_for("moderation.flag", post_id=subject.post_id)
        tools.append(Tool("Report", "flag", url, named))
    if tends and viewer.id != subject.author_id:
        url = url_for("moderation.review", post_id=subject.post_id)
        tools.append(Tool("Moderate", "shield", url, named, is_deed=True))
        url = url_for("moderation.post", post_id=subject.post_id)
        tools.append(Tool("More tools", "menu", url, named))
    if tends and subject.number == 1:
        url = url_for("moderation.thread", thread_id=subject.thread_id)
        tools.append(Tool("Lock or pin", "lock", url, "this thread"))
    return tools


def report_url(viewer: Viewer, card_id: int) -> str:  # noqa: ARG001 - a hook
    """Return where a card can be reported; guests are asked to sign in there."""
    return url_for("moderation.flag_card", card_id=card_id)


def count_waiting(member: Member) -> Badge | None:
    """Show moderators how much waits for them."""
    if not member.is_staff:
        return None
    url = url_for("moderation.queue")
    return Badge("Review", "shield", url, queries.open_count(member))


def count_unread(member: Member) -> Badge | None:
    """Show members that a decision about a post of theirs is unread."""
    unread, _ = _waiting(member)
    url = url_for("moderation.decisions")
    return Badge("Decisions about you", "scales", url, unread)


def count_decided_flags(member: Member) -> Badge | None:
    """Show members that something became of what they reported."""
    _, decided = _waiting(member)
    return Badge("Your reports", "flag", url_for("moderation.flags"), decided)


def _waiting(member: Member) -> tuple[int, int]:
    """Return unread decisions and reports decided since; asked once for both."""
    if "unread" not in g:
        g.unread = queries.unread_counts(member)
    found: tuple[int, int] = g.unread
    return found


OWN_PAGES = (OwnPage("Your reports", "flag", "moderation.flags", "What came of each."),)
