"""What several tests of the walls do by the way."""

from typing import Any

from sqlalchemy import select

from forum.boards.models import Board, Post, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from moderation.walls import actions
from moderation.walls.actions import Wanted
from moderation.walls.models import Deed, Mode, Way
from tests.browser import Browser, Page
from tests.world import BODY, TITLE, World


def set_mode(world: World, mode: Mode, slug: str = "care") -> None:
    """Say what waits on a board."""
    admin = world.known("ada")
    with world.writing():
        board = db.session.scalars(select(Board).where(Board.slug == slug)).one()
        actions.set_mode(db.session.get_one(Member, admin), board.id, mode, utcnow())


def watch(
    world: World, pattern: str, deed: Deed, way: Way = Way.WORD, **more: Any
) -> int:
    """Watch a word; return its key."""
    admin = world.known("ada")
    with world.writing():
        wanted = Wanted(pattern, way, deed, **more)
        by = db.session.get_one(Member, admin)
        return actions.watch(by, wanted, utcnow()).id


def opened(browser: Browser, title: str = TITLE, body: str = BODY, **more: Any) -> Page:
    """Open a thread on a board through its form."""
    browser.visit("/b/care/new")
    return browser.submit("/b/care/new", title=title, body=body, **more)


def states(world: World) -> list[PostState]:
    """Return the states of all posts, in their order."""
    return [post.state for post in world.rows(Post)]
