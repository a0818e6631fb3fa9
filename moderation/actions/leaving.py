"""What moderation lets go of when a member is erased; the chain of the log stays."""

from collections.abc import Mapping

from sqlalchemy import delete, or_, select, update

from forum.core.db import change_rows, db
from forum.core.wording import Wording
from moderation.models import AuditEvent, AuditPayload, Flag


def forget_member(member_id: int, names: Wording) -> Mapping[str, int]:
    """Blank what they wrote in reports, and details of the log that are about them."""
    said = or_(Flag.note != "", Flag.bad_faith_reason != "")
    noted = (Flag.reporter_id == member_id) & said
    blanked = change_rows(
        update(Flag).where(noted).values(note="", bad_faith_reason="")
    )
    about = select(AuditEvent.seq).where(
        AuditEvent.target_type == "member", AuditEvent.target_id == member_id
    )
    gone = change_rows(delete(AuditPayload).where(AuditPayload.seq.in_(about)))
    return {"flag": blanked, "audit_payload": gone + _naming(names)}


def _naming(names: Wording) -> int:
    perhaps = or_(
        *(AuditPayload.json.icontains(clue, autoescape=True) for clue in names.clues)
    )
    found = [
        one.seq
        for one in db.session.scalars(select(AuditPayload).where(perhaps))
        if names.stands_in(one.json)
    ]
    return change_rows(delete(AuditPayload).where(AuditPayload.seq.in_(found)))
