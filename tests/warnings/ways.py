"""Every short form whose words others read, as tests walk through it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from forum.boards.models import Thread
from forum.members.models import Member, Role
from forum.warnings.models import WarningMonth
from moderation.models import Decision, Flag
from tests.browser import Browser, Page
from tests.moderation.cases import flagged
from tests.world import World


@dataclass(frozen=True)
class Way:
    """A form, the field that is tried, and where its words end up."""

    name: str
    page: Callable[[World], str]
    to: str
    part: str
    stored: Callable[[World], list[str]]
    others: Mapping[str, str] = field(default_factory=dict)
    role: Role = Role.MEMBER

    def opened(self, browser: Browser, world: World) -> Page:
        """Open the form."""
        return browser.visit(self.page(world))

    def sent(self, browser: Browser, world: World, words: str) -> Page:
        """Open the form, fill it in and send it."""
        self.opened(browser, world)
        return self.again(browser, **{self.part: words, **self.others})

    def again(self, browser: Browser, **fields: Any) -> Page:
        """Send the form of the present page."""
        return browser.submit(self.to, **fields)


def browser_of(world: World, handle: str, role: Role) -> Browser:
    """Return the browser of somebody who is signed in."""
    browser = Browser(world.app)
    browser.begin_session(world.session_of(world.member(handle, role)))
    return browser


def counts(world: World) -> dict[str, tuple[int, int, int]]:
    """Return what the month's figures say of each kind."""
    return {
        row.kind: (row.masked, row.kept, row.not_personal)
        for row in world.rows(WarningMonth)
    }


def _post(world: World) -> int:
    return world.opening_post(_thread(world))


def _thread(world: World) -> int:
    threads = world.rows(Thread)
    return threads[0].id if threads else world.thread("ken")


def _profile(world: World, name: str) -> list[str]:
    mine = [row for row in world.rows(Member) if row.handle == "me"]
    return [said for row in mine if (said := getattr(row, name))]


def _decided(world: World, name: str) -> list[str]:
    return [getattr(row, name) for row in world.rows(Decision)]


NOTE_OF_A_FLAG = Way(
    "the note of a flag",
    lambda world: f"/p/{_post(world)}/flag",
    "/flag",
    "note",
    lambda world: [row.note for row in world.rows(Flag)],
    {"reason": "spam"},
)
REASONS = Way(
    "reasons for an author",
    lambda world: f"/moderation/items/{flagged(world, _post(world))}",
    "/decide",
    "reason",
    lambda world: _decided(world, "public_reason"),
    {"measure": "remove", "rule": "R5"},
    Role.MODERATOR,
)
NOTE_OF_A_DECISION = Way(
    "the note of a decision",
    lambda world: f"/moderation/items/{flagged(world, _post(world))}",
    "/decide",
    "note",
    lambda world: _decided(world, "internal_note"),
    {"measure": "remove", "rule": "R5", "reason": "It advises a live repair."},
    Role.MODERATOR,
)
WHY_LOCKED = Way(
    "why a thread is locked",
    lambda world: f"/moderation/threads/{_thread(world)}",
    "/threads/1",
    "reason",
    lambda world: [row.lock_reason for row in world.rows(Thread) if row.lock_reason],
    {"deed": "lock"},
    Role.MODERATOR,
)
ABOUT = Way(
    "what a member says of themselves",
    lambda _: "/my/profile",
    "/my/profile",
    "about",
    lambda world: _profile(world, "about"),
    {"about_seen": "public"},
)
TIE = Way(
    "a tie in own words",
    lambda _: "/my/profile",
    "/my/profile",
    "affiliation_text",
    lambda world: _profile(world, "affiliation_text"),
    {"affiliation": "installer"},
)
WAYS = (NOTE_OF_A_FLAG, REASONS, NOTE_OF_A_DECISION, WHY_LOCKED, ABOUT, TIE)
