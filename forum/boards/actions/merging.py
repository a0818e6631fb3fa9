"""Merging a thread into another, and taking it out again."""

from collections.abc import Mapping

from sqlalchemy import delete, select, update

from forum.boards.actions.numbering import (
    by_number,
    by_time,
    numbered,
    place,
    posts_in,
    recount,
    title_of,
)
from forum.boards.models import Board, Post, PostState, Thread, ThreadStub
from forum.boards.news import merged, parted
from forum.boards.saved import SavedDraft
from forum.core.answers import Refused
from forum.core.db import db, locked
from forum.members.models import Member

MERGED = "It was merged into another thread."
MERGED_TITLE = "Merged"


def merge(source_id: int, target_id: int) -> dict[int, int | None]:
    """Put all posts of a thread into another, in order of time.

    Returns which posts came, and which number each had before.

    The address of the source leads to the target from now on. The post that was
    there first opens the thread, and its title is the title.
    """
    if source_id == target_id:
        raise Refused("A thread cannot be merged into itself.")
    source, target = _held(source_id, target_id)
    posts = posts_in(source_id, target_id)
    came = {one.id: one.number for one in posts if one.thread_id == source_id}
    _require_readable(source, target)
    openers = sorted((one for one in posts if one.number == 1), key=by_time)
    others = [one for one in posts if one.number is not None and one not in openers]
    order = [openers[0], *sorted([*others, *openers[1:]], key=by_time)]
    _tell_formers_apart(posts, target_id)
    place({target_id: order})
    _bring_unnumbered(posts, source_id, target_id)
    _follow_drafts(source_id, target_id)
    target.title = title_of(order[0]) or target.title
    recount(target, order)
    lead_back(source, target_id)
    return came


def unmerge(source_id: int, target_id: int, numbers: Mapping[int, int | None]) -> None:
    """Take out of a thread again what was merged into it; `numbers` says what.

    What was written since then stays where it is.
    """
    source, target = _held(source_id, target_id)
    posts = posts_in(target_id)
    back = [one for one in posts if one.id in numbers]
    if source.merged_into != target_id or len(back) != len(numbers):
        raise Refused("These posts have been moved on since then.")
    if target.purged_at is not None:
        raise Refused("They were destroyed since then.")
    went = sorted(
        (one for one in back if one.number is not None),
        key=lambda one: numbers[one.id] or len(posts) + by_number(one),
    )
    stay = numbered([one for one in posts if one.id not in numbers])
    if not stay or not went:
        raise Refused("Nothing would be left of one of the two threads.")
    source.merged_into = None
    place({source_id: went, target_id: stay})
    for post in back:
        post.thread_id = source_id
    for thread, order in ((source, went), (target, stay)):
        thread.title = title_of(order[0]) or thread.title
        recount(thread, order)
    for tell in parted:
        tell(target_id, source_id)


def lead_back(thread: Thread, into: int) -> None:
    """Let a thread without posts lead to another from now on."""
    _close(thread, into)
    for tell in merged:
        tell(thread.id, into)


def _held(source_id: int, target_id: int) -> tuple[Thread, Thread]:
    """Hold the boards, then the threads, each by their keys as everybody does."""
    keys = sorted({source_id, target_id})
    where = select(Thread.board_id).where(Thread.id.in_(keys))
    for board_id in sorted(set(db.session.scalars(where))):
        locked(Board, board_id)
    threads = {key: locked(Thread, key) for key in keys}
    return threads[source_id], threads[target_id]


def _require_readable(source: Thread, target: Thread) -> None:
    for one in (source, target):
        if one.merged_into is not None:
            raise Refused("One of the two was merged into another thread already.")
        if one.state is not PostState.PUBLISHED:
            raise Refused("Both threads have to be public.")


def _close(source: Thread, into: int) -> None:
    if source.state is PostState.PUBLISHED:
        locked(Board, source.board_id).thread_count -= 1
    # The title stands in the wording of its post; here it would outlive that.
    source.title = MERGED_TITLE
    source.merged_into = into
    source.state, source.state_reason = PostState.REMOVED, MERGED
    source.reply_count = source.last_number = 0
    source.pinned, source.pinned_until = False, None
    source.note_changed()
    db.session.execute(delete(ThreadStub).where(ThreadStub.thread_id == source.id))


def _bring_unnumbered(posts: list[Post], source_id: int, target_id: int) -> None:
    """Take along what waits for a moderator."""
    for post in posts:
        if post.thread_id == source_id:
            post.thread_id = target_id
    db.session.flush()


def _follow_drafts(source_id: int, target_id: int) -> None:
    """Let begun replies follow, unless their author has begun one there too."""
    there = select(SavedDraft.member_id).where(SavedDraft.thread_id == target_id)
    db.session.execute(
        update(SavedDraft)
        .where(SavedDraft.thread_id == source_id, SavedDraft.member_id.not_in(there))
        .values(thread_id=target_id)
        .execution_options(synchronize_session=False)
    )


def _tell_formers_apart(posts: list[Post], target_id: int) -> None:
    """Let no two former members stand in one thread under the same name."""
    authors = {one.author_id for one in posts}
    stay = {one.author_id for one in posts if one.thread_id == target_id}
    gone = select(Member).where(Member.id.in_(authors), Member.is_former.is_(True))
    formers = db.session.scalars(gone.order_by(Member.id)).all()
    taken = {one.handle for one in formers if one.id in stay}
    for one in formers:
        if one.id in stay:
            continue
        label, _, letter = one.handle.rpartition(" ")
        while one.handle in taken:
            letter = _after(letter)
            one.handle = f"{label} {letter}"
        taken.add(one.handle)


def _after(letter: str) -> str:
    """Return the next letter: B after A, AA after Z."""
    head, last = letter[:-1], letter[-1:]
    if not last:
        return "A"
    return f"{_after(head)}A" if last == "Z" else head + chr(ord(last) + 1)
