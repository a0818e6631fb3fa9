"""What an import of another forum says and lists, and what a dry run leaves alone."""

import json
from pathlib import Path

import flask_migrate
import pytest

from forum.boards.models import Post
from forum.core.db import db
from forum.moving.foreign import taking
from forum.site.cli import foreign
from forum.site.queries import migration_head
from tests.boards.acts import counted
from tests.moving.foreign import files, taken
from tests.promises.moving import run
from tests.world import World


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the files of a small forum."""
    return files(tmp_path / "old")


def test_a_dry_run_brings_no_database_to_this_version(
    world: World, folder: Path
) -> None:
    before = "2026_12_01_thanking"
    with world.app.app_context():
        tables = str(world.app.extensions["migrations"])
        flask_migrate.downgrade(directory=tables, revision=before)

    done = run(world.app, "import-foreign", folder, "--dry-run")

    assert done.exit_code != 0
    assert "Run soltrex-forum db upgrade first." in f"{done.output} {done.exception}"
    with world.reading():
        assert migration_head() == before
        db.session.remove()
        flask_migrate.upgrade(directory=tables)


def test_how_far_it_is_is_told_whatever_lines_are_left_out(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "AT_A_TIME", 2)
    monkeypatch.setattr(foreign, "OFTEN", 3)
    bad = {"id": 104, "thread": 99, "at": "2019-01-01T00:00:00Z", "body": "Lost."}

    done = taken(world.app, files(tmp_path / "old", [bad]))

    told = [one.split() for one in done.output.splitlines() if one.endswith("  posts")]
    assert [one[0] for one in told] == ["4", "5"]


def test_the_list_for_moderators_begins_anew_with_a_run_from_the_start(
    world: World, folder: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "findings.jsonl"
    taken(world.app, folder, "--dry-run", "--findings", listed)

    taken(world.app, folder, "--findings", listed)
    (said,) = map(json.loads, listed.read_text().splitlines())
    assert said["post"]
    taken(world.app, folder, "--findings", listed)
    assert len(listed.read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("listed", "says"),
    [("/dev/full", "all before is kept"), ("/nowhere/x", "Nothing was changed")],
)
def test_no_post_comes_in_that_the_list_for_moderators_lacks(
    world: World, folder: Path, listed: str, says: str
) -> None:
    done = run(world.app, "import-foreign", folder, "--findings", listed)

    assert done.exit_code != 0
    said = f"{done.output} {done.exception}"
    assert f"{listed} cannot be written" in said
    assert says in said
    assert counted(world, Post) == 0
