"""Searching shows nobody more than reading does, and narrows as wished."""

import pytest

from forum.boards.models import Audience, PostState
from forum.core.clock import utcnow
from forum.members import actions as members
from tests.boards.acts import become, lock, open_to, statements
from tests.browser import Browser
from tests.search.finding import hits, searched
from tests.world import World

RARE = "Our zirconium bracket held all winter long."


def test_boards_that_one_may_not_read_are_never_found(
    guest: Browser, rosa: Browser, mo: Browser, world: World
) -> None:
    world.thread(title="The zirconium bracket question", body=RARE)
    open_to(world, "performance", Audience.MEMBERS)
    as_member = [hits(one, "zirconium") for one in (guest, rosa, mo)]
    open_to(world, "performance", Audience.STAFF)
    as_staff = [hits(one, "zirconium") for one in (guest, rosa, mo)]

    assert [len(found) for found in as_member] == [0, 1, 1]
    assert [len(found) for found in as_staff] == [0, 0, 1]
    assert "board:performance" in searched(guest, "board:performance").text
    assert hits(guest, "board:performance") == []


@pytest.mark.parametrize(
    "state", [PostState.HELD, PostState.HIDDEN, PostState.REMOVED, PostState.REJECTED]
)
def test_a_post_out_of_sight_is_found_by_nobody_until_it_is_back(
    mo: Browser, world: World, state: PostState
) -> None:
    thread = world.thread()
    post = world.reply(thread, "ivy", RARE)
    become(world, post, state)
    gone = hits(mo, "zirconium")
    become(world, post, PostState.PUBLISHED)

    assert gone == []
    assert hits(mo, "zirconium") == [f"/p/{post}"]


def test_replies_of_a_thread_out_of_sight_are_not_found(
    mo: Browser, world: World
) -> None:
    thread = world.thread()
    world.reply(thread, "ivy", RARE)
    become(world, world.opening_post(thread), PostState.REMOVED)

    assert hits(mo, "zirconium") == []


def test_an_email_address_is_neither_found_nor_shown(
    guest: Browser, rosa: Browser, world: World
) -> None:
    said = (
        "Write about the zirconium to una.solar@example.net or una at example dot net."
    )
    world.thread(body=said)

    for browser in (guest, rosa):
        assert hits(browser, "una.solar@example.net") == []
        assert hits(browser, "solar") == []
        assert "una" not in searched(browser, "zirconium").text


def test_an_email_address_in_a_title_is_not_taken_apart_by_marks(
    guest: Browser, world: World
) -> None:
    world.thread(
        title="Ask support@quarrymail.com once more", body="Quarrymail zirconium."
    )

    page = searched(guest, "quarrymail zirconium")

    (hit,) = page.soup.select(".hit")
    assert "support@" not in hit.get_text()
    assert "once more" in hit.get_text()


def test_words_are_marked_and_what_was_written_stays_text(
    guest: Browser, world: World
) -> None:
    body = "I saw <b>zirconium</b> & `<script>alert(1)</script>` there."
    world.thread(title="Is <i>this</i> zirconium at all?", body=body)

    page = searched(guest, "zirconium script")

    assert [mark.get_text() for mark in page.soup.select(".hit mark")] == [
        "zirconium",
        "zirconium",
        "script",
        "script",
    ]
    assert not page.soup.select(".hit script, .hit b, .hit i")


FILTERED = [
    ("zirconium board:performance", 1),
    ("zirconium by:ken", 1),
    ("zirconium by:@KEN", 1),
    ("zirconium by:nobody", 0),
    ("zirconium tag:snow", 1),
    ("zirconium tag:battery", 0),
    ("zirconium after:2020-01-01", 1),
    ("zirconium before:2020-01-01", 0),
    ("zirconium in:title", 1),
    ("winter in:title", 0),
    ("zirconium has:image", 0),
    ("zirconium has:answer", 0),
    ("zirconium status:open", 1),
    ("zirconium status:locked", 0),
    ("tag:snow", 1),
    ("by:ken", 1),
    ("zirconium -winter", 0),
    ('zirconium "winter long"', 1),
]


@pytest.mark.parametrize(("typed", "count"), FILTERED)
def test_filters_in_the_box_narrow_what_is_found(
    guest: Browser, world: World, typed: str, count: int
) -> None:
    world.thread(title="The zirconium bracket question", body=RARE, tags=("snow",))

    assert len(hits(guest, typed)) == count


def test_filters_of_the_form_narrow_as_those_in_the_box(
    guest: Browser, world: World
) -> None:
    thread = world.thread(title="The zirconium bracket question", body=RARE)
    world.reply(thread, "ivy", "Mine is of zirconium too.")
    lock(world, thread)

    assert len(hits(guest, "zirconium")) == 2
    assert len(hits(guest, "zirconium", **{"in": "title"})) == 1
    assert len(hits(guest, "zirconium", status="locked", when="month")) == 2
    assert hits(guest, "zirconium", status="open") == []
    assert hits(guest, "zirconium", image="1") == []
    assert hits(guest, "zirconium", board="performance") == hits(guest, "zirconium")


def test_an_unknown_filter_is_looked_for_as_words_and_said_to_be_none(
    guest: Browser, world: World
) -> None:
    world.thread(body="Nec: 690 says so.")

    page = searched(guest, "nec:690")

    assert "“nec:690” is no filter here" in page.text
    assert len(hits(guest, "nec:690")) == 1


def test_a_filter_can_be_taken_off_by_a_link(guest: Browser, world: World) -> None:
    world.thread(title="The zirconium bracket question", body=RARE)

    page = searched(guest, "zirconium by:nobody")

    assert page.link("by:nobody") == "/search?q=zirconium"


def test_results_come_twenty_to_a_page(guest: Browser, world: World) -> None:
    thread = world.thread(title="The zirconium bracket question", body=RARE)
    for place in range(24):
        world.reply(thread, f"member{place}", f"Zirconium again, {place}.")

    first, second = hits(guest, "zirconium"), hits(guest, "zirconium", page="2")

    assert (len(first), len(second)) == (20, 5)
    assert not set(first) & set(second)
    assert "25 results" in searched(guest, "zirconium").text
    assert guest.client.get("/search?q=zirconium&page=3").status_code == 404


def test_a_search_costs_at_most_four_queries(guest: Browser, world: World) -> None:
    world.thread(title="The zirconium bracket question", body=RARE)

    with statements() as asked:
        guest.visit("/search?q=zirconium")
    assert len([one for one in asked if one.startswith(("SELECT", "WITH"))]) <= 4


def test_a_page_of_results_asks_search_engines_to_stay_away(
    guest: Browser, world: World
) -> None:
    world.thread()

    page = searched(guest, "snow")

    (robots,) = page.soup.select('meta[name="robots"]')
    assert "noindex" in str(robots["content"])
    assert "Set-Cookie" not in page.headers


def test_a_former_name_finds_nobody(guest: Browser, world: World) -> None:
    world.thread("zoe", title="The zirconium bracket question", body=RARE)
    before = hits(guest, "zirconium by:zoe")
    with world.writing():
        members.rename(world.member_id("zoe"), "zoe_new", False, utcnow())

    assert len(before) == 1
    assert hits(guest, "zirconium by:zoe") == []
    assert len(hits(guest, "zirconium by:zoe_new")) == 1
