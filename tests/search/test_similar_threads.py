"""Threads about the same: below a thread, and below the title while one writes."""

from forum.boards import actions as boards
from forum.boards.alike import ThreadAlike
from forum.boards.drafts import Draft
from forum.boards.models import Audience, PostState, Thread
from forum.core.clock import utcnow
from forum.core.db import db
from tests.boards.acts import become, open_to
from tests.browser import Browser
from tests.world import World, settled

TITLE = "Enphase IQ8+ microinverter shows no data"


def titles(page_of: Browser, world: World, thread: int) -> list[str]:
    """Return which threads stand below a thread, once the jobs have found them."""
    world.run_jobs()
    page = page_of.visit(world.url(thread))
    found = page.soup.select('[aria-labelledby="likes-h"] li > a')
    return [one.get_text() for one in found]


def test_a_thread_shows_others_about_the_same(guest: Browser, world: World) -> None:
    here = world.thread(title=TITLE)
    world.thread("ivy", title="Which microinverters show data by the minute?")
    world.thread("una", title="Snow guards on a metal roof")
    world.thread("rob", title="IQ8+ or IQ7 for a cold roof", board="equipment")

    assert titles(guest, world, here) == [
        "Which microinverters show data by the minute?",
        "IQ8+ or IQ7 for a cold roof",
    ]


def test_at_most_five_are_shown_and_never_what_one_may_not_read(
    guest: Browser, world: World
) -> None:
    here = world.thread(title=TITLE, board="equipment")
    made = [
        world.thread(f"member{place}", title=f"Microinverter number {place} at home")
        for place in range(7)
    ]
    become(world, world.opening_post(made[0]), PostState.HIDDEN)
    become(world, world.opening_post(made[1]), PostState.HELD)
    found = titles(guest, world, here)
    open_to(world, "performance", Audience.MEMBERS)

    assert len(found) == 5
    assert not {one for one in found if "number 0" in one or "number 1" in one}
    assert titles(guest, world, here) == []


def test_whoever_writes_a_title_is_shown_like_ones_with_and_without_scripts(
    rosa: Browser, world: World
) -> None:
    thread = world.thread(title=TITLE)
    rosa.visit("/b/performance/new")
    page = rosa.submit(
        "/b/performance/new",
        to="/preview",
        title="My IQ8+ has no data",
        body="It began on Monday morning.",
    )
    answer = rosa.client.get("/search/similar?title=My IQ8%2B has no data")

    (shown,) = page.soup.select("[data-likes-list] li > a")
    assert shown.get_text().startswith(TITLE)
    assert answer.json == [
        {
            "url": world.url(thread),
            "title": TITLE,
            "replies": 0,
            "is_answered": False,
        }
    ]


def test_before_anything_is_written_the_box_is_not_shown(
    rosa: Browser, world: World
) -> None:
    world.thread(title=TITLE)

    (box,) = rosa.visit("/b/performance/new").soup.select("[data-likes]")

    assert box.has_attr("hidden")


def test_only_members_are_told_while_they_write(guest: Browser, world: World) -> None:
    world.thread(title=TITLE)

    answer = guest.client.get("/search/similar?title=microinverter")

    assert answer.status_code in {302, 303, 401}
    assert TITLE.encode() not in answer.data


def test_a_thread_that_comes_later_stands_below_earlier_ones(
    guest: Browser, world: World
) -> None:
    here = world.thread(title=TITLE)
    alone = titles(guest, world, here)
    world.thread("ivy", title="Which microinverters show data by the minute?")

    assert alone == []
    assert titles(guest, world, here) == [
        "Which microinverters show data by the minute?"
    ]


def test_a_thread_that_is_called_anew_goes_where_it_belongs(
    guest: Browser, world: World
) -> None:
    here = world.thread(title=TITLE)
    snow = world.thread("una", title="Snow guards on a metal roof")
    other = world.thread("ivy", title="Which microinverters show data by the minute?")
    before = titles(guest, world, here)
    with world.writing():
        newer = Draft("As I said.", title="Which snow guards hold on metal?")
        post = world.opening_post(other)
        boards.edit(world.member_id("ivy"), post, 1, settled(newer), utcnow())

    assert before == ["Which microinverters show data by the minute?"]
    assert titles(guest, world, here) == []
    assert titles(guest, world, snow) == ["Which snow guards hold on metal?"]


def test_when_one_is_hidden_the_next_takes_its_place(
    guest: Browser, world: World
) -> None:
    here = world.thread(title=TITLE)
    for place in range(6):
        world.thread(f"member{place}", title=f"Microinverter number {place} at home")
    before = titles(guest, world, here)
    (gone,) = [one.id for one in world.rows(Thread) if one.title == before[0]]
    become(world, world.opening_post(gone), PostState.HIDDEN)
    after = titles(guest, world, here)

    assert len(before) == len(after) == 5
    assert set(after) == (set(before) | set(after)) - {before[0]}
    assert before[0] not in after


def test_a_thread_merged_into_another_is_shown_nowhere(
    guest: Browser, world: World
) -> None:
    here = world.thread(title=TITLE)
    first = world.thread("ivy", title="Which microinverters show data by the minute?")
    second = world.thread("una", title="Snow guards on a metal roof")
    before = titles(guest, world, here)
    with world.writing():
        boards.merge(first, second)

    assert len(before) == 1
    assert not {"Snow guards on a metal roof"} & set(titles(guest, world, second))
    assert len(titles(guest, world, here)) <= 1
    assert first not in {
        one.other_id for one in world.rows(ThreadAlike) if one.thread_id == here
    }


def test_a_title_with_strange_signs_is_shown_as_it_is(
    guest: Browser, world: World
) -> None:
    here = world.thread(title=TITLE)
    strange = "Microinverter \x1f 5.2kW | <b>“ü”</b> 漢 & so on"
    other = world.thread("ivy", title="Which microinverter is it?")
    with world.writing():
        db.session.get_one(Thread, other).title = strange

    assert titles(guest, world, here) == [strange]
