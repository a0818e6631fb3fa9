"""Commands around backups, run as an operator does, and forums that come back."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

import moderation
from forum.app import create_app
from forum.core.db import let_go
from forum.site.cli.backup import restore
from tests.world import Outbox


@dataclass(frozen=True)
class Place:
    """Where a forum can be: a home folder and a database."""

    home: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a forum there."""
        given = {"FORUM_HOME": str(self.home), "FORUM_REQUIRE_TOTP": "none"}
        return given | ({"FORUM_DATABASE_URL": self.url} if self.url else {})

    def with_keys_of(self, app: Flask) -> "Place":
        """Have the keys there that an unsealed backup does not bring."""
        keys = app.extensions["settings"].home / "keys"
        shutil.copytree(keys, self.home / "keys")
        return self

    def restored(self, backup: Path, key: Path | None = None, **more: str) -> Result:
        """Restore a backup there."""
        words = [str(backup), *(("--identity", str(key)) if key else ())]
        made: list[Flask] = []

        def make() -> Flask:
            made.append(create_app(extensions=(moderation,)))
            return made[0]

        with patch.dict(os.environ, self.environment | more):
            done = CliRunner().invoke(restore, words, obj=ScriptInfo(create_app=make))
        for app in made:
            with app.app_context():
                let_go()
        return done

    @contextmanager
    def forum(self) -> Iterator[Flask]:
        """Open the forum that is there."""
        with patch.dict(os.environ, self.environment):
            app = create_app(extensions=(moderation,))
        app.extensions["mail"] = Outbox()
        yield app
        with app.app_context():
            let_go()


def backed_up(app: Flask, to: Path) -> Result:
    """Back a forum up."""
    return run(app, "backup", str(to))


def run(app: Flask, *words: str) -> Result:
    """Run a command of a forum."""
    return app.test_cli_runner().invoke(args=words)
