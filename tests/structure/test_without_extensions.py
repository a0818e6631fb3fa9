"""The forum stands on its own: moderation is an addition."""

from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.settings import load_settings
from forum.site.first_run import make_ready
from tests.browser import Browser
from tests.world import BODY, World


@pytest.fixture
def bare(tmp_path: Path) -> Flask:
    """Return a forum that no extension joined."""
    app = create_app(load_settings(home=tmp_path), ())
    with app.app_context():
        make_ready(utcnow())
        db.session.remove()
    return app


def test_the_index_is_shown_without_moderation(bare: Flask) -> None:
    page = Browser(bare).visit("/")

    assert page.status == 200
    assert "/b/performance" in page.html
    assert "moderation" not in bare.blueprints


def test_a_reply_is_posted_without_moderation(bare: Flask) -> None:
    world = World(bare)
    thread = world.thread("ken")
    world.member("rosa", is_new=True)
    browser = Browser(bare)
    browser.sign_in("rosa")

    browser.visit(f"/t/{thread}/reply")
    page = browser.submit("/reply", body=BODY)

    assert "Your post is public" in page.text
    assert world.rows(Post)[-1].state is PostState.PUBLISHED


def test_nothing_of_moderation_is_offered_without_it(bare: Flask) -> None:
    world = World(bare)
    thread = world.thread("ken")
    world.member("rosa")
    browser = Browser(bare)
    browser.sign_in("rosa")

    page = browser.visit(world.url(thread))

    assert page.status == 200
    assert "Report" not in page.text
    assert browser.visit("/moderation/queue").status == 404
