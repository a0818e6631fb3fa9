"""The HTTP Observatory of Mozilla, run as it is, gives a forum 120 points at least."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.core.db import db
from forum.settings import load_settings
from tests.checkers import observatory
from tests.world import World

LEAST = 120


@pytest.fixture
def public(app: Flask) -> Iterator[Flask]:
    """Return the forum as everybody on the Internet would get it."""
    given = load_settings(
        home=app.extensions["settings"].home,
        database_url=app.extensions["settings"].database_url,
        base_url=f"https://{observatory.HOST}",
        operator_name="SolTrex",
        postal_address="100 Example Street, Sampletown",
        privacy_contact="privacy@example.com",
        security_contact="security@example.com",
    )
    public = create_app(given)
    yield public
    with public.app_context():
        db.engine.dispose()


@pytest.mark.timeout(300)
def test_the_observatory_gives_every_page_its_best_grade(
    public: Flask, world: World, tmp_path: Path
) -> None:
    thread = world.url(world.thread())

    said = observatory.scores(public, tmp_path, ["/", thread, "/sign-in", "/search"])

    for path, found in said.items():
        failed = [name for name, one in found["tests"].items() if not one["pass"]]
        assert failed == [], path
        assert found["scan"]["score"] >= LEAST, (path, found)
        assert found["scan"]["grade"] == "A+"
