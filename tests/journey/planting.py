"""Plants people and threads in a forum that runs elsewhere, for all who walk there."""

from datetime import timedelta

from forum.core.clock import utcnow
from forum.members.models import Role
from moderation.models import FlagReason
from tests.journey import loaded
from tests.journey.forum import Forum
from tests.moderation.cases import flagged
from tests.world import Outbox, World
from wsgi import make_app

WAYS = ("plain", "scripts")
"""Each journey is walked without scripts and with them, by people of its own."""
MODEL = "IQ8M-72-M-US"
LONG = "Two pages about one gateway that goes dark at noon"
ANSWER = 28
"""The reply that names the model, on the second page."""


def plant(forum: Forum) -> None:
    """Let people and threads be there, through the forum's own actions."""
    loaded.run(forum.environment, write_all)


def _people(world: World, way: str) -> None:
    for name in ("mae", "nan", "rex", "ivy", "una", "ole", "tab"):
        world.member(f"{name}_{way}")
    world.member(f"mo_{way}", Role.MODERATOR)
    for name in ("ada", "ben"):
        world.member(f"{name}_{way}", Role.ADMINISTRATOR)


def _long_thread(world: World) -> None:
    """A thread of two pages, written by somebody who never has to wait."""
    world.member("sam_staff", Role.MODERATOR)
    since = utcnow() - timedelta(days=3)
    body = "It comes back each evening."
    thread = world.thread("sam_staff", title=LONG, body=body, at=since)
    for number in range(2, 33):
        said = f"Look again on day {number}, and note what the lamp does."
        if number == ANSWER:
            said = f"Ours is an {MODEL}: the clear coat on its plug was torn."
        at = since + timedelta(minutes=number)
        world.reply(thread, "sam_staff", said, at)


def _for_members(world: World, way: str) -> None:
    """Something to thank for, to bookmark, and to ignore."""
    at = utcnow() - timedelta(days=3)
    title = f"Clipping on clear days, seen {way}"
    thread = world.thread(f"ivy_{way}", title=title, at=at)
    said = "Cold modules clip first. The inverter holds them at its limit."
    world.reply(thread, f"una_{way}", f"{said} So we saw it {way}.", at)


def _for_who_returns(world: World, way: str) -> None:
    """Others have replied since somebody was here."""
    at = utcnow() - timedelta(days=2)
    title = f"Snow slides off at noon, seen {way}"
    thread = world.thread(f"rex_{way}", title=title, at=at)
    for number, name in enumerate(("ivy", "una", "ole"), start=1):
        later = at + timedelta(hours=number)
        world.reply(thread, f"{name}_{way}", f"Same here, {name} {way}.", later)


def _for_moderators(world: World, way: str) -> None:
    """A post that somebody reported, and a thread to part and to join."""
    at = utcnow() - timedelta(days=1)
    title = f"Another meter question, seen {way}"
    other = world.thread(f"una_{way}", title=title, at=at)
    said = f"You know nothing, {way}."
    rude = world.reply(other, f"ole_{way}", said, at + timedelta(hours=1))
    flagged(world, rude, f"ivy_{way}", FlagReason.HARASSMENT, "This is rude.")
    title = f"Two questions in one, seen {way}"
    thread = world.thread(f"ole_{way}", title=title, at=at + timedelta(hours=2))
    for number, name in enumerate(("una", "ivy", "una"), start=3):
        said = f"Answer {number} of {name} about the meter {way}."
        world.reply(thread, f"{name}_{way}", said, at + timedelta(hours=number))


def write_all() -> None:
    """Write everything that the journeys find."""
    world = World(make_app(), Outbox())
    _long_thread(world)
    for way in WAYS:
        _people(world, way)
        _for_members(world, way)
        _for_who_returns(world, way)
        _for_moderators(world, way)
