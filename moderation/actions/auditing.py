"""Adding to the audit log."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forum.core.db import db, insert_once, locked
from forum.members.models import Member
from moderation.audit import GENESIS, canonical, chained, digest, entry_of
from moderation.models import AuditEvent, AuditHead, AuditPayload


@dataclass(frozen=True, slots=True)
class Act:
    """Something worth an entry; `details` never holds words of a post."""

    action: str
    target_type: str
    target_id: int
    reviewable_id: int | None = None
    decision_id: int | None = None
    details: dict[str, Any] = field(default_factory=dict)


def record(actor: Member | None, act: Act, now: datetime) -> None:
    """Add an entry to the log, chained to the one before."""
    insert_once(AuditHead, {"id": 1, "seq": 0, "hash": GENESIS})
    head = locked(AuditHead, 1)
    salt, payload = secrets.token_bytes(16), canonical(act.details)
    event = AuditEvent(
        seq=head.seq + 1,
        at=now,
        actor_kind=_kind(actor),
        actor_id=actor and actor.id,
        action=act.action,
        target_type=act.target_type,
        target_id=act.target_id,
        reviewable_id=act.reviewable_id,
        decision_id=act.decision_id,
        payload_digest=digest(salt, payload),
        prev_hash=head.hash,
        hash="",
    )
    event.hash = chained(event.prev_hash, entry_of(event))
    head.seq, head.hash = event.seq, event.hash
    db.session.add(event)
    db.session.flush()
    db.session.add(AuditPayload(seq=event.seq, salt=salt, json=payload))


def _kind(actor: Member | None) -> str:
    if actor is None:
        return "system"
    return "staff" if actor.is_staff else "member"
