"""What several tests of members before the moderators do by the way."""

from typing import Any

from forum.core.clock import utcnow
from forum.core.jobs import schedule
from forum.members.models import Member
from moderation.models import AuditEvent
from tests.browser import Browser, Page
from tests.world import World

WHY = "You wrote that others are fools. Please argue about solar."


def acted(browser: Browser, handle: str, measure: str, **fields: Any) -> Page:
    """Warn, limit or suspend a member through the form on their page for staff."""
    browser.visit(f"/moderation/members/{handle}")
    said = {"reason": WHY, "rule": "R2", "days": "7"} | fields
    return browser.submit("/act", measure=measure, **said)


def ended(browser: Browser, handle: str, what: str, reason: str = "") -> Page:
    """End a measure through its form."""
    page = browser.visit(f"/moderation/members/{handle}")
    fields = page.values("/end")
    fields["what"], fields["reason"] = what, reason
    return browser.post(f"/moderation/members/{handle}/end", fields)


def member(world: World, handle: str) -> Member:
    """Return a member as they are stored now."""
    return world.row(Member, world.member_id(handle))


def logged(world: World) -> list[str]:
    """Return what the log says was done."""
    return [event.action for event in world.rows(AuditEvent)]


def pass_time(world: World) -> None:
    """Let the worker do all that comes round, and what follows from it."""
    with world.reading():
        schedule(utcnow())
    world.run_jobs()
