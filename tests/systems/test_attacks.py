"""Somebody tries to find out what a member hides; all they get is what is public.

The attacker reads every page as a guest, knows who joined and changed when, knows
everybody else's card, and compares publications with each other.
"""

import re
from datetime import timedelta
from itertools import product
from random import Random

import pytest
from sqlalchemy import select

from forum.core.clock import utcnow
from forum.core.db import db
from forum.solar.kinds import INVERTER_TYPES, InverterType, SystemType
from forum.solar.places import STATES
from forum.systems import actions, queries
from forum.systems.models import SystemCard
from forum.systems.rules import Item, Visibility, all_tables, contribution_of
from forum.systems.rules.counting import FEW
from tests.browser import Browser
from tests.systems.cards import FULL, RAW, card, everything, seen, source
from tests.systems.crowds import QUARTER, chart, crowd, named, snapshot
from tests.world import World

VICTIM = "ken"
CHARTS = ("states", "sizes", "yields", "inverters", "storage")


def published(browser: Browser) -> dict[str, str]:
    """Read the statistics as everybody can."""
    pages = {"page": source(browser.visit("/statistics"))}
    for name in CHARTS:
        pages[name] = browser.visit(f"/statistics/{name}.csv").html
    return pages


def everywhere(browser: Browser, world: World) -> dict[str, str]:
    """Read whatever a guest can reach that has to do with systems."""
    thread = world.thread(VICTIM)
    paths = [
        "/m/ken",
        world.url(thread),
        f"/t/{thread}/feed.atom",
        "/feed.atom",
        "/latest",
        "/systems",
        *(f"/systems?state={state}" for state in ("NM", "MA", "TX")),
        *(f"/systems?type={kind}" for kind in SystemType),
        *(f"/systems?inverter={kind}" for kind in InverterType),
    ]
    return {path: source(browser.visit(path)) for path in paths}


def test_a_guest_finds_no_exact_size_zip_or_model_in_any_source(
    guest: Browser, world: World
) -> None:
    card(world)
    crowd(world, named("m", 12))
    snapshot(world)

    pages = everywhere(guest, world) | published(guest)

    for path, sent in pages.items():
        assert [sign for sign in RAW if sign in sent] == [], path


@pytest.mark.parametrize(
    ("item", "query"),
    [
        (Item.STATE, "state=NM"),
        (Item.SYSTEM_TYPE, "type=farm"),
        (Item.INVERTER_TYPE, "inverter=micro"),
    ],
)
@pytest.mark.parametrize("chosen", ["members", "hidden"])
def test_no_filter_tells_what_is_not_public(
    guest: Browser, rosa: Browser, world: World, item: Item, query: str, chosen: str
) -> None:
    card(world, choices=seen(**{str(item): chosen}))

    for browser in (guest, rosa):
        assert "/m/ken" in browser.visit("/systems").html
        assert "/m/ken" not in browser.visit(f"/systems?{query}").html


def test_the_difference_of_filtered_lists_is_nobody(
    guest: Browser, world: World
) -> None:
    for number, kind in enumerate(("public", "members", "hidden")):
        card(world, f"member{number}", choices=seen(state=kind, system_type=kind))

    found = {
        (state, kind): set(
            re.findall(
                r"/m/(member\d)",
                guest.visit(f"/systems?state={state}&type={kind}").html,
            )
        )
        for state, kind in product(["", "NM", "VT"], ["", "farm", "school"])
    }

    everybody = found["", ""]
    assert everybody == {"member0", "member1", "member2"}
    for place, people in found.items():
        assert people in (set(), {"member0"}, everybody), place


def test_one_change_between_two_quarters_shows_nothing(
    guest: Browser, world: World
) -> None:
    crowd(world, named("m", 12))
    crowd(world, named("n", 9), state="VT", inverter_type=InverterType.MICRO)
    snapshot(world)
    before = published(guest)
    later = utcnow() + timedelta(days=1)

    crowd(world, ["victim"], at=later, state="VT", inverter_type=InverterType.MICRO)

    assert snapshot(world, utcnow() + QUARTER) is False
    assert published(guest) == before


def test_somebody_who_leaves_cannot_be_told_from_who_stays(
    guest: Browser, world: World
) -> None:
    keys = crowd(world, named("m", 13))
    snapshot(world)
    before = published(guest)

    with world.writing():
        actions.remove_all(keys[4], utcnow() + timedelta(days=1))
    snapshot(world, utcnow() + QUARTER)

    assert published(guest) == before


