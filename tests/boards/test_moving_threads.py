"""Locking, pinning and moving: what it does to threads and counts."""

from forum.boards import actions
from forum.boards.models import PostState, Thread
from forum.core.clock import utcnow
from tests.boards.acts import become, board_of, lock
from tests.browser import Browser
from tests.world import TITLE, World


def moved(world: World, thread: int, slug: str) -> None:
    target = board_of(world, slug).id
    with world.writing():
        actions.move(thread, target)


def thread_counts(world: World) -> dict[str, int]:
    return {slug: board_of(world, slug).thread_count for slug in ("care", "grid")}


def test_a_moved_thread_keeps_its_address(guest: Browser, world: World) -> None:
    thread = world.thread(board="care")
    url = world.url(thread)

    moved(world, thread, "grid")

    assert guest.visit(url).status == 200
    assert TITLE in guest.visit("/b/grid").text
    assert TITLE not in guest.visit("/b/care").text
    assert thread_counts(world) == {"care": 0, "grid": 1}


def test_a_thread_moved_to_where_it_is_counts_once(world: World) -> None:
    thread = world.thread(board="care")

    moved(world, thread, "care")

    assert thread_counts(world) == {"care": 1, "grid": 0}


def test_a_removed_thread_is_counted_where_it_is_restored(world: World) -> None:
    thread = world.thread(board="care")
    post = world.opening_post(thread)
    become(world, post, PostState.REMOVED, "Rule 4: Stay with solar.")

    moved(world, thread, "grid")
    assert thread_counts(world) == {"care": 0, "grid": 0}
    become(world, post, PostState.PUBLISHED)

    assert thread_counts(world) == {"care": 0, "grid": 1}


def test_a_lock_can_be_taken_off(rosa: Browser, world: World) -> None:
    thread = world.thread()
    lock(world, thread, "Solved.")

    with world.writing():
        actions.unlock(thread)

    page = rosa.visit(world.url(thread))
    assert page.forms("/reply")
    assert "Solved." not in page.text
    assert world.row(Thread, thread).locked_at is None


def test_a_pin_holds_across_the_pages_of_a_board(guest: Browser, world: World) -> None:
    world.thread("eva", board="care", title="A newer question about snow")
    thread = world.thread(board="care", at=utcnow().replace(year=2025))

    with world.writing():
        actions.pin(thread, pinned=True)

    links = [
        link.get_text() for link in guest.visit("/b/care").soup.select(".thread__t")
    ]
    assert links == [TITLE, "A newer question about snow"]
    latest = guest.visit("/latest").soup.select(".thread__t")
    assert [link.get_text() for link in latest] == links[::-1]
