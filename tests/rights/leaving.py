"""A member who did everything one can do, and ways to let them leave."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import delete, insert, select, update

from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.members import actions as members
from forum.members.models import Affiliation, Member
from forum.members.registry.models import Account
from forum.rights import actions
from forum.rights.jobs import erase
from forum.rights.models import Erasure, Fate
from moderation import actions as moderation
from moderation.models import FlagReason
from tests.world import World

HANDLE = "zz-quill"
NAME = "Zzelda Quillmarker"
EMAIL = "zz-marker@example.com"
PHONE = "555 0142 77"
ABOUT = "zz-about-marker"


@dataclass
class Planted:
    """Where canaries were planted."""

    member: int
    own_thread: int
    other_thread: int
    words: list[str] = field(default_factory=list)


def planted(world: World, posts: int = 4) -> Planted:
    """Let a member post, be quoted, mentioned, flagged, warned and mailed."""
    member = _joined(world)
    others = world.thread("ken", body="Twelve months are complete here, no shade.")
    own = world.thread(HANDLE, title="Our first full year on the hill")
    words = []
    for place in range(posts):
        word = f"zzword{place}marker"
        words.append(word)
        thread = own if place % 2 else others
        at = utcnow() - timedelta(days=90) + timedelta(hours=2 * place)
        said = f"The logger says {word}, and more of it."
        post = world.reply(thread, HANDLE, said, at)
        quote = f"> [{HANDLE} wrote in #2](/p/{post})\n>\n> {said}"
        thanks = f"{quote}\n\nThank you, @{HANDLE}, it helped ({place})."
        world.reply(thread, "ivy", thanks, at)
    naming = f"Somebody called me; write to {EMAIL} or ask @{HANDLE}."
    world.reply(others, "ken", naming, utcnow() - timedelta(days=2))
    _moderated(world, member, own)
    return Planted(member, own, others, words)


def _joined(world: World) -> int:
    member = world.member(HANDLE, name=NAME)
    with world.writing():
        members.describe(member, ABOUT, Affiliation.OTHER, "zz-tie-marker")
        db.session.execute(
            update(Account)
            .where(Account.member_id == member)
            .values(email=EMAIL, phone=PHONE, zip_code="01000")
        )
    world.session_of(member)
    return member


def _moderated(world: World, member: int, own: int) -> None:
    """Have them flagged and warned; they flag somebody too."""
    post = world.opening_post(own)
    reporter = world.known("una")
    other = world.reply(own, "una", "Mine makes a little less than that one.")
    now = utcnow()
    with world.writing():
        una = db.session.get_one(Member, reporter)
        moderation.flag(una, post, FlagReason.SPAM, f"@{HANDLE} again", now)
        me = db.session.get_one(Member, member)
        note = "zz-note-marker of mine"
        moderation.flag(me, other, FlagReason.OTHER, note, now)


def ask(world: World, member: int, fate: Fate = Fate.KEEP, **wish: Any) -> Erasure:
    """Let a member ask for the end of their account."""
    with world.writing():
        return actions.ask_erasure(member, actions.Wish(fate, **wish), utcnow())


def erased(world: World, member: int, fate: Fate = Fate.KEEP, **wish: Any) -> Erasure:
    """Erase a member at once, and let the worker do what follows."""
    with world.writing():
        asked = actions.erase_now(member, actions.Wish(fate, **wish), utcnow())
    with world.app.test_request_context():
        erase({"erasure": asked.id}, utcnow())
    world.run_jobs()
    return world.row(Erasure, asked.id)


def everything(app: Flask) -> dict[str, list[dict[str, Any]]]:
    """Return what a backup would hold."""
    with app.app_context():
        return {
            table.name: [
                dict(row) for row in db.session.execute(select(table)).mappings()
            ]
            for table in Base.metadata.sorted_tables
        }


def restore(world: World, backup: dict[str, list[dict[str, Any]]]) -> None:
    """Bring back what a backup holds, and nothing else; the log is only added to."""
    tables = [
        one for one in Base.metadata.sorted_tables if not one.name.startswith("audit_")
    ]
    with world.writing():
        for table in reversed(tables):
            db.session.execute(delete(table))
        for table in tables:
            if backup[table.name]:
                db.session.execute(insert(table), backup[table.name])


CALLED_IN_PUBLIC = (HANDLE, NAME, EMAIL)
"""What others can read of somebody who posted, and was written to."""
