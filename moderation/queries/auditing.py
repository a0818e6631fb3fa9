"""Walking the chain of the audit log."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select

from forum.core.db import db
from moderation.audit import GENESIS, chained, digest, entry_of
from moderation.models import AuditEvent, AuditHead, AuditPayload

AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry that does not fit, and what is wrong with it."""

    seq: int
    because: str


def verify_chain() -> tuple[int, Fault | None]:
    """Return how many entries fit, and the first that does not."""
    seen, before = 0, GENESIS
    with closing(_entries()) as entries:
        for event, payload in entries:
            if because := _fault(event, payload, seen + 1, before):
                return seen, Fault(seen + 1, because)
            seen, before = event.seq, event.hash
    head = db.session.get(AuditHead, 1)
    ends = (head.seq, head.hash) if head is not None else (0, GENESIS)
    if ends != (seen, before):
        return seen, Fault(ends[0], "the newest entries are missing or its end is")
    return seen, None


def _fault(
    event: AuditEvent, payload: AuditPayload | None, seq: int, before: str
) -> str:
    """Return what is wrong with an entry, nothing if it fits."""
    if event.seq != seq:
        return "an entry is missing"
    if event.prev_hash != before or event.hash != chained(before, entry_of(event)):
        return "the entry was changed"
    if payload and digest(payload.salt, payload.json) != event.payload_digest:
        return "its details were changed"
    return ""


def _entries() -> Generator[tuple[AuditEvent, AuditPayload | None], None, None]:
    """Yield the entries a batch at a time; whoever stops early must close this."""
    wanted = (
        select(AuditEvent, AuditPayload)
        .outerjoin(AuditPayload, AuditPayload.seq == AuditEvent.seq)
        .order_by(AuditEvent.seq)
        .execution_options(yield_per=AT_A_TIME)
    )
    with db.session.execute(wanted) as rows:
        yield from rows
