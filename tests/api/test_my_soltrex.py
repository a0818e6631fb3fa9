"""My SolTrex lists the recent threads: those of the answer to programs."""

from forum.boards.models import Audience, PostState
from tests.api.asking import asked, path_of
from tests.boards.acts import become, open_to, statements
from tests.browser import Browser
from tests.world import World


def listed(browser: Browser) -> list[str]:
    """Return the addresses of the recent threads on My SolTrex."""
    page = browser.visit("/my")
    return [str(one["href"]) for one in page.soup.select("#recent li a")]


def test_my_soltrex_lists_the_threads_that_programs_get(
    guest: Browser, rosa: Browser, world: World
) -> None:
    threads = [world.thread(f"by{n}", title=f"Thread number {n}") for n in range(6)]
    world.reply(threads[1])

    said = asked(guest, "/api/v1/threads?limit=5")["items"]

    assert listed(rosa) == [path_of(one["url"]) for one in said]
    section = rosa.page.soup.select("#recent")[0].text
    assert all(
        one["title"] in section and one["last_author"] in section for one in said
    )
    for path in listed(rosa):
        assert rosa.visit(path, follow=False).status == 200


def test_my_soltrex_lists_what_its_member_reads(
    rosa: Browser, mo: Browser, world: World
) -> None:
    for_staff = world.url(world.thread(title="Only for some of us", board="grid"))
    open_to(world, "grid", Audience.STAFF)
    gone = world.thread("eva", title="Gone by now")
    become(world, world.opening_post(gone), PostState.REMOVED, "Rule 1: No ads.")
    kept = world.url(world.thread("ivy"))

    assert listed(rosa) == [kept]
    assert listed(mo) == [kept, for_staff]


def test_recent_threads_cost_one_query(rosa: Browser, world: World) -> None:
    def cost() -> int:
        with statements() as found:
            rosa.visit("/my")
        return len(found)

    world.thread()
    few = cost()
    for number in range(6):
        world.thread(f"by{number}", title=f"Thread number {number}")

    assert cost() == few


def test_without_threads_there_is_no_such_list(rosa: Browser) -> None:
    assert listed(rosa) == []
    assert "Recent threads" not in rosa.page.text
