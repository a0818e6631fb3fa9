"""What members do with what they write, until they leave for good."""

from datetime import timedelta

from sqlalchemy import select

from forum.boards import actions as boards
from forum.boards.actions import Passages
from forum.boards.models import Board, Post, PostState, Thread
from forum.core.db import db
from forum.core.jobs import run_due
from forum.core.wording import Wording
from forum.members.models import Member, Role
from forum.rights import actions as rights
from forum.rights.actions import Wish
from forum.rights.models import Fate
from forum.warnings import Choice
from tests.moderation.proofs.course import Course

TAGS = ((), ("battery",), ("battery", "monitoring"))
DAYS = (0, 0, 0, 1, 1, 2, 5, 8, 15, 40, 200)
GRACE = timedelta(days=15)
PUBLIC = PostState.PUBLISHED


def open_thread(course: Course, who: int, which: int, how: int) -> str:
    """Open a thread."""
    board = course.one(Board, which)
    title = f"A question with number {course.told}"
    text = course.cleared(course.words(), title=title, tags=TAGS[how % len(TAGS)])
    boards.open_thread(course.member(who).id, board.id, text, course.now)
    return "thread"


def reply(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Reply to a thread."""
    thread = course.one(Thread, which, Thread.state == PUBLIC)
    text = course.cleared(course.words())
    boards.reply(course.member(who).id, thread.id, text, course.now)
    return "reply"


def quote(course: Course, who: int, which: int, how: int) -> str:
    """Reply with what another post says, in this thread or another."""
    source = course.one(Post, which, Post.state == PUBLIC, Post.purged_at.is_(None))
    other = course.one(Thread, how, Thread.state == PUBLIC)
    there = source.thread_id if how % 3 else other.id
    body = f"> [somebody](/p/{source.id})\n>\n> {course.line(source)}\n\n"
    text = course.cleared(body + course.words())
    boards.reply(course.member(who).id, there, text, course.now)
    return "quote"


def edit(course: Course, who: int, which: int, how: int) -> str:
    """Give a post another wording, with the number in it kept or masked."""
    waits = Post.state.in_([PostState.HIDDEN, PostState.HELD])
    post = course.one(Post, which, *([waits] if how % 4 == 0 else []))
    title = f"A title with number {course.told}" if post.number == 1 else ""
    choice = Choice.MASK if who % 2 else Choice.KEEP
    text = course.cleared(course.words(), choice, title=title)
    boards.edit(post.author_id, post.id, post.revision, text, course.now)
    return f"edit {choice}"


def withdraw(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Take a post away for good."""
    post = course.one(Post, which)
    boards.withdraw(post.author_id, post.id, course.now)
    return "withdraw"


def take_back(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Destroy words of one's own post."""
    post = course.one(Post, which)
    gone = Passages(Wording(course.secrets(post), boards.TAKEN_BACK))
    boards.take_back(post.author_id, post.id, gone, course.now)
    return "take back"


def leave(course: Course, who: int, which: int, how: int) -> str:
    """Be erased, at once or after time to think, with one's words or without."""
    fate = Fate.REDACT if how % 2 else Fate.KEEP
    with course.world.writing():
        leaver = course.one(
            Member,
            who,
            Member.is_former.is_(False),
            Member.handle.in_(["newt", "lee", "rosa", "max_mod"]),
            *([Member.role == Role.MEMBER] if which % 3 else []),
        )
        if which % 2:
            rights.ask_erasure(leaver.id, Wish(fate), course.now)
            return "ask to leave"
        theirs = select(Post).where(Post.author_id == leaver.id)
        words = [course.line(one) for one in db.session.scalars(theirs)]
        rights.erase_now(leaver.id, Wish(fate), course.now)
    with course.world.reading():
        assert run_due(course.now, "erase member")
    if fate is Fate.REDACT:
        course.destroyed |= {one for one in words if "secret" in one}
    return f"leave {fate}"


def wait(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Let days pass, and the worker do what is due by then."""
    days = DAYS[which % len(DAYS)]
    course.now += timedelta(days=days)
    course.work()
    return "wait"


DEEDS = (open_thread, reply, quote, edit, withdraw, take_back)
LONG = (leave, wait)
