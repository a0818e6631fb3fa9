"""Asking for a copy or for the end of an account, and taking that back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete

from forum.core.answers import Refused, require
from forum.core.db import change_rows, db, locked
from forum.core.jobs import enqueue
from forum.members import actions as members
from forum.members.models import Member
from forum.members.queries import administrators
from forum.members.registry.queries import key_of, secret_link
from forum.rights import queries, rules
from forum.rights.models import Erasure, ExportFile, Fate
from forum.rights.news import Deed, noting

ERASE = "erase member"
COPY = "copy for member"
UNKNOWN_LASTS = timedelta(hours=1)
"""How long a file is left alone that no row names yet."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member who leaves wants to become of their posts."""

    fate: Fate = Fate.KEEP
    passages: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Words to be destroyed, by the key of the post."""


def ask_copy(member_id: int, now: datetime) -> ExportFile:
    """Have a copy made of everything about a member."""
    locked(Member, member_id)
    last = queries.latest_copy(member_id)
    require(rules.may_ask_copy(last.asked_at if last else None, now))
    made = ExportFile(member_id=member_id, asked_at=now)
    db.session.add(made)
    db.session.flush()
    enqueue(COPY, {"export": made.id}, now)
    return made


def note_copy(export_id: int, name: str, now: datetime) -> bool:
    """Note that a copy is made, and tell its member; no if it is not wanted now."""
    made = db.session.get(ExportFile, export_id)
    if made is None or made.name is not None:
        return False
    made.name, made.ready_at = name, now
    took = {"seconds": round((now - made.asked_at).total_seconds())}
    for tell in noting:
        tell(None, Deed("copy_made", made.member_id, took), now)
    enqueue("mail", {"letter": "copy_ready", "member": made.member_id}, now)
    return True


def forget_copies(now: datetime) -> int:
    """Delete the rows of copies that had their time; return how many."""
    old = ExportFile.asked_at < now - rules.COPY_LASTS
    return change_rows(delete(ExportFile).where(old))


def pause(member_id: int, now: datetime) -> None:
    """Make a member inactive until they come back, if somebody still runs the forum."""
    member = members.hold_administrator(member_id)
    require(rules.may_leave(member, administrators()))
    members.deactivate(member_id, now)


def ask_erasure(member_id: int, wish: Wish, now: datetime) -> Erasure:
    """Have a member erased in fourteen days; until then they are not active."""
    member = members.hold_administrator(member_id)
    require(rules.may_leave(member, administrators()))
    erasure = queries.open_erasure(member_id)
    if erasure is not None:
        return erasure
    erasure = _entered(member_id, wish, now, now + rules.GRACE)
    members.deactivate(member_id, now)
    member.erase_at = erasure.due_at
    told = {"letter": "erasure_asked", "erasure": erasure.id}
    enqueue("mail", told, now)
    enqueue("mail", told, erasure.due_at - rules.REMINDED_BEFORE)
    return erasure


def erase_now(member_id: int, wish: Wish, now: datetime) -> Erasure:
    """Have a member erased without a time to think: staff or the registry says so."""
    locked(Member, member_id)
    erasure = queries.open_erasure(member_id)
    if erasure is None:
        return _entered(member_id, wish, now, now)
    if erasure.due_at > now:
        erasure.due_at = now
        enqueue(ERASE, {"erasure": erasure.id}, now)
    return erasure


def erase_again(member_id: int, wish: Wish, now: datetime) -> Erasure:
    """Have somebody erased as they were before; the ledger knows better than a backup.

    The backup may be of a day on which they wished something else.
    """
    erasure = erase_now(member_id, wish, now)
    erasure.fate = wish.fate
    said = json.loads(erasure.passages or "{}")
    for post_id, words in wish.passages.items():
        known = said.setdefault(str(post_id), [])
        known += [one for one in words if one not in known]
    erasure.passages = json.dumps(said) if said else None
    return erasure


def cancel(erasure: Erasure, now: datetime) -> None:
    """Stop an erasure that has not begun, and let the member be active again."""
    members.reactivate(erasure.member_id, now)
    cancel_of(erasure.member_id, now)


def refuse_begun(member_id: int, now: datetime) -> None:
    """Refuse to let somebody come back whose erasure has begun, or is due."""
    erasure = queries.open_erasure(member_id)
    if erasure is not None and (erasure.begun_at or erasure.due_at <= now):
        raise Refused(members.GONE)


def cancel_of(member_id: int, now: datetime) -> None:
    """Stop the erasure of a member who came back, if there is one."""
    locked(Member, member_id).erase_at = None
    erasure = queries.open_erasure(member_id)
    if erasure is not None and erasure.begun_at is None:
        erasure.cancelled_at = now
        erasure.passages = erasure.link_key = None


def stop_link(erasure: Erasure) -> str:
    """Return the secret of the link that stops an erasure; the same each time."""
    link = secret_link("stop erasure", erasure.id, erasure.member_id, erasure.asked_at)
    erasure.link_key = key_of(link)
    return link


def _entered(member_id: int, wish: Wish, now: datetime, due_at: datetime) -> Erasure:
    passages = {str(key): list(words) for key, words in wish.passages.items()}
    erasure = Erasure(
        member_id=member_id,
        fate=wish.fate,
        passages=json.dumps(passages) if passages else None,
        asked_at=now,
        due_at=due_at,
    )
    db.session.add(erasure)
    db.session.flush()
    enqueue(ERASE, {"erasure": erasure.id}, due_at, once=f"erase {erasure.id} {due_at}")
    return erasure
