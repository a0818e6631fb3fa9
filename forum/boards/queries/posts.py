"""Single posts: where they stand, what they say, what may be quoted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from markupsafe import Markup
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    bindparam,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import contains_eager

from forum.boards import rules
from forum.boards.models import (
    Audience,
    Board,
    DisclosureCount,
    Post,
    PostState,
    Revision,
    Thread,
)
from forum.boards.notices import notice_of
from forum.boards.queries.reach import readable_by
from forum.boards.queries.threads import GONE
from forum.core.answers import Gone, NotFound, require
from forum.core.columns import UTCDateTime
from forum.core.db import db
from forum.core.paging import page_of
from forum.images.access import Access
from forum.images.queries import of_post
from forum.members.models import Member
from forum.members.viewers import Viewer
from forum.systems.references import without_cards

NEWEST = 30


@dataclass(frozen=True, slots=True)
class PostPlace:
    """Where a post stands in its thread."""

    thread_id: int
    thread_slug: str
    thread_title: str
    number: int | None
    page: int


@dataclass(frozen=True, slots=True)
class Original:
    """A post as it was typed, for its author and for staff."""

    post: Post
    thread: Thread
    board: Board
    author: str
    title: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a post says in public so far, and what its author kept in it."""

    texts: Mapping[str, str]
    kinds: frozenset[str]
    """Kinds of places about which its author decided to leave them."""
    revision: int = 0
    """Which wording it is."""


