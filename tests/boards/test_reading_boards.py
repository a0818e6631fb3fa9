"""The index, a board, and what is new everywhere."""

from datetime import timedelta

from forum.boards.models import PostState
from forum.core.clock import utcnow
from tests.boards.acts import become, board_of, lock, threads
from tests.browser import Browser, Page
from tests.world import World

SNOW = "Snow on the lower string since Sunday"
HAIL = "Hail dented two modules: what now?"
PUMP = "Heat pump and one meter in Burlington"


def titles(page: Page) -> list[str]:
    return [link.get_text().strip() for link in page.soup.select("a.thread__t")]


def test_the_index_shows_each_board_under_its_heading(
    guest: Browser, world: World
) -> None:
    page = guest.visit("/")

    assert page.status == 200
    headings = [heading.get_text().strip() for heading in page.soup.select("h2")]
    for group in ("Start", "Your system", "Money and paperwork", "Community"):
        assert group in headings
    assert page.link("Monitoring and performance") == "/b/performance"
    assert board_of(world, "performance").thread_count == 0


def test_the_index_shows_the_newest_thread_of_a_board(
    guest: Browser, world: World
) -> None:
    world.thread(title=SNOW, board="care", at=utcnow() - timedelta(hours=2))
    newest = world.thread(title=HAIL, board="care", at=utcnow() - timedelta(hours=1))

    page = guest.visit("/")

    board = page.soup.select_one("a[href='/b/care']")
    assert board is not None
    row = board.find_parent("li")
    assert row is not None
    assert HAIL in row.get_text()
    assert SNOW not in row.get_text()
    assert page.link(HAIL) == world.url(newest)


def test_the_index_lists_threads_that_nobody_has_answered(
    guest: Browser, world: World
) -> None:
    answered = world.thread(title=SNOW)
    world.reply(answered)
    locked = world.thread("rosa", title=HAIL)
    lock(world, locked)
    open_one = world.thread("eva", title=PUMP)

    page = guest.visit("/")

    section = page.soup.find("h2", string=lambda said: "answer" in (said or "").lower())
    assert section is not None
    links = [str(link.get("href")) for link in section.find_all_next("a")]
    assert world.url(open_one) in links
    assert world.url(answered) not in links
    assert world.url(locked) not in links


def test_a_board_lists_its_threads_by_their_newest_post(
    guest: Browser, world: World
) -> None:
    old = world.thread(title=SNOW, board="care", at=utcnow() - timedelta(days=3))
    world.thread(title=HAIL, board="care", at=utcnow() - timedelta(days=2))
    world.thread(title=PUMP, board="grid")
    world.reply(old, at=utcnow() - timedelta(hours=1))

    page = guest.visit("/b/care")

    assert titles(page) == [SNOW, HAIL]
    assert "Threads 1 to 2 of 2" in page.text


def test_a_pinned_thread_stays_on_top_of_its_board(
    guest: Browser, mo: Browser, world: World
) -> None:
    pinned = world.thread(title=SNOW, board="care", at=utcnow() - timedelta(days=3))
    world.thread(title=HAIL, board="care")
    mo.visit(f"/moderation/threads/{pinned}")

    mo.submit(f"/moderation/threads/{pinned}", deed="pin")

    page = guest.visit("/b/care")
    assert titles(page) == [SNOW, HAIL]
    assert "Pinned" in page.text


def test_a_board_without_threads_says_so(guest: Browser) -> None:
    page = guest.visit("/b/storage")

    assert page.status == 200
    assert "No one has asked here yet" in page.text


def test_threads_are_found_by_a_tag(guest: Browser, world: World) -> None:
    world.thread(title=SNOW, board="care", tags=("snow", "safety"))
    world.thread("rosa", title=HAIL, board="care", tags=("hail-storm",))

    page = guest.visit("/b/care?tag=snow")

    assert titles(page) == [SNOW]
    tags = {str(one["href"]) for one in page.soup.select("a.tag")}
    assert tags == {"/search?q=tag:safety", "/search?q=tag:snow"}


def test_a_word_that_is_no_tag_filters_nothing(guest: Browser, world: World) -> None:
    world.thread(title=SNOW, board="care", tags=("snow",))

    page = guest.visit("/b/care?tag=%3Cscript%3E")

    assert titles(page) == [SNOW]
    assert "<script>" not in page.html


def test_a_tag_that_no_thread_has_offers_the_way_back(
    guest: Browser, world: World
) -> None:
    world.thread(title=SNOW, board="care")

    page = guest.visit("/b/care?tag=battery")

    assert titles(page) == []
    assert page.link("Show all threads") == "/b/care"


def test_the_tab_of_unanswered_threads_leaves_out_answered_ones(
    guest: Browser, world: World
) -> None:
    answered = world.thread(title=SNOW, board="care", tags=("snow",))
    world.reply(answered)
    world.thread("rosa", title=HAIL, board="care", tags=("snow",))
    world.thread("eva", title=PUMP, board="care")

    everything = guest.visit("/b/care?show=unanswered")
    tagged = guest.visit("/b/care?show=unanswered&tag=snow")

    assert sorted(titles(everything)) == [HAIL, PUMP]
    assert titles(tagged) == [HAIL]


def test_a_thread_whose_only_reply_was_removed_has_no_answer(
    guest: Browser, world: World
) -> None:
    thread = world.thread(title=SNOW, board="care")

    become(world, world.reply(thread), PostState.REMOVED)

    assert titles(guest.visit("/b/care?show=unanswered")) == [SNOW]


def test_an_unknown_tab_is_not_found(guest: Browser) -> None:
    assert guest.visit("/b/care?show=popular").status == 404


def test_an_unknown_board_is_not_found(guest: Browser) -> None:
    page = guest.visit("/b/roofers-gossip")

    assert page.status == 404
    assert page.heading == "We cannot find this page"


def test_latest_shows_the_threads_of_all_boards_newest_post_first(
    guest: Browser, world: World
) -> None:
    old = world.thread(title=SNOW, board="care", at=utcnow() - timedelta(days=3))
    world.thread(title=PUMP, board="grid", at=utcnow() - timedelta(days=1))
    world.reply(old, at=utcnow() - timedelta(hours=1))

    page = guest.visit("/latest")

    assert titles(page) == [SNOW, PUMP]
    assert "Care and safety" in page.text


def test_a_removed_thread_stands_in_no_list(guest: Browser, world: World) -> None:
    thread = world.thread(title=SNOW, board="care")

    become(world, world.opening_post(thread), PostState.REMOVED, "Rule 1: No ads.")

    for path in ("/", "/latest", "/b/care", "/b/care?show=unanswered"):
        assert SNOW not in guest.visit(path).text
    assert board_of(world, "care").thread_count == 0


def test_boards_of_several_pages_show_each_thread_once(
    guest: Browser, world: World
) -> None:
    threads(world, "care", 45)

    pages = [titles(guest.visit(f"/b/care?page={number}")) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    wanted = [f"Thread with number {number:02}" for number in range(45, 0, -1)]
    assert [title for page in pages for title in page] == wanted
    assert guest.visit("/b/care?page=4").status == 404
