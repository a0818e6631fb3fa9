"""Adding to the audit log."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forum.core.db import db, insert_once, locked
from forum.core.tracing import work_number
from forum.members.models import Member
from moderation.audit import GENESIS, canonical, chained, digest, entry_of
from moderation.models import (
    AuditEvent,
    AuditHead,
    AuditPayload,
    Decision,
    DecisionBatch,
    Reviewable,
)


@dataclass(frozen=True, slots=True)
class Act:
    """Something worth an entry; `details` never holds words of a post."""

    action: str
    target_type: str
    target_id: int
    reviewable_id: int | None = None
    decision_id: int | None = None
    details: dict[str, Any] = field(default_factory=dict)
    board_id: int | None = None
    """By default the board of the case."""


def record(actor: Member | None, act: Act, now: datetime) -> None:
    """Add an entry to the log, chained to the one before."""
    record_all(actor, [act], now)


def record_all(actor: Member | None, acts: Sequence[Act], now: datetime) -> None:
    """Add an entry for each of many acts; the end of the chain is held once."""
    insert_once(AuditHead, {"id": 1, "seq": 0, "hash": GENESIS})
    head = locked(AuditHead, 1)
    payloads = [_added(head, actor, act, now) for act in acts]
    db.session.flush()
    db.session.add_all(payloads)


def _added(
    head: AuditHead, actor: Member | None, act: Act, now: datetime
) -> AuditPayload:
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
        board_id=_board_of(act),
        batch_id=_batch_of(act),
        request_id=work_number(),
        payload_digest=digest(salt, payload),
        prev_hash=head.hash,
        hash="",
    )
    event.hash = chained(event.prev_hash, entry_of(event))
    head.seq, head.hash = event.seq, event.hash
    db.session.add(event)
    return AuditPayload(seq=event.seq, salt=salt, json=payload)


def _kind(actor: Member | None) -> str:
    if actor is None:
        return "system"
    return "staff" if actor.is_staff else "member"


def _board_of(act: Act) -> int | None:
    if act.board_id is not None or act.reviewable_id is None:
        return act.board_id
    item = db.session.get(Reviewable, act.reviewable_id)
    return item.board_id if item else None


def _batch_of(act: Act) -> int | None:
    if act.target_type == DecisionBatch.__tablename__:
        return act.target_id
    if act.decision_id is None:
        return None
    made = db.session.get(Decision, act.decision_id)
    return made.batch_id if made else None