def test_switching_oneself_on_and_off_moves_no_figure(
    guest: Browser, world: World
) -> None:
    keys = crowd(world, named("m", 12))
    snapshot(world)
    before = published(guest)

    for turn in range(12):
        with world.writing():
            at = utcnow() + timedelta(days=1, minutes=turn)
            actions.choose(keys[0], bool(turn % 2), False, at)

    assert snapshot(world, utcnow() + QUARTER) is False
    assert published(guest) == before


@pytest.mark.parametrize("item", [Item.STATE, Item.SIZE_BAND, Item.INVERTER_TYPE])
def test_a_hidden_value_cannot_be_linked_through_the_statistics(
    world: World, item: Item
) -> None:
    crowd(world, named("m", 12), state="NM", dc_kw=7, inverter_type=InverterType.MICRO)
    with world.reading():
        without = all_tables(queries.contributions())
    card(world, choices={**seen(), **dict.fromkeys(Item, Visibility.HIDDEN)})

    with world.reading():
        with_victim = all_tables(queries.contributions())

    assert with_victim == without, item


def test_nine_puppets_do_not_lift_a_victim_with_a_hidden_state(world: World) -> None:
    crowd(world, named("puppet", 9), state="NM")
    card(world, choices=seen(state="hidden"))
    snapshot(world)

    assert chart(world, "states")["NM", "systems"] is None


def test_a_card_that_outweighs_a_cell_is_not_in_it(world: World) -> None:
    with world.reading():
        whole = [
            contribution_of(0, FULL, seen(), counts_yields=False) for _ in range(12)
        ]
        others = [
            contribution_of(key, FULL, seen(), counts_yields=False)
            for key in range(1, 11)
        ]

    (states,) = [t for t in all_tables([*whole, *others]) if t.chart == "states"]

    assert not [cell for cell in states.cells if cell.count is not None]


def _random_crowd(world: World, dice: Random, count: int) -> None:
    states = list(STATES)[:6]
    for number in range(count):
        crowd(
            world,
            [f"r{number:03}"],
            state=dice.choice(states),
            dc_kw=dice.choice([3, 5, 7, 9, 12]),
            inverter_type=dice.choice(list(INVERTER_TYPES)),
            year_installed=dice.choice([2012, 2016, 2021]),
            battery_kwh=dice.choice([None, None, 10.0]),
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sums_of_other_charts_pin_no_small_group(world: World, seed: int) -> None:
    """Knowing every sum exactly, the attacker still meets groups of ten or more."""
    _random_crowd(world, Random(seed), 90)  # noqa: S311 - a crowd, no secret
    with world.reading():
        given = queries.contributions()
        tables = all_tables(given)

    assert [cell for table in tables for cell in table.cells if cell.count]
    for name, of_row, of_column in (
        ("inverters", "years", "inverter_type"),
        ("storage", "years", "has_storage"),
    ):
        (table,) = [one for one in tables if one.chart == name]
        left_out = {(c.row, c.column) for c in table.cells if c.count is None}
        for line in {cell.row for cell in table.cells}:
            members = {
                one.member
                for one in given
                if getattr(one, of_row) == line
                and getattr(one, of_column) is not None
                and (line, _column(name, getattr(one, of_column))) in left_out
            }
            shown = [c for c in table.cells if c.row == line and c.count is not None]
            assert not members or not shown or len(members) >= FEW, (name, line)


def _column(name: str, value: object) -> str:
    if name == "inverters":
        assert isinstance(value, InverterType)
        return INVERTER_TYPES[value]
    return "with storage" if value else "without storage"


def test_a_guest_learns_nothing_from_how_often_a_card_changed(
    guest: Browser, world: World
) -> None:
    key = card(world, choices=everything(Visibility.HIDDEN))
    before = {path: source(guest.visit(path)) for path in ("/systems", "/m/ken")}

    with world.writing():
        row = db.session.scalars(select(SystemCard)).one()
        other = queries.system_of(row)
        actions.change(
            row.member_id, key, other, queries.choices_of(row), True, utcnow()
        )

    assert before == {path: source(guest.visit(path)) for path in before}
