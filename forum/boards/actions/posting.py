"""Opening a thread and replying to one."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, select

from forum.boards import queries, rules
from forum.boards.drafts import Cleared
from forum.boards.gates import (
    Judgement,
    Stopped,
    Verdict,
    judged,
    judgements,
    stopped,
)
from forum.boards.limits import limits
from forum.boards.models import (
    Board,
    DisclosureCount,
    Post,
    PostState,
    Quote,
    Revision,
    Thread,
    ThreadTag,
)
from forum.boards.news import published, submitted
from forum.boards.rendering import with_pictures
from forum.core.answers import Busy, require
from forum.core.columns import UTCDateTime
from forum.core.db import db, locked
from forum.disclosure import RULES_VERSION
from forum.images import actions as images
from forum.images.queries import of_post
from forum.members.models import Member
from forum.privacy.documents import in_force
from forum.warnings import Tally
from forum.warnings import actions as warnings

FAST = "You sent several posts in a short time."
SLOW = "This thread takes one post from each member in a while."


@dataclass(frozen=True, slots=True)
class Posted:
    """Everybody who reads the board can read it."""

    post: Post
    again: bool = False
    """Whether the very same was sent before; nothing new was stored."""
    because: str = ""
    """What its author should know of it, such as words that were masked."""


@dataclass(frozen=True, slots=True)
class Held:
    """Its author sees it, and moderators; the reason is for the author."""

    post: Post
    because: str


def open_thread(
    author_id: int, board_id: int, cleared: Cleared, now: datetime
) -> Posted | Held:
    """Open a thread on a board with its first post."""
    board = locked(Board, board_id)
    author = locked(Member, author_id)
    require(rules.may_open_thread(author, board, now))
    if twin := _twin(author, cleared.draft.once):
        return _again(twin)
    _slow_down(author, now, is_thread=True)
    judgement, cleared = judged_fairly(author, board, cleared, now)
    thread = Thread(
        board_id=board.id,
        author_id=author.id,
        last_author_id=author.id,
        title=cleared.draft.title,
        state=_state(judgement),
        opened_at=now,
        active_at=now,
        demo=author.demo,
    )
    db.session.add(thread)
    db.session.flush()
    db.session.add_all(
        ThreadTag(thread_id=thread.id, tag=t) for t in cleared.draft.tags
    )
    number = thread.note_published(author.id, now)
    post = _stored(thread, number, author, cleared, judgement, now)
    if post.state is PostState.PUBLISHED:
        board.thread_count += 1
    return _announced(post, author, cleared, judgement, now)


def reply(
    author_id: int, thread_id: int, cleared: Cleared, now: datetime
) -> Posted | Held:
    """Add a reply to a thread."""
    thread = locked(Thread, thread_id)
    author = locked(Member, author_id)
    require(rules.may_reply(author, thread, now))
    if twin := _twin(author, cleared.draft.once) or _same(thread, author, cleared, now):
        return _again(twin)
    _slow_down(author, now, is_thread=False)
    _keep_calm(thread, author, now)
    board = db.session.get_one(Board, thread.board_id)
    require(rules.takes_posts(board))
    judgement, cleared = judged_fairly(author, board, cleared, now)
    number = None
    if _state(judgement) is PostState.PUBLISHED:
        number = thread.note_published(author.id, now)
        thread.note_changed()
    post = _stored(thread, number, author, cleared, judgement, now)
    return _announced(post, author, cleared, judgement, now)


def judged_fairly(
    author: Member, board: Board, cleared: Cleared, now: datetime
) -> tuple[Judgement, Cleared]:
    """Ask the gates about a draft; return it too, since words may be masked.

    A refusal is raised with its sentence.
    """
    judgement = judged(author, board, cleared, now)
    if judgement.verdict > Verdict.HOLD:
        raise Stopped(judgement)
    if judgement.draft is not None:
        cleared = cleared.reworded(judgement.draft)
    return judgement, cleared


def note_stopped(author_id: int, judgement: Judgement, now: datetime) -> None:
    """Tell whoever guards the boards that a draft was not published."""
    for tell in stopped:
        tell(author_id, judgement, now)


def note_choices(post: Post, tally: Tally, now: datetime) -> None:
    """Keep how often each choice was made about the present wording."""
    for kind in tally.kinds():
        db.session.add(
            DisclosureCount(
                post_id=post.id,
                revision=post.revision,
                kind=kind,
                masked=tally.masked[kind],
                kept=tally.kept[kind],
                not_personal=tally.not_personal[kind],
                rules_version=RULES_VERSION,
                counted_at=now,
            )
        )


def count_choices(author: Member, tally: Tally, now: datetime) -> None:
    """Count the choices for the month: last of all, since others wait for it."""
    if not author.demo:
        warnings.count(tally, now)


def note_quotes(post: Post, quoted: frozenset[int]) -> None:
    """Remember which posts a post quotes, as far as they exist."""
    there = select(Post.id, Post.revision).where(
        Post.id.in_(quoted), Post.id != post.id
    )
    known = set(
        db.session.scalars(select(Quote.source_id).where(Quote.post_id == post.id))
    )
    for source, revision in db.session.execute(there).all():
        if source not in known:
            db.session.add(Quote(post_id=post.id, source_id=source, revision=revision))


def _state(judgement: Judgement) -> PostState:
    held = judgement.verdict is Verdict.HOLD
    return PostState.HELD if held else PostState.PUBLISHED


def _stored(
    thread: Thread,
    number: int | None,
    author: Member,
    cleared: Cleared,
    judgement: Judgement,
    now: datetime,
) -> Post:
    draft = cleared.draft
    post = Post(
        thread_id=thread.id,
        number=number,
        author_id=author.id,
        html=str(cleared.html),
        state=_state(judgement),
        state_reason=judgement.why_held,
        posted_at=now,
        once=draft.once or None,
        statement_version=in_force("privacy", now.date()).version,
        terms_version=in_force("terms", now.date()).version,
    )
    if post.state is PostState.PUBLISHED:
        post.published_at = now
        author.note_published(1)
    db.session.add(post)
    db.session.flush()
    db.session.add(
        Revision(
            post_id=post.id,
            number=1,
            title=draft.title or None,
            body=draft.body,
            editor_id=author.id,
            written_at=now,
        )
    )
    if cleared.quoted:
        note_quotes(post, cleared.quoted)
    note_choices(post, cleared.tally, now)
    if draft.alts:
        attach_pictures(post, cleared, now)
    return post


def attach_pictures(post: Post, cleared: Cleared, now: datetime) -> None:
    """Show the pictures of a draft below its words."""
    draft = cleared.draft
    images.set_alts(post.id, draft.alts)
    images.attach(
        tuple(draft.alts), post.id, post.author_id, draft.once, draft.alts, now
    )
    post.html = str(with_pictures(cleared.html, of_post(post.id)))


def _announced(
    post: Post, author: Member, cleared: Cleared, judgement: Judgement, now: datetime
) -> Posted | Held:
    post.author = author
    db.session.flush()
    for note in judgements:
        note(post, cleared, judgement, now)
    for tell in submitted:
        tell(post, now)
    if post.state is not PostState.HELD:
        for tell in published:
            tell(post, now)
    count_choices(author, cleared.tally, now)
    if post.state is PostState.HELD:
        return Held(post, judgement.because)
    return Posted(post, because=judgement.because)


def _twin(author: Member, once: str) -> Post | None:
    """Return what an earlier sending of the same form has made."""
    if not once:
        return None
    return db.session.scalar(_sent(), {"author": author.id, "once": once})


@cache
def _sent() -> Select[Post]:
    return select(Post).where(
        Post.author_id == bindparam("author"), Post.once == bindparam("once")
    )


def _same(
    thread: Thread, author: Member, cleared: Cleared, now: datetime
) -> Post | None:
    """Return a reply with the same words that was sent a moment ago."""
    if cleared.draft.alts:
        return None  # it brings photos that the other one did not
    asked = {
        "thread": thread.id,
        "author": author.id,
        "since": now - rules.SAME_AGAIN,
        "body": cleared.draft.body,
    }
    return db.session.scalar(_said_before(), asked)


@cache
def _said_before() -> Select[Post]:
    return (
        select(Post)
        .join(Revision, Revision.post_id == Post.id)
        .where(
            Post.thread_id == bindparam("thread"),
            Post.author_id == bindparam("author"),
            Post.state.in_([PostState.PUBLISHED, PostState.HELD]),
            Post.posted_at > bindparam("since", type_=UTCDateTime()),
            Revision.number == Post.revision,
            Revision.body == bindparam("body"),
        )
        .limit(1)
    )


def _again(post: Post) -> Posted | Held:
    if post.state is PostState.HELD:
        return Held(post, "")
    return Posted(post, again=True)


def _slow_down(author: Member, now: datetime, *, is_thread: bool) -> None:
    """Keep one member from flooding the boards; staff may."""
    if author.is_staff:
        return
    pace, allowed = queries.pace(author.id, now), limits()
    is_new = author.post_count == 0 and author.vouched_at is None
    wait = rules.pause(pace.newest, pace.in_an_hour, is_new, now, allowed)
    if is_thread and pace.threads_in_an_hour >= allowed.threads_per_hour:
        wait = max(wait, int(rules.HOUR.total_seconds()) // 2)
    if wait:
        raise Busy(FAST, wait)


def _keep_calm(thread: Thread, author: Member, now: datetime) -> None:
    """Let one member write only so often where a moderator slowed a thread down."""
    if author.is_staff or not rules.is_slow(thread, now):
        return
    mine = select(func.max(Post.posted_at)).where(
        Post.thread_id == thread.id, Post.author_id == author.id
    )
    wait = rules.slow_wait(thread, db.session.scalar(mine), now)
    if wait:
        raise Busy(f"{SLOW} {thread.slow_reason}".strip(), wait)
