"""Keys of what is encrypted: a new one comes, all is sealed anew, old ones go."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import LargeBinary, select, type_coerce

from forum.core.db import db
from forum.core.files import files
from forum.core.keys import Keys, load_keys, new_data_key
from forum.core.rotation import sealed_columns
from forum.images import sealing
from forum.members.registry import registry
from tests.kept import BeginWith
from tests.promises.moving import lived_in, stored
from tests.world import World

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Return a way to run a command of the forum."""
    return lambda *words: app.test_cli_runner().invoke(args=words)


@pytest.fixture
def folder(app: Flask, home: Path) -> Iterator[Path]:
    """Return the folder of the keys, which other tests find as they left it."""
    path, known = home / "keys", app.extensions["keys"]
    before = (path / "data_keys").read_bytes()
    yield path
    (path / "data_keys").write_bytes(before)
    app.extensions["keys"] = known


def started_again(app: Flask, folder: Path) -> Keys:
    """Let the forum read its keys, as when it starts."""
    keys = load_keys("", "", folder)
    app.extensions["keys"] = keys
    return keys


def raw_values() -> list[bytes]:
    """Return all that is encrypted in the database, as it stands there."""
    return [
        bytes(value)
        for column in sealed_columns()
        for value in db.session.scalars(
            select(type_coerce(column, LargeBinary)).where(column.is_not(None))
        )
    ]


def test_all_is_sealed_under_a_new_key_and_says_what_it_said(
    world: World, begin_with: BeginWith, run: Run, folder: Path
) -> None:
    lived_in(world, begin_with)
    with world.reading():
        sealing.put("5ea1" * 8, b"time,kWh")
    before, ken = stored(world.app), world.known("ken")

    added = run("keys", "add")
    keys = started_again(world.app, folder)
    waiting = run("keys", "show")
    refused = run("keys", "drop")
    rotated = run("keys", "rotate")
    again = run("keys", "rotate")

    assert "start every process of the forum again" in added.stdout
    assert "account.email" in waiting.stdout
    assert "files" in waiting.stdout
    assert refused.exit_code == 1
    assert "keys rotate` first" in refused.stderr
    assert rotated.exit_code == 0, rotated.output
    assert again.stdout == "0 values are sealed under the newest key now.\n"
    newest = Keys("", keys.data_keys[:1])
    with world.reading():
        assert len(raw_values()) > 10
        assert all(newest.is_newest(value) for value in raw_values())
        assert newest.unseal(files().read(f"{'5ea1' * 8}.sealed") or b"") == b"time,kWh"
        found = registry().member_with_email("KEN@example.com")
    assert found == ken
    assert stored(world.app) == before


def test_keys_between_the_newest_and_the_oldest_can_go(
    world: World, run: Run, folder: Path
) -> None:
    world.known("rosa")
    oldest = started_again(world.app, folder).data_keys[-1]
    for _ in range(2):
        run("keys", "add")
        started_again(world.app, folder)
    run("keys", "rotate")

    dropped = run("keys", "drop")

    keys = started_again(world.app, folder).data_keys
    assert "1 keys are gone" in dropped.stdout
    assert len(keys) == 2
    assert keys[-1] == oldest
    assert run("keys", "show").stdout == "2 keys; 0 values under older ones.\n"
    with world.reading():
        assert registry().member_with_email("rosa@example.com") == world.known("rosa")
    assert (folder / "data_keys").stat().st_mode & 0o777 == 0o600


def test_keys_from_the_settings_are_not_touched(
    app: Flask, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "data_keys").read_bytes()
    settings = app.extensions["settings"]
    given = settings.model_copy(update={"data_keys": new_data_key()})
    monkeypatch.setitem(app.extensions, "settings", given)

    said = run("keys", "add").stdout

    assert "put this key before those that stand there" in said
    assert len(said.splitlines()[1]) == len(new_data_key())
    assert (folder / "data_keys").read_bytes() == before
