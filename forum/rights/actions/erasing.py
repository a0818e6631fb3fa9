"""Erasing a member, a step at a time; each step may run again after a crash.

What is to become of a column stands on the column. Posts keep their places
under a row of members that is another one in each thread, so that nobody can
join them. The member's own row stays as a number that says nothing.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from forum.boards.actions import leaving as boards
from forum.boards.models import Post, Thread
from forum.boards.queries.leaving import threads_with
from forum.core.db import change_rows, db, insert_once, locked
from forum.core.forgetting import forget_soon
from forum.core.jobs import enqueue
from forum.core.traces import traces
from forum.mail.models import MailChoice
from forum.members import actions as members
from forum.members.models import (
    Affiliation,
    FormerHandle,
    Member,
    Role,
    Scheme,
    Shown,
)
from forum.members.queries import former_handle_key
from forum.members.registry import registry
from forum.members.rules import HANDLE_CLOSED
from forum.privacy.models import Consent
from forum.rights import queries, rules
from forum.rights.actions.clearing import (
    clear_belongings,
    clear_contacts,
    clear_printed,
    clear_texts,
    destroy_unsent,
    forget_letters,
    found_sealed,
)
from forum.rights.actions.legal import note_waiting
from forum.rights.models import Erasure, Fate
from forum.rights.naming import FORMER, Names
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
    details: tuple[str, ...] = ()
    """Names of the findings that are to be destroyed, for the ledger."""


class StillWriting(Exception):
    """Something of the member was added meanwhile: what went before comes again."""


def begin(erasure_id: int, now: datetime) -> Begun | None:
    """Start or go on with an erasure; None if it was stopped, is done or not due."""
    asked = db.session.get(Erasure, erasure_id)
    if asked is None:
        return None
    # First the member, as everybody does who stops an erasure.
    locked(Member, asked.member_id)
    erasure = locked(Erasure, erasure_id)
    if erasure.cancelled_at or erasure.done_at or erasure.due_at > now:
        return None
    if erasure.begun_at is None:
        erasure.begun_at, erasure.link_key = now, None
        before = queries.rows_of(erasure.member_id)
        members.erase(erasure.member_id, now)
        _note_touched(erasure, before - queries.rows_of(erasure.member_id))
    details = queries.finding_names(passages_of(erasure))
    return Begun(erasure.id, erasure.member_id, erasure.begun_at, erasure.fate, details)


def leave_thread(begun: Begun, thread_id: int, now: datetime) -> None:
    """Let a member's posts in one thread stand without them, as they wished."""
    member_id = begun.member_id
    locked(Thread, thread_id)
    if thread_id not in threads_with(member_id):
        return  # another worker was here
    held = queries.held_posts()
    _take_back(begun, thread_id, held, now)
    if begun.fate is Fate.REDACT:
        note_waiting(boards.posts_of(thread_id, member_id) & held)
        boards.blank(thread_id, member_id, held, now)
    pictures = boards.strip_pictures(thread_id, member_id, held, now)
    names = queries.names_of(member_id)
    boards.rename_in(thread_id, member_id, names, names.of_own())
    former_id = boards.former_in(thread_id, FORMER)
    touched = boards.stand_as(thread_id, member_id, former_id)
    touched["image"] += pictures
    _note_touched(locked(Erasure, begun.erasure_id), touched)


def finish(begun: Begun, now: datetime) -> None:
    """Erase what is left, look for traces, and keep how much was done."""
    erasure = locked(Erasure, begun.erasure_id)
    if erasure.done_at is not None:
        return  # another worker was faster
    member_id = begun.member_id
    names = queries.names_of(member_id).elsewhere()
    contact = registry().contact(member_id)
    touched = _erased(member_id, names, now)
    _forget_row(member_id, now)
    db.session.flush()
    erasure.passages = _of_held(erasure)
    _note_touched(erasure, touched)
    all_of_it = erasure.touched or {}
    erasure.tables, erasure.rows = len(all_of_it), sum(all_of_it.values())
    erasure.found_after = sum(traces(names).values()) + found_sealed(names.of_own())
    erasure.contact = contact.email if contact else None
    erasure.done_at = now
    done = {"tables": erasure.tables, "rows": erasure.rows}
    for tell in noting:
        tell(None, Deed("member_erased", member_id, done), now)
    enqueue(RECEIPT, {"erasure": erasure.id}, now, once=f"{RECEIPT} {erasure.id}")
    forget_soon(now)


