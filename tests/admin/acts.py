"""What administrators do in tests, through their pages."""

from sqlalchemy import select

from forum.boards.models import Board
from forum.core.db import db
from moderation.models import AuditEvent
from tests.browser import Browser, Page
from tests.world import World


def board_id(world: World, slug: str) -> int:
    """Return the key of a board."""
    with world.reading():
        return db.session.scalars(select(Board.id).where(Board.slug == slug)).one()


def changed(ada: Browser, world: World, board: str, /, **fields: str) -> Page:
    """Change a board on its page."""
    path = f"/admin/boards/{board_id(world, board)}"
    ada.visit(path)
    return ada.submit(path, more=fields)


def pressed(browser: Browser, page: str, action: str, **more: str) -> Page:
    """Press a button on a page."""
    browser.visit(page)
    return browser.submit(action, more=more)


def deeds(world: World) -> list[str]:
    """Return what stands in the log of what staff did, oldest first."""
    return [one.action for one in world.rows(AuditEvent)]
