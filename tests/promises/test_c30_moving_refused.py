"""C30: a move that does not fit is refused in a sentence, and changes nothing."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core.db import db
from forum.members.models import Member
from forum.moving.models import Arrival
from tests.kept import BeginWith
from tests.promises import moving
from tests.promises.moving import Packed, exported, imported, manifest, run, stored
from tests.world import World


@pytest.fixture
def folder(world: World, begin_with: BeginWith, tmp_path: Path) -> Path:
    """Return the folder of a forum with one thread in it."""
    out = tmp_path / "out"
    moving.packed(world, begin_with, out, "thread", lambda: world.thread("ken"))
    return out


def _refused(app: Flask, *arguments: object) -> str:
    with app.app_context():
        before = len(db.session.scalars(select(Member.id)).all())
        db.session.remove()
    done = run(app, *arguments)
    assert done.exit_code != 0, done.output
    with app.app_context():
        assert len(db.session.scalars(select(Member.id)).all()) == before
        db.session.remove()
    return f"{done.output} {done.exception}"


def _changed(path: Path, was: bytes, now: bytes) -> None:
    content = path.read_bytes()
    assert was in content
    path.write_bytes(content.replace(was, now))


def test_a_folder_with_something_in_it_is_not_written_into(
    world: World, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")

    assert "is not empty" in _refused(world.app, "export", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_a_forum_with_members_takes_nothing_in(world: World, folder: Path) -> None:
    assert "This forum is not empty" in _refused(world.app, "import", folder)


def test_a_changed_row_is_noticed(elsewhere: Flask, folder: Path) -> None:
    _changed(folder / "tables" / "member.jsonl", b"ken", b"kem")

    said = _refused(elsewhere, "import", folder)

    assert "tables/member.jsonl was changed or is missing" in said


def test_a_missing_picture_is_noticed(elsewhere: Flask, packed: Packed) -> None:
    picture = next((packed.folder / "files").iterdir())
    picture.unlink()

    said = _refused(elsewhere, "import", packed.folder)

    assert f"files/{picture.name} was changed or is missing" in said


def test_an_export_that_was_killed_is_not_taken_in(
    elsewhere: Flask, folder: Path
) -> None:
    (folder / "manifest.json").unlink()

    assert "was not finished" in _refused(elsewhere, "import", folder)


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        (b'"version": 1', b'"version": 2', "reads version 1"),
        (b'"revision": "', b'"revision": "x', "Another version of the program"),
        (b'"format": "soltrex', b'"format": "another', "holds no export"),
        (b'"tables"', b'"stables"', "cannot be read"),
    ],
)
def test_another_format_is_refused(
    elsewhere: Flask, folder: Path, was: bytes, now: bytes, says: str
) -> None:
    _changed(folder / "manifest.json", was, now)

    assert says in _refused(elsewhere, "import", folder)


def test_without_the_right_key_nothing_is_taken_in(
    world: World, elsewhere: Flask, folder: Path, tmp_path: Path
) -> None:
    exported(world.app, tmp_path / "other")

    said = _refused(elsewhere, "import", folder, "--key", tmp_path / "other.key")
    assert "The key does not open this folder" in said
    (tmp_path / "out.key").unlink()
    assert "There is no key" in _refused(elsewhere, "import", folder)


def test_texts_that_members_agreed_to_must_be_there(
    elsewhere: Flask, folder: Path
) -> None:
    said = manifest(folder)
    added = folder / "documents" / "privacy-9.md"
    added.write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    said["parts"]["documents/privacy-9.md"] = {"bytes": 0, "sha256": empty}
    (folder / "manifest.json").write_text(json.dumps(said))

    assert "does not have documents/privacy-9.md" in _refused(
        elsewhere, "import", folder
    )


def test_a_manifest_can_not_lead_out_of_its_folder(
    elsewhere: Flask, folder: Path
) -> None:
    said = manifest(folder)
    said["parts"]["../out.key"] = {"bytes": 1, "sha256": ""}
    (folder / "manifest.json").write_text(json.dumps(said))

    assert "outside of the folder" in _refused(elsewhere, "import", folder)


def test_a_dry_run_tries_everything_and_keeps_nothing(
    elsewhere: Flask, folder: Path
) -> None:
    before = stored(elsewhere)

    done = imported(elsewhere, folder, "--dry-run")

    assert "It fits" in done.output
    assert stored(elsewhere) == before


def test_taking_the_same_folder_in_again_changes_nothing(
    elsewhere: Flask, folder: Path
) -> None:
    imported(elsewhere, folder)
    before = stored(elsewhere)

    done = imported(elsewhere, folder)

    assert "was taken in already" in done.output
    assert stored(elsewhere) == before
    assert len(World(elsewhere).rows(Arrival)) == 1


def test_what_was_stopped_half_way_is_begun_again(
    elsewhere: Flask, packed: Packed, tmp_path: Path
) -> None:
    """The last table breaks, after pictures and all other tables went in."""
    folder = packed.folder
    said, whole = manifest(folder), (folder / "manifest.json").read_bytes()
    said["tables"]["statement"]["rows"] += 1
    (folder / "manifest.json").write_text(json.dumps(said))
    assert "has other rows than it says" in _refused(elsewhere, "import", folder)

    (folder / "manifest.json").write_bytes(whole)
    imported(elsewhere, folder)

    again = exported(elsewhere, tmp_path / "again", "--key", tmp_path / "out.key")
    assert (again / "manifest.json").read_bytes() == whole