def forget_contact(erasure_id: int, now: datetime) -> None:
    """Forget where a receipt went, and that it went there."""
    _forget_contact(locked(Erasure, erasure_id))
    forget_soon(now)


def forget_contacts(now: datetime) -> int:
    """Forget where receipts should have gone that nobody took; return how many."""
    old = Erasure.done_at < now - CONTACT_LASTS
    waiting = select(Erasure).where(old, Erasure.contact.is_not(None))
    found = db.session.scalars(waiting.with_for_update()).all()
    for erasure in found:
        _forget_contact(erasure)
    if found:
        forget_soon(now)
    return len(found)


def forget_consents(now: datetime) -> int:
    """Delete what people agreed to and chose who were erased long ago."""
    long_gone = select(Erasure.member_id).where(
        Erasure.done_at < now - rules.CONSENTS_LAST
    )
    return sum(
        change_rows(delete(table).where(table.member_id.in_(long_gone)))
        for table in (Consent, MailChoice)
    )


def passages_of(erasure: Erasure) -> dict[int, list[str]]:
    """Return the words that are to be destroyed, by the key of the post."""
    said = json.loads(erasure.passages or "{}")
    return {int(key): list(words) for key, words in said.items()}


def _erased(member_id: int, names: Names, now: datetime) -> Counter[str]:
    """Erase what is no post; return how many rows of which tables."""
    phones = queries.sealed_of(member_id, "phone")
    touched: Counter[str] = Counter(member=1)
    touched["revision"] += boards.rename(names)
    touched["image"] += destroy_unsent(member_id, now)
    for ask in erasing:
        touched.update(ask(Leaver(member_id, names), now))
    # From here on nothing of theirs is added: whoever posts waits for this row.
    locked(Member, member_id)
    if threads_with(member_id):
        raise StillWriting
    touched.update(clear_belongings(member_id))
    touched.update(clear_contacts([names.email, *names.before, *phones]))
    touched.update(clear_texts(names))
    return touched


def _note_touched(erasure: Erasure, rows: Counter[str]) -> None:
    """Add how many rows of which tables were touched to what was counted before."""
    counted = +(Counter(erasure.touched or {}) + rows)
    erasure.touched = dict(sorted(counted.items()))


def _of_held(erasure: Erasure) -> str | None:
    """Return which details go once a law no longer keeps the posts they stand in."""
    held = queries.held_posts()
    rest = {key: words for key, words in passages_of(erasure).items() if key in held}
    return json.dumps(rest) if rest else None


def _forget_contact(erasure: Erasure) -> None:
    if erasure.contact is not None:
        forget_letters([erasure.contact])
        clear_printed(erasure.contact)
    erasure.contact = None


def _take_back(begun: Begun, thread_id: int, held: set[int], now: datetime) -> None:
    """Destroy the details that the member ticked before leaving."""
    here = select(Post.id).where(
        Post.thread_id == thread_id, Post.author_id == begun.member_id
    )
    posts = set(db.session.scalars(here)) - held
    said = passages_of(db.session.get_one(Erasure, begun.erasure_id))
    for post_id in posts & set(said):
        boards.take_back_for(post_id, tuple(said[post_id]), begun.member_id, now)


def _forget_row(member_id: int, now: datetime) -> None:
    """Leave of a member's row the number alone; nobody takes the name for a year."""
    member = locked(Member, member_id)
    key = former_handle_key(member.handle)
    until = now + HANDLE_CLOSED
    if not member.is_former:
        insert_once(FormerHandle, {"key": key, "until": until})
    member.handle, member.handle_key = FORMER, f"-{member_id}"
    member.about = member.affiliation_text = member.region = ""
    member.about_seen = member.region_seen = Shown.HIDDEN
    member.affiliation, member.role = Affiliation.OWNER, Role.MEMBER
    member.custom_roles = member.moderates = None
    member.post_count = member.card_count = 0
    member.vouched_at = member.limited_until = member.suspended_until = None
    member.erase_at = member.renamed_at = member.probation_from = None
    member.probation_posts = 0
    member.skips_search = member.more_contrast = False
    member.scheme = Scheme.SYSTEM
    member.deactivated_at = member.deactivated_at or now
    member.is_former = True
