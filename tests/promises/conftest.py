"""A forum as the public would meet it: over https, beside the SolTrex site."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

import moderation
from forum.app import create_app
from forum.core.clock import utcnow
from forum.core.db import db
from forum.rights.jobs import LEDGER
from forum.settings import load_settings
from forum.site.first_run import make_ready
from tests.conftest import LEFT_OUT, SERVER, Forums
from tests.kept import BeginWith
from tests.mail.conftest import bea, with_postal_address
from tests.privacy.changing import publish
from tests.promises import moving
from tests.site.conftest import run
from tests.world import World

__all__ = ["public_forum", "publish", "run"]

__all__ = ["bea", "with_postal_address"]
NAVIGATION = {
    "site_url": "https://www.example.com/",
    "nav_home": "https://www.example.com/home",
    "nav_systems": "https://www.example.com/systems",
    "nav_learn": "https://www.example.com/learn",
    "nav_support": "https://www.example.com/support",
}
PUBLIC = {
    "base_url": "https://forum.example.com",
    "mail": "smtp://localhost:2525",
    "operator_name": "Example Solar Fund",
    "postal_address": "100 Example Street, Sampletown",
    "privacy_contact": "privacy@example.com",
    "security_contact": "security@example.com",
}


@pytest.fixture(scope="session")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forums]:
    """Return forums of somebody else, with keys and folders of their own."""
    forums = Forums(tmp_path_factory)
    yield forums
    forums.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, others: Forums) -> Iterator[Flask]:
    """Return an empty forum of somebody else, on each database in turn."""
    if request.param == "postgresql" and SERVER not in os.environ:
        pytest.skip(LEFT_OUT)
    app, store = others.on(request.param)
    with app.app_context():
        store.renew()
    home: Path = app.extensions["settings"].home
    (home / LEDGER).unlink(missing_ok=True)
    shutil.rmtree(app.extensions["settings"].storage_folder, ignore_errors=True)
    yield app
    with app.app_context():
        db.session.remove()


@pytest.fixture
def packed(world: World, begin_with: BeginWith, tmp_path: Path) -> moving.Packed:
    """Return a forum in which much happened and that was exported."""
    folder = tmp_path / "out"

    def fill() -> moving.Lived:
        return moving.lived_in(world, begin_with)

    lived = moving.packed(world, begin_with, folder, "packed", fill)
    return moving.Packed(lived, folder)


@pytest.fixture
def public_forum(tmp_path: Path) -> Callable[..., Flask]:
    """Return a way to make a forum of the public, with other settings."""

    def make(**settings: str) -> Flask:
        given = load_settings(home=tmp_path, **(PUBLIC | settings))
        app = create_app(given, (moderation,))
        with app.app_context():
            make_ready(utcnow())
            db.session.remove()
        return app

    return make
