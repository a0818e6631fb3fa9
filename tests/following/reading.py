"""What several tests of following do by the way."""

from forum.boards.models import Thread
from forum.core.clock import utcnow
from forum.core.retention import sweep
from forum.following import actions, queries
from forum.following.models import ReadUpTo
from forum.members.models import Member
from tests.browser import Browser, Page
from tests.world import World


def pointers(world: World) -> dict[tuple[int, int], int]:
    """Return how far members read, by member and thread."""
    rows = world.rows(ReadUpTo)
    return {(one.member_id, one.thread_id): one.number for one in rows}


def read_to(world: World, handle: str, thread: int, number: int) -> None:
    """Let a member have read a thread up to some post."""
    member = world.known(handle)
    with world.writing():
        actions.mark_read(member, thread, number, utcnow())


def watching(world: World, handle: str, thread: int) -> None:
    """Let a member watch a thread."""
    member = world.known(handle)
    with world.writing():
        actions.watch(member, utcnow(), thread_id=thread)


def swept(world: World) -> None:
    """Let everything go that is past its time."""
    with world.reading():
        sweep(utcnow())


def told(world: World, thread: int, *, is_new_thread: bool = False) -> set[str]:
    """Return the user names of whom a new post in a thread is told."""
    board = world.row(Thread, thread).board_id
    with world.reading():
        found = queries.watchers(thread, board, is_new_thread=is_new_thread)
    return {one.handle for one in world.rows(Member) if one.id in found}


def news(page: Page) -> list[str]:
    """Return the marks of what is new on a page, with what they belong to."""
    return [" ".join(one.get_text(" ").split()) for one in page.soup.select("a.new")]


def unread_titles(browser: Browser) -> list[str]:
    """Return the threads on the page of what is unread."""
    page = browser.visit("/unread")
    return [one.get_text(" ").strip() for one in page.soup.select(".thread__t")]
