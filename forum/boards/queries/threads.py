"""A thread and the posts on one of its pages."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    select,
)
from sqlalchemy.orm import aliased, contains_eager

from forum.boards import rules
from forum.boards.models import Post, PostState, Thread, ThreadTag
from forum.boards.notices import notice_of
from forum.boards.pages import ByLine, PostView, Solution, ThreadHead, ThreadPage
from forum.boards.queries.alike import alike, likes
from forum.boards.queries.reach import CIRCLES, Circle, circle_of, readable_in
from forum.boards.queries.systems import with_systems
from forum.boards.solutions import solution_of
from forum.core.answers import Answer, Gone, NotFound, require
from forum.core.db import db
from forum.core.paging import PAGE_SIZE, Page
from forum.members.models import Member
from forum.members.viewers import Viewer

WAITING_MAX = 20
GONE = {
    PostState.REMOVED: "A moderator removed this thread.",
    PostState.WITHDRAWN: "This thread was withdrawn by its author.",
}
Reply = aliased(Post, name="answer")
Helper = aliased(Member, name="answered_by")


_of_thread = (
    select(Post)
    .join(Post.author)
    .options(contains_eager(Post.author))
    .where(Post.thread_id == bindparam("thread"))
)
_NUMBERED = _of_thread.where(
    Post.number.between(bindparam("first"), bindparam("last"))
).order_by(Post.number)
_unnumbered = (
    _of_thread.where(Post.number.is_(None)).order_by(Post.id).limit(WAITING_MAX)
)
_ALL_WAITING = _unnumbered.where(Post.state == PostState.HELD)
_OWN_WAITING = _unnumbered.where(
    Post.state.in_(rules.UNDECIDED), Post.author_id == bindparam("author")
)


class LedOn(Exception):
    """The thread was merged into another, whose key this is."""

    def __init__(self, thread_id: int) -> None:
        super().__init__(thread_id)
        self.thread_id = thread_id


def tags() -> ScalarSelect[str | None]:
    """Return the tags of a thread as one column, joined by blanks."""
    return (
        select(func.aggregate_strings(ThreadTag.tag, " "))
        .where(ThreadTag.thread_id == Thread.id)
        .correlate(Thread)
        .scalar_subquery()
    )


def thread_page(
    thread_id: int, viewer: Viewer, page: int, now: datetime, size: int = PAGE_SIZE
) -> ThreadPage:
    """Return one page of a thread. Two queries.

    One more for a member where posts wait for a moderator, and one if a post shows a
    system card.
    """
    thread, head, has_waiting = _readable(thread_id, viewer, now)
    numbered = Page(page, head.last_number, size)
    if page > numbered.last:
        raise NotFound
    answer = rules.may_reply(viewer, thread, now) and rules.takes_posts(thread.board)
    posts = _numbered(thread, viewer, numbered, now)
    waiting = _waiting(thread, viewer, now) if has_waiting else []
    shown = with_systems([*posts, *waiting], viewer)
    return ThreadPage(
        head,
        shown[: len(posts)],
        shown[len(posts) :],
        numbered,
        bool(answer),
        answer.because,
    )


def thread_head(thread_id: int, viewer: Viewer, now: datetime) -> ThreadHead:
    """Return a thread without its posts, if this viewer may read it. One query."""
    return _readable(thread_id, viewer, now)[1]


def reply_target(thread_id: int, viewer: Viewer, now: datetime) -> ThreadHead:
    """Return a thread to write a reply for, or refuse with a sentence. One query."""
    thread, head, _ = _readable(thread_id, viewer, now)
    require(rules.may_reply(viewer, thread, now, as_draft=True))
    require(rules.takes_posts(thread.board))
    return head


def _readable(
    thread_id: int, viewer: Viewer, now: datetime
) -> tuple[Thread, ThreadHead, bool]:
    """Return a thread this viewer may read; anything else looks the same.

    At the end stands whether it has posts without a number.
    """
    found = db.session.execute(_one_thread(circle_of(viewer)), {"thread": thread_id})
    row = found.one_or_none()
    if row is None:
        raise NotFound
    thread, joined, answer_id, number, html, by, others, has_waiting = row
    if thread.merged_into is not None:
        raise LedOn(thread.merged_into)
    if thread.purged_at is not None:
        raise Gone(f"{GONE[PostState.REMOVED]} {thread.state_reason}".strip())
    if not rules.may_see_words(viewer, thread.author_id, thread.state):
        if said := GONE.get(thread.state):
            raise Gone(f"{said} {thread.state_reason}".strip())
        raise NotFound
    may_mark = rules.may_mark_answer(viewer, thread, thread.board, now)
    solution = solution_of(answer_id, number, html, by)
    head = _head(thread, joined, solution, now, may_mark=may_mark)
    return thread, replace(head, alike=likes(others)), has_waiting


@lru_cache(CIRCLES)
def _one_thread(circle: Circle) -> Select[*tuple[Any, ...]]:
    """Put together once how a `thread` is found that a circle reads."""
    return (
        select(Thread, tags(), Reply.id, Reply.number, Reply.html, Helper.handle)
        .add_columns(alike(circle), _has_unnumbered())
        .join(Thread.board)
        .join(Thread.author)
        .outerjoin(Reply, _answers())
        .outerjoin(Helper, Helper.id == Reply.author_id)
        .options(contains_eager(Thread.board), contains_eager(Thread.author))
        .where(Thread.id == bindparam("thread"), readable_in(circle))
    )


def _has_unnumbered() -> ColumnElement[bool]:
    return exists().where(Post.thread_id == Thread.id, Post.number.is_(None))


def _answers() -> ColumnElement[bool]:
    """Say that a reply is the answer to its thread, and everybody reads it."""
    return and_(
        Reply.id == Thread.answer_id,
        Reply.thread_id == Thread.id,
        Reply.state == PostState.PUBLISHED,
    )


def _head(
    thread: Thread,
    joined: str | None,
    solution: Solution | None,
    now: datetime,
    *,
    may_mark: Answer,
) -> ThreadHead:
    slow = rules.is_slow(thread, now)
    return ThreadHead(
        id=thread.id,
        slug=rules.slug_of(thread.title),
        title=thread.title,
        board_slug=thread.board.slug,
        board_name=thread.board.name,
        board_hint=thread.board.hint,
        author=thread.author.handle,
        author_is_linked=thread.author.is_linked,
        opened_at=thread.opened_at,
        replies=thread.reply_count,
        last_number=thread.last_number,
        state=thread.state,
        locked_at=thread.locked_at,
        lock_reason=thread.lock_reason,
        is_pinned=thread.pinned,
        tags=tuple(sorted((joined or "").split())),
        version=thread.version,
        board_id=thread.board_id,
        slow_minutes=thread.slow_minutes if slow else 0,
        slow_until=thread.slow_until if slow else None,
        slow_reason=thread.slow_reason if slow else "",
        skips_search=thread.author.skips_search,
        solution=solution,
        may_mark=may_mark,
    )


def _numbered(
    thread: Thread, viewer: Viewer, page: Page, now: datetime
) -> list[PostView]:
    first, last = page.numbers
    asked = {"thread": thread.id, "first": first, "last": last}
    rows = db.session.scalars(_NUMBERED, asked)
    return [post_view(post, thread, viewer, now) for post in rows]


def _waiting(thread: Thread, viewer: Viewer, now: datetime) -> list[PostView]:
    """Return posts without a number: an author's own, for staff everybody's."""
    if viewer.id is None:
        return []
    asked = {"thread": thread.id}
    if viewer.is_staff:
        rows = db.session.scalars(_ALL_WAITING, asked)
    else:
        rows = db.session.scalars(_OWN_WAITING, asked | {"author": viewer.id})
    return [post_view(post, thread, viewer, now) for post in rows]


def post_view(post: Post, thread: Thread, viewer: Viewer, now: datetime) -> PostView:
    """Return a post as one viewer sees it; hidden words are not in it at all."""
    shown = rules.may_see_words(viewer, post.author_id, post.state)
    return PostView(
        id=post.id,
        thread_id=post.thread_id,
        board_id=thread.board_id,
        number=post.number,
        author_id=post.author_id,
        author=_by(post.author),
        html=Markup(post.html) if shown else None,  # noqa: S704 - was sanitized
        state=post.state,
        reason=post.state_reason,
        posted_at=post.published_at or post.posted_at,
        edited_at=post.edited_at,
        is_own=viewer.id == post.author_id,
        is_opener=thread.author_id == post.author_id,
        is_locked=thread.locked_at is not None,
        may_edit=bool(rules.may_edit(viewer, post, thread, thread.board, now)),
        may_withdraw=bool(rules.may_withdraw(viewer, post, thread)),
        may_take_back=bool(rules.may_take_back(viewer, post)),
        edited_by_staff=post.edited_by_staff,
        notice=notice_of(post.notice, post.notice_version),
        may_compare=rules.may_compare(viewer, post.author_id),
        thanks=post.thanks,
    )


def _by(member: Member) -> ByLine:
    return ByLine(
        member.handle,
        member.tie,
        member.is_staff,
        member.joined_at,
        member.post_count,
        member.card_count,
        member.is_linked,
        member.sign,
    )
