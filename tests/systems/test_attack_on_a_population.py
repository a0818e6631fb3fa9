"""An attacker reads all that guests can read about 240 members, and learns no more.

They hold a register of exact sizes with ZIP codes, know who came and left, keep old
publications, and take off every count what they know from public cards.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from forum.core.clock import utcnow
from forum.solar.bands import kw_band, ratio_band, year_group
from forum.solar.kinds import INVERTER_TYPES
from forum.solar.numbers import written
from forum.solar.places import STATES
from forum.solar.system import Equipment
from forum.systems import actions
from forum.systems.models import SnapshotCell
from forum.systems.rules import Item
from forum.systems.rules.counting import FEW, ROUNDED_TO
from tests.browser import Browser, Page
from tests.kept import BeginWith
from tests.systems.crowds import QUARTER, snapshot
from tests.systems.population import (
    FIGURE,
    Population,
    Somebody,
    published,
    random_system,
    read_all,
    sent,
)
from tests.world import World

MEMBERS = 240
SLACK = ROUNDED_TO // 2
Cell = tuple[str, str]


@pytest.fixture
def population(world: World, begin_with: BeginWith) -> Population:
    """Return 240 members with cards in many states."""

    def join() -> tuple[Random, list[Somebody], set[int]]:
        everybody = Population(world, Random(26))  # noqa: S311 - a crowd, no secret
        everybody.join(MEMBERS)
        return everybody.dice, everybody.people, everybody.stirred

    return Population(world, *begin_with("population", join))


def talk(population: Population) -> int:
    """Open a thread that names sixty cards; return its key."""
    named = " ".join(f"{{{{system:{one.card}}}}}" for one in population.people[:60])
    return population.world.thread("ken", body=f"These are alike: {named}")


def test_no_hidden_figure_zip_or_name_is_in_any_byte_a_guest_gets(
    guest: Browser, population: Population
) -> None:
    snapshot(population.world)

    pages = read_all(guest, population, talk(population))

    everything = "\n".join(pages.values())
    figures, by_page = set(FIGURE.findall(everything)), pages
    told = {
        written(size)
        for one in population.people
        for item, size in (
            (Item.DC_KW, one.system.dc_kw),
            (Item.AC_KW, one.system.ac_kw),
        )
        if size and not one.hides(item)
    }
    for one in population.people:
        size = written(one.system.dc_kw)
        if one.hides(Item.DC_KW) and size not in told and "." in size:
            assert size not in figures, one
        if one.hides(Item.LABEL):
            assert one.system.label not in everything, one
        if one.hides(Item.MODULE_MODEL):
            assert one.system.modules.model not in by_page[f"/m/{one.handle}"], one
    assert "ZIP begins" not in everything
    assert "quarrymail" not in everything


def facts(page: str) -> dict[str, str]:
    """Read the lines of the cards on a page."""
    return dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page))


def figure(text: str) -> float:
    (found,) = re.findall(r"[\d,.]+", text)[:1]
    return float(found.replace(",", ""))


def worked_out(said: dict[str, str]) -> list[tuple[float, float]]:
    """Work out between which sizes a system must be, in every way there is."""
    ways = []
    made = [figure(said[key]) for key in said if key.startswith("Made in")]
    if made and "Brings about" in said:
        brings = figure(said["Brings about"])
        ways.append((made[0] / (brings + 25), made[0] / (brings - 25)))
    modules = re.fullmatch(r"(\d+) \u00d7 .*?, ([\d.]+) W", said.get("Modules", ""))
    if modules:
        size = int(modules[1]) * float(modules[2]) / 1000
        ways.append((size * 0.999, size * 1.001))
    return ways


def test_no_exact_size_can_be_worked_out_from_what_is_shown(
    guest: Browser, population: Population
) -> None:
    tried = 0
    for one in population.people:
        said = facts(sent(guest, f"/m/{one.handle}"))
        ways = worked_out(said)
        tried += bool(ways)
        if one.hides(Item.DC_KW):
            assert ways == [], (one, said)

    assert tried, "nobody showed enough to try it on"


def test_a_register_of_sizes_and_zips_names_nobody_by_their_band(
    guest: Browser, population: Population
) -> None:
    dice = Random(3)  # noqa: S311 - a register, no secret
    register = [one.system for one in population.people]
    register += [random_system(dice) for _ in range(12_000)]
    shown = [
        (entry, kw_band(entry.dc_kw), STATES[entry.state], str(entry.year_installed))
        for entry in register
    ]

    for one in [one for one in population.people if one.hides(Item.DC_KW)]:
        said = facts(sent(guest, f"/m/{one.handle}"))
        found = [
            entry
            for entry, band, state, year in shown
            if said.get("Size", "").removesuffix(" DC") in {"", band}
            and said.get("State", "") in {"", state}
            and said.get("Since", "") in {"", year}
        ]
        assert one.system in found
        assert len({entry.dc_kw for entry in found}) >= FEW, said


def test_hidden_values_move_no_byte_no_order_and_no_header(
    guest: Browser, population: Population
) -> None:
    thread = talk(population)
    victim = next(one for one in population.people if one.hides(Item.DC_KW))

    def read() -> list[tuple[str, object, object]]:
        pages = [f"/m/{victim.handle}", "/systems", population.world.url(thread)]
        return [_as_sent(guest.visit(path)) for path in pages]

    before = read()
    _move(population, victim)

    assert read() == before


@pytest.mark.parametrize("query", ["", "state=MA", "type=residential"])
def test_lists_stand_in_the_order_of_joining_and_of_nothing_hidden(
    guest: Browser, population: Population, query: str
) -> None:
    number, listed = 1, list[str]()
    while (page := guest.visit(f"/systems?{query}&page={number}")).status == 200:
        listed += re.findall(r'href="/m/(p[0-9x]+)"', page.html)
        number += 1

    joined = [one.handle for one in reversed(population.people)]

    assert len(listed) > FEW
    assert listed == [handle for handle in joined if handle in set(listed)]


def _as_sent(page: Page) -> tuple[str, object, object]:
    return page.html, page.headers.get("ETag"), page.headers.get("Last-Modified")


def _move(population: Population, victim: Somebody) -> None:
    """Give a card another size in the same band, another ZIP, other hidden figures."""
    band = kw_band(victim.system.dc_kw)
    step = 0.07 if kw_band(victim.system.dc_kw + 0.07) == band else -0.07
    changes: dict[str, Any] = {
        "dc_kw": round(victim.system.dc_kw + step, 2),
        "zip3": "875",
    }
    system = replace(victim.system, **changes, annual_kwh=((2025, 5000.0),))
    with population.world.writing():
        actions.change(victim.id, victim.card, system, victim.choices, True, utcnow())


def cells(files: dict[str, str], chart: str) -> dict[Cell, int]:
    """Read the published counts of a chart from its file."""
    rows = list(csv.reader(io.StringIO(files[f"{chart}.csv"])))
    head = rows[0]
    return {
        (row[0], head[column]): int(row[column])
        for row in rows[1:]
        for column in range(1, len(row))
        if row[column].isdigit()
    }


Place = Callable[[Somebody], Cell]
COUNTED: dict[str, tuple[Place, tuple[Item, ...]]] = {
    "states": (lambda o: (STATES[o.system.state], "Systems"), (Item.STATE,)),
    "sizes": (lambda o: (kw_band(o.system.dc_kw), "Systems"), (Item.SIZE_BAND,)),
    "inverters": (
        lambda o: (
            year_group(o.system.year_installed or 0),
            INVERTER_TYPES[o.system.inverter_type],  # type: ignore[index]
        ),
        (Item.YEAR_INSTALLED, Item.INVERTER_TYPE),
    ),
    "ratios": (
        lambda o: (
            ratio_band(o.system.dc_kw / (o.system.ac_kw or 1)),
            "Systems",
        ),
        (Item.AC_KW, Item.DC_KW),
    ),
    "storage": (
        lambda o: (
            year_group(o.system.year_installed or 0),
            "With storage" if o.system.battery_kwh else "Without",
        ),
        (Item.YEAR_INSTALLED, Item.BATTERY),
    ),
    "modules": (lambda o: (o.system.modules.maker, "Systems"), (Item.MODULE_MODEL,)),
    "makers": (lambda o: (o.system.inverters.maker, "Systems"), (Item.INVERTER_MODEL,)),
}


def test_taking_public_cards_off_a_count_leaves_nobody_or_ten(
    guest: Browser, population: Population
) -> None:
    _all_take_part(population)
    snapshot(population.world)
    files, told = published(guest), 0

    for chart, (place_of, items) in COUNTED.items():
        known: Counter[Cell] = Counter(
            place_of(one)
            for one in population.people
            if not any(one.hides(item) for item in items)
        )
        for place, count in cells(files, chart).items():
            rest = count - known[place]
            told += 1
            assert count >= FEW
            assert rest - SLACK <= 0 or rest + SLACK >= FEW, (chart, place)
    assert told > 20


def _all_take_part(population: Population) -> None:
    """Let everybody be counted: the best case for the attacker."""
    with population.world.writing():
        for one in population.people:
            actions.choose(one.id, True, True, utcnow() - timedelta(hours=1))


def test_no_figure_moves_between_quarters_because_of_a_few(
    guest: Browser, population: Population
) -> None:
    world, at = population.world, utcnow()
    snapshot(world, at)
    before, moved = published(guest), 0
    since: dict[tuple[str, Cell], set[int]] = {}
    population.stirred.clear()

    for quarter in range(1, 7):
        past = list(population.people)
        at += QUARTER
        population.join(14, at - timedelta(days=9))
        population.edit(6, at - timedelta(days=8))
        population.leave(3, at - timedelta(days=7))
        snapshot(world, at)
        after = published(guest)
        everybody = {one.id: one for one in (*past, *population.people)}
        stirred = [everybody[key] for key in population.stirred if key in everybody]
        for chart, (place_of, _) in COUNTED.items():
            old, new = cells(before, chart), cells(after, chart)
            for place in old.keys() | new.keys():
                behind = since.setdefault((chart, place), set())
                behind |= {
                    o.id for o in stirred if _may_be_in(o, past, place_of, place)
                }
                if place in old and place in new and old[place] != new[place]:
                    moved += 1
                    assert len(behind) >= FEW, (quarter, chart, place)
                if old.get(place) != new.get(place):
                    behind.clear()
        before = after
        population.stirred.clear()

    assert moved, "nothing moved, so nothing was tried"


def _may_be_in(
    one: Somebody, past: list[Somebody], place_of: Place, place: Cell
) -> bool:
    """Say whether somebody who changed is in a cell, or may have been."""
    return place_of(one) == place or one in past


def test_one_who_comes_or_leaves_is_nowhere_in_the_difference(
    guest: Browser, population: Population
) -> None:
    world = population.world
    snapshot(world)
    before = published(guest)
    later = utcnow() + timedelta(days=2)

    # Some others change in another state, so that there are new statistics.
    population.join(18, later, state="ME")
    population.join(1, later, state="OR")
    assert snapshot(world, utcnow() + QUARTER)
    joined = published(guest)
    population.join(18, later + QUARTER, state="ME")
    population.leave(1, later + QUARTER)
    assert snapshot(world, utcnow() + 2 * QUARTER)
    left = published(guest)

    for name in STATES.values():
        if name != "Maine":
            place = name, "Systems"
            assert cells(before, "states").get(place) == cells(joined, "states").get(
                place
            )
            assert cells(joined, "states").get(place) == cells(left, "states").get(
                place
            )


def test_a_name_that_few_type_is_not_even_stored_with_the_figures(
    guest: Browser, population: Population
) -> None:
    population.join(9, modules=Equipment("Quillwort Solar", "QW-1", 12))
    snapshot(population.world)

    stored = {cell.row for cell in population.world.rows(SnapshotCell)}

    assert "Zephyrine" in stored
    assert "Quillwort Solar" not in stored
    assert not [p for p, sent in published(guest).items() if "Quillwort" in sent]
