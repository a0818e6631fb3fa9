"""C27: shared figures are not linked to persons, and taking part is a choice."""

from forum.core.clock import utcnow
from forum.systems import actions
from forum.systems.models import Snapshot, SnapshotCell
from tests.browser import Browser
from tests.systems.crowds import as_made_now, crowd, named, snapshot
from tests.world import World

PEOPLE = {"member", "account", "system_card", "systems_choice", "post"}


def test_no_table_of_statistics_has_a_key_to_a_person_or_card() -> None:
    for model in (Snapshot, SnapshotCell):
        table = model.__table__
        led_to = {key.column.table.name for key in table.foreign_keys}
        assert not led_to & PEOPLE
        assert not [one.name for one in table.columns if "member" in one.name]
    assert {column.name for column in SnapshotCell.__table__.columns} == {
        "id",
        "snapshot_id",
        "chart",
        "position",
        "row",
        "column",
        "count",
        "low",
        "middle",
        "high",
        "made_at",
    }


def test_nothing_that_is_stored_names_a_member(world: World) -> None:
    crowd(world, named("quillhandle", 12))

    snapshot(world)

    cells = world.rows(SnapshotCell)
    assert cells
    assert not [one for one in cells if "quillhandle" in f"{one.row} {one.column}"]


def test_without_somebody_who_opted_out_it_is_as_if_they_had_left(
    world: World,
) -> None:
    keys = crowd(world, named("m", 10), annual_kwh=((2025, 7400),))
    with world.writing():
        for key in keys:
            actions.choose(key, True, True, utcnow())
    with_all = as_made_now(world)

    with world.writing():
        actions.choose(keys[3], False, True, utcnow())
    opted_out = as_made_now(world)
    with world.writing():
        actions.remove_all(keys[3], utcnow())
    removed = as_made_now(world)

    assert opted_out == removed
    assert with_all != removed


def test_the_switch_is_on_the_page_and_yields_are_off_at_first(ken: Browser) -> None:
    form = ken.visit("/my/systems").values("/my/systems/statistics")

    assert form.get("takes_part") == "y"
    assert "counts_yields" not in form


def test_energy_counts_only_for_members_who_ticked_it(world: World) -> None:
    keys = crowd(world, named("m", 12), annual_kwh=((2025, 7400),))
    before = [t for t in as_made_now(world) if t.chart == "yields"]

    with world.writing():
        for key in keys:
            actions.choose(key, True, True, utcnow())
    after = [t for t in as_made_now(world) if t.chart == "yields"]

    assert not [cell for cell in before[0].cells if cell.count is not None]
    assert [cell.count for cell in after[0].cells if cell.count is not None] == [10]
