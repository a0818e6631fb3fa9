"""An import that is killed goes on where it was, and ends as if it never had been."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from tests.bench.importing import COMMAND, make
from tests.structure.sources import ROOT

POSTS = 1_200
A_MOMENT = 0.7
"""Long enough for something to be at work, too short for all of it."""
DATED = {"audit_event", "audit_head", "audit_payload", "rule"}
COUNTED = {"account", "job"}
"""They say, too, when it happened here; as many of them have to come."""
KEYS = Fernet.generate_key().decode()


def _brought(manifest: bytes) -> dict[str, Any]:
    """Return the check sums of all tables but those that say when it happened here."""
    said = json.loads(manifest)["tables"]
    return {
        name: one["rows"] if name in COUNTED else one
        for name, one in said.items()
        if name not in DATED
    }


class Forum:
    """A forum of its own, reached by its commands alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._given = os.environ | {"FORUM_HOME": str(folder), "FORUM_DATA_KEYS": KEYS}

    def run(self, *arguments: object) -> str:
        """Run a command to its end; return what it said."""
        done = subprocess.run(  # noqa: S603 - our own command
            self._command(arguments),
            env=self._given,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def kill_at(self, words: str, *arguments: object, after: float = A_MOMENT) -> None:
        """Begin a command and kill it a moment after it said these words."""
        with subprocess.Popen(  # noqa: S603 - our own command
            self._command(arguments),
            env=self._given,
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        ) as begun:
            assert begun.stderr is not None
            for line in begun.stderr:
                if words in line:
                    break
            time.sleep(after)
            begun.kill()
        assert begun.returncode == -signal.SIGKILL

    def counted(self, table: str) -> int:
        """Return how many rows a table of the embedded database has."""
        file = self._folder / "forum.sqlite3"
        with closing(sqlite3.connect(file)) as database:
            asked = f"SELECT count(*) FROM {table}"  # noqa: S608 - a name of ours
            return int(database.execute(asked).fetchone()[0])

    def exported(self, folder: Path, key: Path) -> bytes:
        """Write the forum into a folder; return the manifest."""
        self.run("export", folder, "--key", key)
        return (folder / "manifest.json").read_bytes()

    def _command(self, arguments: tuple[object, ...]) -> list[str]:
        return [sys.executable, "-c", COMMAND, *map(str, arguments)]


@pytest.mark.timeout(400)
def test_killed_and_begun_again_it_ends_with_the_same_manifest(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    make(files, POSTS)
    whole, killed = Forum(tmp_path / "whole"), Forum(tmp_path / "killed")

    whole.run("import-foreign", files)
    killed.kill_at("boards", "import-foreign", files)
    said = killed.run("import-foreign", files)

    assert "It went on where it was." in said
    assert "New here: 0 members, 0 boards, " in said
    key = tmp_path / "key"
    first = whole.exported(tmp_path / "one", key)
    second = killed.exported(tmp_path / "two", key)
    assert _brought(second) == _brought(first)
    elsewhere = Forum(tmp_path / "elsewhere")
    elsewhere.run("import", tmp_path / "one", "--key", key)
    assert elsewhere.exported(tmp_path / "three", key) == first


@pytest.mark.timeout(400)
def test_a_move_that_is_killed_leaves_nothing_and_can_be_begun_again(
    tmp_path: Path,
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    make(files, POSTS // 4)
    here, there, key = (tmp_path / name for name in ("here", "there", "key"))
    first, second = Forum(here), Forum(there)
    first.run("import-foreign", files)
    manifest = first.exported(tmp_path / "one", key)

    second.kill_at("  post", "import", tmp_path / "one", "--key", key, after=0)
    assert [second.counted(name) for name in ("member", "thread", "post")] == [0] * 3
    second.run("import", tmp_path / "one", "--key", key)

    assert second.counted("post") == POSTS // 4
    assert second.exported(tmp_path / "two", key) == manifest
