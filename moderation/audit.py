"""How an entry of the audit log is chained to the one before."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from moderation.models import AuditEvent

GENESIS = "0" * 64


def canonical(said: Mapping[str, Any]) -> str:
    """Return the one spelling of an entry that is ever hashed."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest(salt: bytes, payload: str) -> str:
    """Return what stays of a payload after it is erased."""
    return hashlib.sha256(salt + payload.encode()).hexdigest()


def chained(prev_hash: str, entry: Mapping[str, Any]) -> str:
    """Return the hash of an entry that follows another."""
    return hashlib.sha256((prev_hash + canonical(entry)).encode()).hexdigest()


def entry_of(event: AuditEvent) -> dict[str, Any]:
    """Return what is hashed of an entry.

    Board, batch and request are hashed where there is one: entries from before they
    were kept have none, and none can be added or taken away unnoticed.
    """
    later = {
        "board_id": event.board_id,
        "batch_id": event.batch_id,
        "request_id": event.request_id,
    }
    return {
        **{name: key for name, key in later.items() if key is not None},
        "seq": event.seq,
        "at": event.at.isoformat(timespec="microseconds"),
        "actor_kind": event.actor_kind,
        "actor_id": event.actor_id,
        "action": event.action,
        "target_type": event.target_type,
        "target_id": event.target_id,
        "reviewable_id": event.reviewable_id,
        "decision_id": event.decision_id,
        "payload_digest": event.payload_digest,
    }
