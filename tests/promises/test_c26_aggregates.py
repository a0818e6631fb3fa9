"""C26: what systems make together may be shared; what one makes may not."""

from forum.core.clock import utcnow
from tests.browser import Browser
from tests.systems.crowds import QUARTER, chart, crowd, more_cards, named, snapshot
from tests.world import World

COUNT = "systems"


def test_nine_members_are_not_told_and_ten_are(guest: Browser, world: World) -> None:
    crowd(world, named("m", 10), state="MA")
    crowd(world, named("n", 9), state="VT")
    crowd(world, named("o", 9), state="ME")

    snapshot(world)

    cells = chart(world, "states")
    assert cells["MA", COUNT] == 10
    assert cells["VT", COUNT] is cells["ME", COUNT] is None
    page = guest.visit("/statistics").text
    assert "Massachusetts 10" in page
    assert "Vermont" not in page


def test_somebody_with_sixty_per_cent_is_not_told(world: World) -> None:
    keys = crowd(world, named("m", 11), state="MA")
    more_cards(world, keys[0], 14, state="MA")

    snapshot(world)

    assert chart(world, "states")["MA", COUNT] is None


def test_sums_do_not_reveal_what_was_left_out(world: World) -> None:
    crowd(world, named("m", 30), state="MA")
    crowd(world, named("n", 14), state="VT")
    crowd(world, named("o", 4), state="ME")

    snapshot(world)

    cells = chart(world, "states")
    assert cells["MA", COUNT] == 30
    assert cells["VT", COUNT] is None
    assert sum(count or 0 for count in chart(world, "sizes").values()) == 50


def test_counts_are_rounded_to_five(world: World) -> None:
    crowd(world, named("m", 13))

    snapshot(world)

    told = [count for count in chart(world, "states").values() if count is not None]
    assert told == [15]


def test_a_new_member_changes_nothing_until_the_next_snapshot(
    guest: Browser, world: World
) -> None:
    crowd(world, named("m", 12))
    snapshot(world)
    before = guest.visit("/statistics").html

    crowd(world, named("n", 12), at=utcnow())
    snapshot(world)

    assert guest.visit("/statistics").html == before
    snapshot(world, utcnow() + QUARTER)
    assert chart(world, "states")["MA", COUNT] == 25


def test_everybody_gets_the_same_table_as_page_and_file(
    guest: Browser, rosa: Browser, world: World
) -> None:
    crowd(world, named("m", 12))
    snapshot(world)

    for browser in (guest, rosa):
        assert browser.visit("/statistics/states.csv").html.split() == [
            "State,Systems",
            "Massachusetts,10",
            "All",
            'others,"fewer',
            "than",
            "10,",
            "or",
            "left",
            'out"',
        ]
