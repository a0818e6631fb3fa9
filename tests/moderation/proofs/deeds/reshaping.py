"""What moderators do to threads and posts outside of the queue."""

from datetime import timedelta

from sqlalchemy import select

from forum.boards.actions import Wanted
from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.notices import TEXTS
from forum.core.db import db
from moderation import actions
from moderation.actions import ThreadDeed
from tests.moderation.proofs.course import Course

DEEDS_ON_THREADS = tuple(ThreadDeed)
NOTICES = ("", *(one.key for one in TEXTS[:2]))
PUBLIC = PostState.PUBLISHED


def tidy(course: Course, who: int, which: int, how: int) -> str:
    """Lock or pin a thread, or undo it."""
    thread = course.one(Thread, which)
    deed = DEEDS_ON_THREADS[how % len(DEEDS_ON_THREADS)]
    until = course.now + timedelta(days=3) if how % 2 else None
    maker = course.staff(who)
    actions.act_on_thread(maker, thread.id, deed, "It is solved.", course.now, until)
    return str(deed)


def slow(course: Course, who: int, which: int, how: int) -> str:
    """Let members write in a thread only so often, or end that."""
    thread, minutes = course.one(Thread, which), (0, 10, 60)[how % 3]
    maker, lasts = course.staff(who), timedelta(days=1)
    actions.slow_thread(maker, thread.id, minutes, lasts, "Calm down.", course.now)
    return f"slow {minutes}"


def move(course: Course, who: int, which: int, how: int) -> str:
    """Put a thread on another board."""
    thread, board = course.one(Thread, which), course.one(Board, how)
    actions.move_thread(
        course.staff(who),
        thread.id,
        board.slug,
        "It is about something else.",
        course.now,
        with_stub=how % 2 == 0,
    )
    return "move"


def split(course: Course, who: int, which: int, how: int) -> str:
    """Begin a thread with some posts of another."""
    thread = course.one(Thread, which, Thread.state == PUBLIC, Thread.last_number > 1)
    there = select(Post.id).where(Post.thread_id == thread.id, Post.number > 1)
    keys = list(db.session.scalars(there.order_by(Post.number)))
    picked = keys[how % len(keys) :: 1 + how % 2]
    title = f"Split off with number {course.told}"
    wanted = Wanted(picked, title, course.one(Board, how).id)
    actions.split_thread(
        course.staff(who), thread.id, wanted, "Another subject.", course.now
    )
    return "split"


def merge(course: Course, who: int, which: int, how: int) -> str:
    """Put all posts of a thread into another."""
    source = course.one(Thread, which, Thread.state == PUBLIC)
    target = course.one(Thread, how, Thread.state == PUBLIC)
    actions.merge_threads(
        course.staff(who), source.id, target.id, "The same subject.", course.now
    )
    return "merge"


def warn_readers(course: Course, who: int, which: int, how: int) -> str:
    """Put a safety notice beside a post, or take it off."""
    post, key = course.one(Post, which), NOTICES[how % len(NOTICES)]
    actions.set_notice(course.staff(who), post.id, key, course.now)
    return f"notice {key}"


def correct(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Correct what somebody else wrote; their own line stays."""
    post = course.one(Post, which)
    wording = course.wording(post)
    title = f"A better title, {course.told}" if post.number == 1 else ""
    text = course.cleared(f"Corrected.\n\n{wording.body}", title=title)
    maker = course.staff(who)
    actions.correct_post(
        maker, post.id, post.revision, text, "A word was wrong.", course.now
    )
    return "correct"


def purge(course: Course, who: int, which: int, how: int) -> str:
    """Destroy a post, or with an opening post the thread."""
    gone = course.one(Post, which, *([Post.number > 1] if who % 3 else []))
    posts = [gone]
    if gone.number == 1:
        there = select(Post).where(Post.thread_id == gone.thread_id)
        posts = list(db.session.scalars(there))
    lines = {course.line(one) for one in posts}
    reason = f"It was against the law, {how}."
    actions.purge_post(course.admin(), gone.id, "R6", reason, course.now)
    course.destroyed |= {one for one in lines if "secret" in one}
    return "purge thread" if gone.number == 1 else "purge post"


DEEDS = (tidy, slow, move, split, merge, warn_readers, correct, purge)
