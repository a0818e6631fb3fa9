"""What several tests of the boards do by the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event, func, select

from forum.boards import actions
from forum.boards.drafts import Draft
from forum.boards.models import Audience, Board, Post, PostState, Thread
from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.members.models import Member, Role
from tests.browser import Browser, Page
from tests.world import World, settled

PHONE = "(802) 555-0142"
OTHER_PHONE = "(802) 555-0177"
MAIL = "rosa@example.com"
SSN = "219-09-9999"
CARD = "4539 5787 6362 1486"
CALL_ME = f"Mine did the same. Call me at {PHONE}, I am home by six."


def board_of(world: World, slug: str) -> Board:
    """Return a board as it is stored now."""
    (found,) = [board for board in world.rows(Board) if board.slug == slug]
    return found


def open_to(world: World, slug: str, audience: Audience) -> None:
    """Let only some people read a board."""
    with world.writing():
        board = db.session.scalars(select(Board).where(Board.slug == slug)).one()
        board.read = audience


def counted(world: World, model: type[Base]) -> int:
    """Return how many rows a table has."""
    with world.reading():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def become(world: World, post: int, state: PostState, reason: str = "") -> None:
    """Let a post change its state as moderators have it changed."""
    with world.writing():
        actions.change_state(post, state, reason, utcnow())


def long_ago(world: World, days: int = 1) -> None:
    """Let some time pass since everything that was posted."""
    by = timedelta(days=days)
    with world.writing():
        for post in db.session.scalars(select(Post)):
            post.posted_at -= by
        for thread in db.session.scalars(select(Thread)):
            thread.opened_at -= by


def lock(world: World, thread: int, reason: str = "It was solved.") -> None:
    """Close a thread."""
    with world.writing():
        actions.lock(thread, reason, utcnow())


def composing(browser: Browser, thread: int) -> Page:
    """Open the page for a reply."""
    return browser.visit(f"/t/{thread}/reply")


def send(browser: Browser, thread: int, body: str, **fields: Any) -> Page:
    """Open the page for a reply, fill it in and send it."""
    composing(browser, thread)
    return browser.submit(f"/t/{thread}/reply", body=body, **fields)


def body_of(page: Page) -> str:
    """Return what stands in the text field of a page."""
    (field,) = page.soup.select("[name=body]")
    return str(field.get("value") or field.get_text()).removeprefix("\n")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect what the database is asked while a page is made.

    Whether the forum can be read only is looked up once in five seconds, by
    whichever page comes first: it is no page's own question.
    """
    asked: list[str] = []

    def note(*said: object) -> None:
        if "FROM read_only" not in str(said[2]):
            asked.append(str(said[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def hurried(world: World) -> str:
    """Return the handle of somebody who may write many posts at once."""
    handle = "sam_staff"
    if handle not in {member.handle for member in world.rows(Member)}:
        world.member(handle, Role.MODERATOR)
    return handle


def replies(world: World, thread: int, count: int) -> list[int]:
    """Reply to a thread several times; return the keys of the posts."""
    by, at = world.member_id(hurried(world)), utcnow() - timedelta(hours=2)
    with world.writing():
        return [
            actions.reply(
                by,
                thread,
                settled(Draft(f"Answer number {number}.")),
                at + timedelta(seconds=number),
            ).post.id
            for number in range(1, count + 1)
        ]


def threads(world: World, slug: str, count: int, tag: str = "snow") -> None:
    """Open several threads on a board, a minute apart."""
    by, at = world.member_id(hurried(world)), utcnow() - timedelta(days=2)
    board = board_of(world, slug).id
    with world.writing():
        for number in range(1, count + 1):
            title = f"Thread with number {number:02}"
            draft = settled(Draft(f"Text number {number}.", title, (tag,)))
            actions.open_thread(by, board, draft, at + timedelta(minutes=number))
