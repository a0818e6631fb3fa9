"""Loading demo content: members, threads and cases, in the order they happened."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import yaml
from flask import current_app

from forum.boards import actions as boards
from forum.boards.drafts import Cleared, Draft, clear
from forum.boards.models import Board
from forum.core.answers import Refused
from forum.core.db import transaction
from forum.core.hooks import Hook
from forum.core.jobs import drop_queued
from forum.core.markup import unwrapped
from forum.disclosure import Registered
from forum.members import actions as members
from forum.members.models import Affiliation, Member, Role, Shown
from forum.members.queries import has_real_members
from forum.members.registry import actions as accounts
from forum.members.registry.hashing import hashed
from forum.privacy.actions import note_posting
from forum.reactions import actions as reactions
from forum.settings import Settings
from forum.site import queries
from forum.solar.checking import errors
from forum.solar.kinds import InverterType, Mounting, SystemType
from forum.solar.system import Array, System
from forum.systems import actions as systems
from forum.systems.rules import defaults_for
from forum.warnings import Choice, Settled, places_in, settle

CONTENT = Path(__file__).parent / "threads.yaml"
REAL = (
    "This forum has real members. Demo content is for an empty one: set FORUM_HOME to "
    "another folder and try there."
)
PUBLIC = (
    "This forum is reached from other machines. Demo content has an administrator "
    "without a second step, so it is only for a forum at 127.0.0.1 or localhost."
)
WORDS = (
    "amber birch cedar copper daisy ember fern glade harbor indigo juniper kettle "
    "lantern maple nutmeg olive pebble quartz raven saffron timber umber violet "
    "willow".split()
)
OPERATOR = "demo_operator"
REACTED_AFTER = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a time; posts come before what is said of them."""

    at: datetime
    rank: int
    happen: Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Played:
    """A post that a case of the demo content is about."""

    post_id: int
    opened_at: datetime
    said: dict[str, Any]
    redactions: list[dict[str, str]]
    members: dict[str, Member]


class PlayCase(Protocol):
    """What an extension makes of a moderation case in the demo content."""

    def __call__(
        self, played: Callable[[], Played], said: dict[str, Any], /
    ) -> list[Event]:
        """Return the events that lead from a flag to a decision."""


demo_cases: Hook[PlayCase] = Hook("demo_cases")


def load(now: datetime) -> str | None:
    """Load the demo content once; return the password of its members.

    Returns None if it was there already.
    """
    _require_local()
    if queries.has_demo():
        return None
    if has_real_members():
        raise Refused(REAL)
    content = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    password = " ".join(secrets.SystemRandom().sample(WORDS, 4))
    password_hash = hashed(password)
    with transaction():
        Loader(content, password_hash, now).load()
    return password


def new_password() -> str:
    """Give the demo's members another password; return it."""
    _require_local()
    password = " ".join(secrets.SystemRandom().sample(WORDS, 4))
    password_hash = hashed(password)
    with transaction():
        accounts.set_demo_passwords(password_hash)
    return password


def _require_local() -> None:
    settings: Settings = current_app.extensions["settings"]
    if not settings.is_local:
        raise Refused(PUBLIC)


