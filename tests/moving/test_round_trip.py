"""The whole forum there and back: every file the same, on whichever database."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum.rights.jobs import LEDGER
from tests.bench.importing import COMMAND, make
from tests.conftest import LEFT_OUT, SERVER, Forums
from tests.kept import BeginWith
from tests.promises.moving import exported, imported, lived_in, run, stored
from tests.structure.sources import ROOT
from tests.world import World

BESIDE = "about.json"
"""Says when and from where; not part of what is compared."""


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forums]:
    """Return forums of other operators, on each database."""
    forums = Forums(tmp_path_factory)
    yield forums
    forums.close()


def empty(others: Forums, database: str) -> Flask:
    """Return an empty forum on a database."""
    if database == "postgresql" and SERVER not in os.environ:
        pytest.skip(LEFT_OUT)
    app, store = others.on(database)
    with app.app_context():
        store.renew()
    settings = app.extensions["settings"]
    (settings.home / LEDGER).unlink(missing_ok=True)
    shutil.rmtree(settings.storage_folder, ignore_errors=True)
    return app


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of an export by its name."""
    files = [one for one in folder.rglob("*") if one.is_file() and one.name != BESIDE]
    return {str(one.relative_to(folder)): one.read_bytes() for one in files}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("between", ["sqlite", "postgresql"])
def test_there_and_back_every_file_stays_the_same(
    world: World,
    begin_with: BeginWith,
    others: Forums,
    tmp_path: Path,
    between: str,
) -> None:
    lived_in(world, begin_with)
    key = ("--key", tmp_path / "key")
    first = exported(world.app, tmp_path / "first", *key)

    there = empty(others, between)
    imported(there, first, *key)
    second = exported(there, tmp_path / "second", *key)
    back = empty(others, "sqlite" if between == "postgresql" else "postgresql")
    imported(back, second, *key)
    third = exported(back, tmp_path / "third", *key)

    assert len(content(first)) > 40
    assert content(second) == content(first)
    assert content(third) == content(first)


def test_a_foreign_dry_run_leaves_every_table_as_it_was(
    world: World, tmp_path: Path
) -> None:
    world.thread("ken")
    files = tmp_path / "files"
    files.mkdir()
    make(files, 40)
    before = stored(world.app)

    done = run(world.app, "import-foreign", files, "--dry-run")

    assert done.exit_code == 0
    assert "Would come: 3 members, 8 boards, 8 threads, 40 posts." in done.output
    assert stored(world.app) == before


def _command(home: Path, files: Path) -> tuple[list[str], dict[str, str]]:
    arguments = [sys.executable, "-c", COMMAND, "import-foreign", str(files)]
    return arguments, os.environ | {"FORUM_HOME": str(home), "TERM": "xterm"}


def test_on_a_terminal_a_bar_shows_how_far_it_is(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    make(files, 60)
    master, terminal = pty.openpty()

    arguments, given = _command(tmp_path / "home", files)
    with subprocess.Popen(  # noqa: S603 - our own command
        arguments,
        env=given,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
    ) as begun:
        said, _ = begun.communicate(timeout=150)
    os.close(terminal)
    shown = os.read(master, 100_000).decode()
    os.close(master)

    assert "60 posts. Lines left out: 0." in said
    for name in ("members", "boards", "posts"):
        assert f"{name}  [####################################]  100%" in shown
    plain = subprocess.run(  # noqa: S603 - our own command
        _command(tmp_path / "other", files)[0],
        env=_command(tmp_path / "other", files)[1],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert [line.split() for line in plain.stderr.splitlines()] == [
        ["5", "of", "5", "members"],
        ["8", "of", "8", "boards"],
        ["60", "of", "60", "posts"],
    ]
