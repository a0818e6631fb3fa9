"""Statistics as they are published: once a quarter, the same in table and file."""

import csv
import io
import json
from datetime import timedelta

from sqlalchemy import delete, select

from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import schedule
from forum.members import actions as members
from forum.solar.system import Equipment
from forum.systems import actions, queries
from forum.systems.models import Snapshot, SnapshotCell, SystemCard
from forum.systems.rules import Visibility
from tests.browser import Browser, Page
from tests.systems.cards import everything
from tests.systems.crowds import (
    QUARTER,
    as_made_now,
    chart,
    crowd,
    more_cards,
    named,
    snapshot,
)
from tests.world import World

COUNT = "systems"
NAMES = [
    "states",
    "sizes",
    "yields",
    "tilts",
    "sectors",
    "inverters",
    "ratios",
    "storage",
    "ages",
    "modules",
    "makers",
]


def rows(page: Page, name: str) -> list[list[str]]:
    return [
        [cell.get_text() for cell in row.select("th, td")]
        for row in page.soup.select(f"#{name} tr")
    ]


def test_before_ten_members_share_there_is_nothing(
    guest: Browser, world: World
) -> None:
    crowd(world, named("m", 9))

    assert snapshot(world) is False

    assert "Not enough systems yet" in guest.visit("/statistics").text
    assert world.rows(SnapshotCell) == []
    assert guest.visit("/statistics/states.csv").status == 404


def test_from_ten_members_on_the_page_tells(guest: Browser, world: World) -> None:
    crowd(world, named("m", 10))

    assert snapshot(world) is True

    page = guest.visit("/statistics")
    assert rows(page, "states")[1] == ["Massachusetts", "10"]
    assert len(page.soup.select("svg.chart")) >= 3
    assert "fewer than 10" in page.text


def test_charts_each_have_a_drawing_a_table_and_a_file(
    guest: Browser, world: World
) -> None:
    crowd(world, named("m", 12), annual_kwh=((2025, 7400),), battery_kwh=10.0)
    crowd(world, named("n", 12), annual_kwh=((2025, 7700),))
    for member in world.rows(SystemCard):
        with world.writing():
            actions.choose(member.member_id, True, True, utcnow())
    snapshot(world)

    page = guest.visit("/statistics")

    names = [str(one["id"]) for one in page.soup.select("section[id]")]
    assert names == NAMES
    for name in ("states", "sizes", "yields", "tilts", "inverters", "storage"):
        assert page.soup.select(f"#{name} svg rect"), name
        sent = guest.visit(f"/statistics/{name}.csv")
        assert sent.headers["Content-Type"].startswith("text/csv")
        in_file = list(csv.reader(io.StringIO(sent.html)))
        on_page = [[c.replace(",", "") for c in row] for row in rows(page, name)]
        assert [[c.replace(",", "") for c in row] for row in in_file] == on_page
    assert rows(page, "yields")[1][0] == "Northeast and Great Lakes"
    assert rows(page, "storage")[1] == ["2020\u20132024", "10", "10", "50 %"]


def test_a_new_member_changes_nothing_until_the_next_snapshot(
    guest: Browser, world: World
) -> None:
    crowd(world, named("m", 12))
    snapshot(world)
    before = guest.visit("/statistics").html

    crowd(world, named("n", 10), at=utcnow())

    assert guest.visit("/statistics").html == before
    assert snapshot(world) is False
    assert guest.visit("/statistics").html == before
    assert snapshot(world, utcnow() + QUARTER) is True
    assert chart(world, "states")["MA", COUNT] == 20


def test_a_few_changes_do_not_make_a_new_publication(world: World) -> None:
    crowd(world, named("m", 12))
    snapshot(world)
    before = chart(world, "states")

    crowd(world, named("n", 9), at=utcnow())

    assert snapshot(world, utcnow() + QUARTER) is False
    assert chart(world, "states") == before
    assert [one.stands for one in world.rows(Snapshot)] == [True, False]