@dataclass(frozen=True, slots=True)
class Quotable:
    """What a reply may begin with."""

    post_id: int
    number: int
    handle: str
    body: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How much a member posted lately."""

    newest: datetime | None
    in_an_hour: int
    threads_in_an_hour: int


@dataclass(frozen=True, slots=True)
class NewPost:
    """A readable post as feeds show it."""

    id: int
    number: int
    title: str
    thread_id: int
    thread_slug: str
    by: str
    is_linked: bool
    html: Markup
    published_at: datetime
    changed_at: datetime


def board_to_write(slug: str, viewer: Viewer, now: datetime) -> Board:
    """Return a board to write a thread for, or refuse with a sentence. One query."""
    board = db.session.scalar(
        select(Board).where(Board.slug == slug, readable_by(viewer))
    )
    if board is None:
        raise NotFound
    require(rules.may_open_thread(viewer, board, now, as_draft=True))
    return board


def post_place(post_id: int, viewer: Viewer) -> PostPlace:
    """Return where a post stands, if this viewer may know. One query."""
    post, thread = _found(post_id, viewer)
    number = post.number
    if number is None and not rules.may_see_words(viewer, post.author_id, post.state):
        raise NotFound
    page = page_of(number or max(1, thread.last_number))
    slug = rules.slug_of(thread.title)
    return PostPlace(thread.id, slug, thread.title, number, page)


def original(post_id: int, viewer: Viewer) -> Original:
    """Return a post as it was typed, to its author or to staff. Two queries.

    Authors find their own wherever it stands, to take it away at any time.
    """
    post, thread = _found(post_id, viewer, for_author=True)
    if viewer.id != post.author_id and not viewer.is_staff:
        raise NotFound
    revision = _present(post)
    return Original(
        post,
        thread,
        thread.board,
        post.author.handle,
        revision.title,
        revision.body,
    )


def standing(found: Original) -> Standing:
    """Return what a post says so far and what was kept in it. Two queries."""
    kinds = db.session.scalars(
        select(DisclosureCount.kind)
        .where(DisclosureCount.post_id == found.post.id)
        .where(or_(DisclosureCount.kept > 0, DisclosureCount.not_personal > 0))
    )
    texts = {"title": found.title or "", "body": found.body}
    texts |= {f"alt-{one.id}": one.alt for one in of_post(found.post.id)}
    return Standing(texts, frozenset(kinds), found.post.revision)


def quotable(post_id: int, thread_id: int) -> Quotable | None:
    """Return a readable post of a thread to quote from. Two queries."""
    row = db.session.execute(
        select(Post, Member.handle)
        .join(Post.author)
        .where(
            Post.id == post_id,
            Post.thread_id == thread_id,
            Post.state == PostState.PUBLISHED,
        )
    ).one_or_none()
    if row is None:
        return None
    post, handle = row
    return Quotable(post.id, post.number or 0, handle, _present(post).body)


def pace(member_id: int, now: datetime) -> Pace:
    """Return how much a member posted in the last hour. One query."""
    asked = {"author": member_id, "since": now - rules.HOUR, "now": now}
    return Pace(*db.session.execute(_pace(), asked).one())


@cache
def _pace() -> Select[*tuple[Any, ...]]:
    since, now = (bindparam(name, type_=UTCDateTime()) for name in ("since", "now"))
    author = bindparam("author", type_=Integer())
    threads = select(func.count()).where(
        Thread.author_id == author, Thread.opened_at > since, Thread.opened_at <= now
    )
    return select(
        func.max(Post.posted_at), func.count(), threads.scalar_subquery()
    ).where(Post.author_id == author, Post.posted_at > since, Post.posted_at <= now)


def newest_posts(
    viewer: Viewer,
    board: str = "",
    thread_id: int | None = None,
    *,
    before: tuple[datetime, int] | None = None,
    at_most: int = NEWEST,
) -> Sequence[NewPost]:
    """Return the newest readable posts, of a board or a thread if named. One query.

    With a time and a key, those that stand behind them.
    """
    wanted = (
        select(Post, Thread, Member)
        .join(Post.thread)
        .join(Thread.board)
        .join(Post.author)
        .where(
            Post.state == PostState.PUBLISHED,
            Thread.state == PostState.PUBLISHED,
            readable_by(viewer),
        )
        .order_by(Post.published_at.desc(), Post.id.desc())
        .limit(at_most)
    )
    if before is not None:
        wanted = wanted.where(tuple_(Post.published_at, Post.id) < before)
    if board:
        wanted = wanted.where(Board.slug == board)
    if thread_id is not None:
        wanted = wanted.where(Thread.id == thread_id)
    return [_news(*row) for row in db.session.execute(wanted)]


def _news(post: Post, thread: Thread, author: Member) -> NewPost:
    published_at = post.published_at or post.posted_at
    html = without_cards(Markup(post.html))  # noqa: S704 - was sanitized when written
    if notice := notice_of(post.notice, post.notice_version):
        html += notice.in_feeds
    return NewPost(
        post.id,
        post.number or 0,
        thread.title,
        thread.id,
        rules.slug_of(thread.title),
        author.handle,
        author.is_linked,
        html,
        published_at,
        max(published_at, post.edited_at or published_at),
    )


def _found(
    post_id: int, viewer: Viewer, *, for_author: bool = False
) -> tuple[Post, Thread]:
    """Return a post in a thread that this viewer may read."""
    readable: ColumnElement[bool] = readable_by(viewer)
    if for_author:
        readable = or_(readable, Post.author_id == viewer.id)
    post = db.session.scalar(
        select(Post)
        .join(Post.thread)
        .join(Thread.board)
        .join(Post.author)
        .options(
            contains_eager(Post.thread).contains_eager(Thread.board),
            contains_eager(Post.author),
        )
        .where(Post.id == post_id, readable)
    )
    if post is None:
        raise NotFound
    thread = post.thread
    if for_author and post.author_id == viewer.id:
        return post, thread
    if post.purged_at is not None or thread.purged_at is not None:
        because = post.state_reason or thread.state_reason
        raise Gone(f"A moderator removed this post. {because}".strip())
    if not rules.may_see_words(viewer, thread.author_id, thread.state):
        if post.number is not None and (said := GONE.get(thread.state)):
            raise Gone(f"{said} {thread.state_reason}".strip())
        raise NotFound
    return post, thread


def _present(post: Post) -> Revision:
    return db.session.scalars(
        select(Revision).where(
            Revision.post_id == post.id, Revision.number == post.revision
        )
    ).one()


def access_of(viewer: Viewer, post_id: int) -> Access:
    """Return who may see a post's words, and so its pictures. One query."""
    row = db.session.execute(
        select(Post.author_id, Post.state, Thread.author_id, Thread.state, Board)
        .join(Post.thread)
        .join(Thread.board)
        .where(Post.id == post_id)
    ).one_or_none()
    if row is None:
        return Access.NOBODY
    author_id, state, opener_id, thread_state, board = row
    is_public = state is PostState.PUBLISHED and thread_state is PostState.PUBLISHED
    if is_public and board.read is Audience.EVERYBODY:
        return Access.EVERYBODY
    may = rules.may_see_words(viewer, author_id, state)
    may = may and rules.may_see_words(viewer, opener_id, thread_state)
    is_within = rules.is_within(viewer, board.read, board.id)
    return Access.VIEWER if may and is_within else Access.NOBODY
