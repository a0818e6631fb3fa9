"""A forum that is backed up, and an empty place for it to come back to."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pyrage
import pytest
from flask import Flask
from psycopg import sql

from forum.core.db import db
from tests.backup.places import Place
from tests.conftest import SERVER
from tests.world import World


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Return a file with a key that opens backups."""
    identity = pyrage.x25519.Identity.generate()
    path = tmp_path / "identity.txt"
    path.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return path


@pytest.fixture
def sealing(app: Flask, key: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let backups be sealed; return the file with the key that opens them."""
    public = key.read_text().split()[3]
    settings = app.extensions["settings"].model_copy(update={"backup_key": public})
    monkeypatch.setitem(app.extensions, "settings", settings)
    return key


@pytest.fixture
def place(world: World, tmp_path: Path) -> Iterator[Place]:
    """Return where no forum is yet, with a database of the same kind."""
    home = tmp_path / "another home"
    with world.reading():
        is_sqlite = db.engine.dialect.name == "sqlite"
    if is_sqlite:
        yield Place(home, "")
        return
    name, server = f"restored_{uuid.uuid4().hex[:8]}", os.environ[SERVER]
    plain = server.replace("+psycopg", "") + "/postgres"
    with psycopg.connect(plain, autocommit=True) as own:
        own.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield Place(home, f"{server}/{name}")
        dropped = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        own.execute(dropped)
