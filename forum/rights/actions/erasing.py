"""Erasing a member, a step at a time; each step may run again after a crash.

What is to become of a column stands on the column. Posts keep their places
under a row of members that is another one in each thread, so that nobody can
join them. The member's own row stays as a number that says nothing.
"""

import contextlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from forum.boards.actions import TAKEN_BACK, Passages, redact
from forum.boards.actions import leaving as boards
from forum.boards.models import Post
from forum.core.answers import Refused
from forum.core.db import change_rows, db, insert_once, locked
from forum.core.forgetting import forget_soon
from forum.core.jobs import enqueue
from forum.core.traces import traces
from forum.core.wording import Wording
from forum.members import actions as members
from forum.members.models import Affiliation, FormerHandle, Member, Role
from forum.members.queries import former_handle_key
from forum.members.registry import registry
from forum.privacy.models import Consent
from forum.rights import queries, rules
from forum.rights.actions.clearing import clear_belongings, clear_texts
from forum.rights.actions.legal import note_waiting
from forum.rights.models import Erasure, Fate
from forum.rights.naming import FORMER
from forum.rights.news import Deed, Leaver, erasing, noting

RECEIPT = "erasure receipt"
CONTACT_LASTS = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Begun:
    """An erasure that is under way."""

    erasure_id: int
    member_id: int
    at: datetime
    fate: Fate


def begin(erasure_id: int, now: datetime) -> Begun | None:
    """Start or go on with an erasure; None if it was stopped, is done or not due."""
    if db.session.get(Erasure, erasure_id) is None:
        return None
    erasure = locked(Erasure, erasure_id)
    if erasure.cancelled_at or erasure.done_at or erasure.due_at > now:
        return None
    if erasure.begun_at is None:
        erasure.begun_at, erasure.link_key = now, None
        members.erase(erasure.member_id, now)
    return Begun(erasure.id, erasure.member_id, erasure.begun_at, erasure.fate)


def leave_thread(begun: Begun, thread_id: int, now: datetime) -> None:
    """Let a member's posts in one thread stand without them, as they wished."""
    member_id = begun.member_id
    held = queries.held_posts()
    _take_back(begun, thread_id, held, now)
    if begun.fate is Fate.REDACT:
        note_waiting(boards.posts_of(thread_id, member_id) & held)
        boards.blank(thread_id, member_id, held, now)
    boards.strip_pictures(thread_id, member_id, held, now)
    names = queries.names_of(member_id)
    boards.rename_in(thread_id, member_id, names, names.of_own())
    boards.stand_as(thread_id, member_id, boards.former_in(thread_id, FORMER))


def finish(begun: Begun, now: datetime) -> None:
    """Erase what is left, look for traces, and keep how much was done."""
    erasure = locked(Erasure, begun.erasure_id)
    member_id = begun.member_id
    names = queries.names_of(member_id).elsewhere()
    contact = registry().contact(member_id)
    touched: Counter[str] = Counter()
    touched["revision"] += boards.rename(names)
    for ask in erasing:
        touched.update(ask(Leaver(member_id, names), now))
    touched.update(clear_belongings(member_id))
    touched.update(clear_texts(names))
    _forget_row(member_id, now)
    touched["member"] += 1
    db.session.flush()
    erasure.passages = None
    erasure.contact = contact.email if contact else None
    erasure.tables = sum(1 for rows in touched.values() if rows)
    erasure.rows = touched.total()
    erasure.found_after = sum(traces(names).values())
    erasure.done_at = now
    done = {"tables": erasure.tables, "rows": erasure.rows}
    for tell in noting:
        tell(None, Deed("member_erased", member_id, done), now)
    enqueue(RECEIPT, {"erasure": erasure.id}, now, once=f"{RECEIPT} {erasure.id}")
    forget_soon(now)


def forget_contact(erasure_id: int, now: datetime) -> None:
    """Blank where a receipt went."""
    locked(Erasure, erasure_id).contact = None
    forget_soon(now)


def forget_consents(now: datetime) -> int:
    """Delete what people agreed to who were erased long ago; return how many."""
    long_gone = select(Erasure.member_id).where(
        Erasure.done_at < now - rules.CONSENTS_LAST
    )
    return change_rows(delete(Consent).where(Consent.member_id.in_(long_gone)))


def _take_back(begun: Begun, thread_id: int, held: set[int], now: datetime) -> None:
    """Destroy the details that the member ticked before leaving."""
    said = db.session.get_one(Erasure, begun.erasure_id).passages
    here = select(Post.id).where(
        Post.thread_id == thread_id, Post.author_id == begun.member_id
    )
    posts = set(db.session.scalars(here)) - held
    for key, words in json.loads(said or "{}").items():
        if int(key) in posts:
            gone = Passages(Wording(tuple(words), TAKEN_BACK))
            # Gone already, if this ran before.
            with contextlib.suppress(Refused):
                redact(int(key), gone, begun.member_id, now)


def _forget_row(member_id: int, now: datetime) -> None:
    """Leave of a member's row the number alone; nobody takes the name for a year."""
    member = locked(Member, member_id)
    key = former_handle_key(member.handle)
    until = now + rules.HANDLE_CLOSED
    if not member.is_former:
        insert_once(FormerHandle, {"key": key, "until": until})
    member.handle, member.handle_key = FORMER, f"-{member_id}"
    member.about = member.affiliation_text = ""
    member.affiliation, member.role = Affiliation.OWNER, Role.MEMBER
    member.post_count = member.card_count = 0
    member.vouched_at = member.limited_until = member.suspended_until = None
    member.erase_at = None
    member.deactivated_at = member.deactivated_at or now
    member.is_former = True
