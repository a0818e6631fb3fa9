"""What several tests of reactions do by the way."""

from forum.boards.models import Post, Thread
from forum.reactions.models import Bookmark, Ignored, Thanks
from tests.browser import Browser, Page
from tests.world import World


def opened(browser: Browser, world: World, thread: int) -> Page:
    """Open a thread, on which all its buttons are."""
    return browser.visit(world.url(thread))


def press(browser: Browser, world: World, post: int, button: str) -> Page:
    """Press a button below a post, on the page of its thread."""
    opened(browser, world, world.row(Post, post).thread_id)
    return browser.submit(f"/p/{post}/{button}")


def buttons(page: Page, post: int) -> list[str]:
    """Return what the buttons below a post are addressed to."""
    forms = page.soup.select(f"#p{post} .post__f > form")
    return [str(one["action"]).rpartition("/")[2] for one in forms]


def answer_of(world: World, thread: int) -> int | None:
    """Return which reply is marked as the answer."""
    return world.row(Thread, thread).answer_id


def thanks_of(world: World, post: int) -> tuple[int, int]:
    """Return how many thanks stand on a post, and how many rows there are."""
    rows = [one for one in world.rows(Thanks) if one.post_id == post]
    return world.row(Post, post).thanks, len(rows)


def notes(world: World) -> list[str]:
    """Return the notes beside all bookmarks."""
    return [one.note for one in world.rows(Bookmark)]


def ignored(world: World) -> set[tuple[int, int]]:
    """Return who ignores whom."""
    return {(one.member_id, one.other_id) for one in world.rows(Ignored)}
