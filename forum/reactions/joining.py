"""Where reactions join the boards, members and what becomes of both."""

from datetime import datetime

from flask import Flask, url_for

from forum.boards.models import Post, PostState
from forum.boards.news import (
    Copies,
    changed,
    destroyed,
    merged,
    parted,
    reacting,
    redacting,
    withdrawn,
)
from forum.core.wording import Wording
from forum.members.models import Member
from forum.members.news import (
    Leave,
    MemberTool,
    OwnPage,
    leaving,
    member_tools,
    own_pages,
)
from forum.members.viewers import Viewer
from forum.reactions import actions, queries

BOOKMARKS = OwnPage(
    "Bookmarks",
    "bookmark",
    "reactions.bookmarks",
    "Posts and threads you want to find again, with a note for yourself.",
)
IGNORED = OwnPage(
    "Members you ignore",
    "eye",
    "reactions.ignored",
    "What they write is folded away for you. They are not told.",
)


def init_app(app: Flask) -> None:
    """Show reactions beside posts, and follow what becomes of posts and members."""
    reacting.add(app, queries.beside)
    changed.add(app, _changed)
    withdrawn.add(app, _gone)
    destroyed.add(app, _gone)
    redacting.add(app, _redacted)
    merged.add(app, actions.settle_answers)
    merged.add(app, actions.follow_merge)
    parted.add(app, actions.settle_answers)
    leaving.add(app, _leaves)
    member_tools.add(app, _tools)
    own_pages.add(app, BOOKMARKS)
    own_pages.add(app, IGNORED)


def _changed(post: Post, _: datetime, /) -> None:
    if post.state is not PostState.PUBLISHED:
        actions.unmark(post)


def _gone(post: Post, _: datetime, /) -> None:
    actions.unmark(post)
    actions.forget_post(post)


def _redacted(post: Post, wording: Wording, _: bool, /) -> Copies:
    actions.unmark(post)
    return actions.redact_notes(post, wording)


def _leaves(member_id: int, what: Leave, _: datetime, /) -> None:
    if what is Leave.ERASE:
        actions.forget_all_of(member_id)


def _tools(viewer: Viewer, member_id: int, handle: str, /) -> list[MemberTool]:
    if not isinstance(viewer, Member) or viewer.id == member_id:
        return []
    return [MemberTool("Ignore", "eye", url_for("reactions.ignoring", handle=handle))]
