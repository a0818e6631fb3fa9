"""What administrators do for members: roles, sessions, letters, erasure."""

from datetime import datetime

from sqlalchemy import delete

from forum.admin import queries, rules
from forum.admin.actions.noting import note
from forum.admin.models import OpenedDetail
from forum.core.answers import Refused, require
from forum.core.db import change_rows, db, locked
from forum.core.jobs import enqueue
from forum.members import actions as members
from forum.members.models import Member, Role
from forum.members.queries import administrators
from forum.rights import actions as rights
from forum.rights.actions import Wish
from forum.rights.models import Fate

NOTHING_TO_SEND = "No address of theirs waits to be confirmed."


def change_role(
    actor: Member,
    member_id: int,
    role: Role,
    boards: list[int],
    reason: str,
    now: datetime,
) -> bool:
    """Give a member another role, or a moderator other boards; say if it is another.

    They are signed out, so that they use it after signing in anew.
    """
    member = members.hold_administrator(member_id)
    require(rules.may_change_role(member, role, boards, administrators()))
    before = {"role": str(member.role), "boards": member.moderates or []}
    after = {"role": str(role), "boards": sorted(set(boards))}
    if before == after:
        return False
    members.change_role(member_id, role)
    members.assign(member_id, boards)
    members.end_sessions(member_id)
    told = {**after, "before": before, "reason": reason}
    note(actor, "role_changed", ("member", member_id), now, **told)
    return True


def end_sessions(actor: Member, member_id: int, now: datetime) -> None:
    """Sign a member out everywhere."""
    locked(Member, member_id)
    members.end_sessions(member_id)
    note(actor, "sessions_ended", ("member", member_id), now)


def note_opened(actor: Member, member_id: int, reason: str, now: datetime) -> None:
    """Keep, for the member and in the log, that their address is opened."""
    row = OpenedDetail(member_id=member_id, by_id=actor.id, reason=reason, at=now)
    db.session.add(row)
    note(actor, "address_opened", ("member", member_id), now, reason=reason)


def send_again(actor: Member, member_id: int, now: datetime) -> None:
    """Write once more to the address that a member has to confirm."""
    asked = queries.unconfirmed_address(member_id)
    if asked is None:
        raise Refused(NOTHING_TO_SEND)
    enqueue("mail", {"letter": "confirm_address", "new_address": asked}, now)
    note(actor, "letter_sent_again", ("member", member_id), now)


def send_welcome_again(actor: Member, application_id: int, now: datetime) -> None:
    """Write once more to somebody who registered and did not confirm their address."""
    enqueue("mail", {"letter": "welcome", "application": application_id}, now)
    note(actor, "letter_sent_again", ("application", application_id), now)


def ask_erasure(actor: Member, member_id: int, fate: Fate, now: datetime) -> None:
    """Have a member erased as they asked: in fourteen days, told by mail.

    Until then they can stop it themselves, by the link in that mail.
    """
    member = locked(Member, member_id)
    if member.is_former:
        raise Refused(rules.NOBODY)
    rights.ask_erasure(member_id, Wish(fate), now)
    note(actor, "erasure_asked", ("member", member_id), now, posts=str(fate))


def test_mail(actor: Member, now: datetime) -> None:
    """Write to an administrator, so that they see whether mail arrives."""
    enqueue("mail", {"letter": "mail_test", "member": actor.id}, now)
    note(actor, "mail_tested", ("member", actor.id), now)


def forget_opened(now: datetime) -> int:
    """Delete who opened addresses long ago; return how many rows went."""
    old = OpenedDetail.at < now - rules.OPENED_KEPT
    return change_rows(delete(OpenedDetail).where(old))
