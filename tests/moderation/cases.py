"""What several tests of moderation do by the way."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from forum.boards.models import Board
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.traces import traces
from forum.core.wording import Wording
from forum.members.models import Member
from moderation import actions
from moderation.models import FlagReason, Reviewable
from tests.browser import Browser, Page
from tests.world import World

RULE = "Rule 3: No personal details or device identifiers."


def flagged(
    world: World,
    post: int,
    by: str = "eva",
    reason: FlagReason = FlagReason.HARASSMENT,
    note: str = "",
) -> int:
    """Report a post; return the key of its case."""
    reporter = member_named(world, by)
    with world.writing():
        known = db.session.get_one(Member, reporter)
        return actions.flag(known, post, reason, note, utcnow()).reviewable.id


def member_named(world: World, handle: str) -> int:
    """Return the key of a member, who is made if need be."""
    known = {member.handle: member.id for member in world.rows(Member)}
    return known.get(handle) or world.member(handle)


def waiting_case(world: World, post: int) -> Reviewable:
    """Return the newest case about a post."""
    return [case for case in world.rows(Reviewable) if case.target_id == post][-1]


def opened(browser: Browser, case: int) -> Page:
    """Open a case."""
    return browser.visit(f"/moderation/items/{case}")


def decided(browser: Browser, case: int, measure: str, **fields: Any) -> Page:
    """Open a case and decide it through the form."""
    opened(browser, case)
    reasons = {"reason": "Your post shows a telephone number.", "rule": "R3"}
    return browser.submit("/decide", measure=measure, **(reasons | fields))


def left(world: World, words: str) -> dict[str, int]:
    """Return which tables still hold some words."""
    with world.reading():
        return traces(Wording((words,), ""))


def files_with(home: Path, words: str) -> list[str]:
    """Return which files of an embedded database still hold some words."""
    files = home.glob("forum.sqlite3*")
    return [file.name for file in files if words.encode() in file.read_bytes()]


def board_named(world: World, slug: str) -> Board:
    """Return a board as it is stored now."""
    with world.reading():
        return db.session.scalars(select(Board).where(Board.slug == slug)).one()