class Loader:
    """Brings invented members and their threads into an empty forum."""

    def __init__(
        self, content: dict[str, Any], password_hash: str, now: datetime
    ) -> None:
        self._content = content
        self._password_hash = password_hash
        self._now = now
        self._boards: dict[str, Board] = queries.boards_by_slug()
        self._members: dict[str, Member] = {}
        self._posts: dict[str, int] = {}

    def load(self) -> None:
        """Let everything happen in the order of its time."""
        for said in self._content["members"]:
            self._join(said)
        operator = {
            "handle": OPERATOR,
            "role": "administrator",
            "joined_days_ago": 1400,
        }
        self._join(
            {"email": "operator@example.com", "name": "Demo Operator"} | operator
        )
        events: list[Event] = []
        for said in [*self._content["threads"], *self._content["outline"]]:
            events += self._thread(said)
        events += self._reactions()
        for event in sorted(events, key=lambda one: (one.at, one.rank)):
            event.happen(event.at)
        drop_queued("mail")  # demo content sends none

    def _join(self, said: dict[str, Any]) -> None:
        at = self._now - timedelta(days=said["joined_days_ago"])
        asked = accounts.Asked(
            said["name"], said["email"], said["handle"], self._password_hash
        )
        member = accounts.open_account(asked, Role(said["role"]), at)
        member.demo = True
        members.vouch(member.id, at)
        members.describe(
            member.id,
            said.get("about", ""),
            Affiliation(said.get("affiliation", "owner")),
            said.get("affiliation_text", ""),
        )
        members.show(member.id, Shown.PUBLIC, "", Shown.HIDDEN)
        note_posting(member.id, at)
        if card := said.get("card"):
            _give_card(member.id, card, at)
        self._members[member.handle] = member

    def _thread(self, said: dict[str, Any]) -> list[Event]:
        opened_at = self._now - timedelta(days=said["days_ago"])
        key = said["title"]
        events = [Event(opened_at, 0, lambda at: self._open(key, said, at))]
        events += self._case(key, opened_at, said)
        for number, reply in enumerate(said.get("replies", ())):
            at = opened_at + timedelta(hours=reply["hours_after"])
            events += self._reply(key, f"{key} {number}", reply, at)
            events += self._case(f"{key} {number}", opened_at, reply)
        return events

    def _reply(
        self, thread: str, key: str, said: dict[str, Any], at: datetime
    ) -> list[Event]:
        def happen(at: datetime) -> None:
            author = self._members[said["author"]]
            thread_id = queries.thread_of(self._posts[thread])
            cleared = _cleared(Draft(unwrapped(said["body"])))
            posted = boards.reply(author.id, thread_id, cleared, at)
            self._posts[key] = posted.post.id

        return [Event(at, 0, happen)]

    def _open(self, key: str, said: dict[str, Any], at: datetime) -> None:
        author = self._members[said["author"]]
        draft = Draft(unwrapped(said["body"]), said["title"], tuple(said["tags"]))
        board = self._boards[said["board"]]
        posted = boards.open_thread(author.id, board.id, _cleared(draft), at)
        self._posts[key] = posted.post.id

    def _reactions(self) -> list[Event]:
        """Let members mark, thank and bookmark, a few hours after the post."""
        written = {
            said["title"]: said
            for said in [*self._content["threads"], *self._content["outline"]]
        }
        events = []
        for said in self._content["reactions"]:
            thread, number = written[said["thread"]], said["post"]
            key = said["thread"] if number == 1 else f"{said['thread']} {number - 2}"
            hours = thread["replies"][number - 2]["hours_after"] if number > 1 else 0
            at = self._now - timedelta(days=thread["days_ago"]) + timedelta(hours=hours)
            at += REACTED_AFTER
            events.append(Event(at, 2, partial(self._react, key, said)))
        return events

    def _react(self, key: str, said: dict[str, Any], at: datetime) -> None:
        post_id = self._posts[key]
        if said.get("answer"):
            reactions.mark_answer(queries.thread_of(post_id), post_id)
        for handle in said.get("thanks", ()):
            reactions.thank(self._members[handle].id, post_id, at)
        for handle in said.get("bookmarks", ()):
            reactions.bookmark(self._members[handle].id, at, post_id=post_id)

    def _case(self, key: str, opened_at: datetime, said: dict[str, Any]) -> list[Event]:
        if "moderation" not in said:
            return []

        def played() -> Played:
            return Played(
                self._posts[key],
                opened_at,
                said["moderation"],
                said.get("redactions", []),
                self._members,
            )

        case = said["moderation"] | {"opened_at": opened_at}
        return [event for play in demo_cases for event in play(played, case)]


def _cleared(draft: Draft) -> Cleared:
    """Settle a draft as its invented author did: everything was kept public."""
    places = places_in(draft.texts, Registered())
    choices = dict.fromkeys(range(len(places)), Choice.KEEP)
    outcome = settle(draft.texts, places, choices)
    if not isinstance(outcome, Settled):
        raise TypeError("demo content must not hold what nobody may keep")
    return clear(draft, outcome)


def _give_card(member_id: int, said: dict[str, Any], at: datetime) -> None:
    """Give a member a system card, held to what a form would be held to."""
    system = System(
        dc_kw=said["dc_kw"],
        system_type=SystemType(said["system_type"]),
        state=said["state"],
        ac_kw=said["ac_kw"],
        inverter_type=InverterType(said["inverter_type"]),
        arrays=(Array(said["tilt_deg"], said["azimuth_deg"]),),
        mounting=Mounting(said["mounting"]),
        year_installed=said["year_installed"],
        battery_kwh=said.get("battery_kwh"),
    )
    if wrong := errors(system, at.year):
        raise ValueError(f"a demo card cannot be: {', '.join(wrong)}")
    systems.add(member_id, system, defaults_for(system.system_type), True, at)
