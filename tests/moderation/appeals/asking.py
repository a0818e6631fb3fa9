"""What several tests of appeals do by the way."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from forum.core.clock import utcnow
from forum.core.db import db
from moderation.appeals.models import Appeal
from moderation.models import Decision, Statement
from tests.boards.acts import CALL_ME
from tests.browser import Browser, Page
from tests.moderation.cases import decided, flagged
from tests.world import World

WORDS = "The number is the one of our dealer, it stands on their sign."
WHY = "You are right: it is the number of a company."


def told(
    world: World, mo: Browser, measure: str = "remove", hours: int = 3, **fields: str
) -> int:
    """Let Mo decide about a reply of Rosa's, some hours old; return the statement."""
    at = utcnow() - timedelta(hours=hours)
    post = world.reply(world.thread(f"asker{hours}"), "rosa", CALL_ME, at)
    decided(mo, flagged(world, post, "whistle"), measure, **fields)
    return max(one.id for one in world.rows(Statement))


def appealed(browser: Browser, statement: int, words: str = WORDS) -> Page:
    """Appeal through the form."""
    browser.visit(f"/my/decisions/{statement}/appeal")
    return browser.submit("/appeal", words=words)


def case_of(world: World) -> int:
    """Return the case of the newest appeal."""
    return max(world.rows(Appeal), key=lambda one: one.id).reviewable_id


def judged(browser: Browser, case: int, outcome: str, **fields: Any) -> Page:
    """Decide about an appeal through the form."""
    browser.visit(f"/moderation/appeals/{case}")
    return browser.submit("/decide", **({"outcome": outcome, "reason": WHY} | fields))


def last_decision(world: World) -> Decision:
    """Return the newest decision."""
    return max(world.rows(Decision), key=lambda one: one.id)


def a_day_passes(world: World) -> None:
    """Let an appeal be a day old."""
    with world.writing():
        ago = utcnow() - timedelta(hours=25)
        db.session.execute(update(Appeal).values(opened_at=ago))