def test_changes_of_a_label_count_as_none(world: World) -> None:
    crowd(world, named("m", 12))
    snapshot(world)

    with world.writing():
        for card in db.session.scalars(select(SystemCard)).all():
            changed = queries.system_of(card)
            actions.change(
                card.member_id,
                card.id,
                changed,
                queries.choices_of(card),
                False,
                utcnow() + timedelta(days=1),
            )

    assert snapshot(world, utcnow() + QUARTER) is False


def test_a_later_snapshot_leaves_a_removed_member_out(world: World) -> None:
    keys = crowd(world, named("m", 36))
    snapshot(world)
    later = utcnow() + timedelta(days=1)

    with world.writing():
        for key in keys[:15]:
            actions.remove_all(key, later)
    crowd(world, named("n", 10), at=later, state="VT")

    assert snapshot(world, utcnow() + QUARTER) is True
    assert chart(world, "states")["MA", COUNT] == 20
    assert chart(world, "states")["VT", COUNT] == 10


def test_who_is_not_active_is_not_counted(world: World) -> None:
    keys = crowd(world, named("m", 10))
    with world.writing():
        members.deactivate(keys[0], utcnow())

    snapshot(world)

    assert chart(world, "states")["MA", COUNT] is None


def test_what_is_hidden_from_members_is_not_counted(world: World) -> None:
    crowd(world, named("m", 12))
    with world.writing():
        for card in db.session.scalars(select(SystemCard)).all():
            actions.change(
                card.member_id,
                card.id,
                queries.system_of(card),
                everything(Visibility.HIDDEN),
                True,
                utcnow(),
            )

    snapshot(world)

    assert set(chart(world, "states").values()) == {None}
    assert set(chart(world, "sizes").values()) == {None}


def test_a_member_with_most_of_the_systems_is_not_told(world: World) -> None:
    keys = crowd(world, named("m", 10))
    more_cards(world, keys[0], 14)

    snapshot(world)

    assert chart(world, "states")["MA", COUNT] is None


def test_yields_count_only_for_who_asked_to_be_counted(world: World) -> None:
    keys = crowd(world, named("m", 10), annual_kwh=((2025, 7400),))
    with world.writing():
        for member in keys[1:]:
            actions.choose(member, True, True, utcnow())
    with_nine = as_made_now(world)

    with world.writing():
        actions.choose(keys[0], True, True, utcnow())

    assert not _yields(with_nine)
    assert _yields(as_made_now(world)) == ["Northeast and Great Lakes"]


def _yields(tables: object) -> list[str]:
    assert isinstance(tables, tuple)
    (found,) = [one for one in tables if one.chart == "yields"]
    return [cell.row for cell in found.cells if cell.count is not None]


def test_a_member_chooses_on_their_own_page(ken: Browser, world: World) -> None:
    page = ken.visit("/my/systems")
    form = page.values("/my/systems/statistics")
    assert form.get("takes_part") == "y"
    assert "counts_yields" not in form

    form.poplist("takes_part")
    form["counts_yields"] = "y"
    saved = ken.post("/my/systems/statistics", form)

    assert "Your choice is saved" in saved.text
    with world.reading():
        chosen = queries.statistics_choice(world.member_id("ken"))
    assert (chosen.takes_part, chosen.counts_yields) == (False, True)


def test_the_worker_makes_them_without_being_asked(world: World) -> None:
    crowd(world, named("m", 10))
    with world.reading():
        schedule(utcnow())

    world.run_jobs()
    world.run_jobs()

    assert len(world.rows(Snapshot)) == 1
    assert chart(world, "states")["MA", COUNT] == 10


def test_names_that_ten_members_typed_are_suggested(
    rosa: Browser, world: World
) -> None:
    rare, usual = Equipment("Farbrook", "FB-9"), Equipment("Nearbrook", "NB-10")
    crowd(world, named("m", 9), modules=rare)
    crowd(world, named("n", 10), modules=usual)

    snapshot(world)
    with world.writing():
        actions.suggest_what_many_type()

    def asked(typed: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(
            rosa.visit(f"/systems/suggest?kind=module&q={typed}").html
        )
        return found

    assert [one["model"] for one in asked("nearb")] == ["NB-10"]
    assert asked("farb") == []
    with world.writing():
        db.session.execute(delete(SystemCard))
        actions.suggest_what_many_type()
    assert asked("nearb") == []
