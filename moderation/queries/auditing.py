"""Walking the chain of the audit log."""

from collections.abc import Iterator
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
    for event, payload in _entries():
        seen += 1
        if event.seq != seen:
            return seen - 1, Fault(seen, "an entry is missing")
        if event.prev_hash != before or event.hash != chained(before, entry_of(event)):
            return seen - 1, Fault(event.seq, "the entry was changed")
        if payload and digest(payload.salt, payload.json) != event.payload_digest:
            return seen - 1, Fault(event.seq, "its details were changed")
        before = event.hash
    head = db.session.get(AuditHead, 1)
    if head is not None and (head.seq, head.hash) != (seen, before):
        return seen, Fault(head.seq, "the newest entries are missing")
    return seen, None


def _entries() -> Iterator[tuple[AuditEvent, AuditPayload | None]]:
    rows = db.session.execute(
        select(AuditEvent, AuditPayload)
        .outerjoin(AuditPayload, AuditPayload.seq == AuditEvent.seq)
        .order_by(AuditEvent.seq)
        .execution_options(yield_per=AT_A_TIME)
    )
    yield from rows.tuples()
