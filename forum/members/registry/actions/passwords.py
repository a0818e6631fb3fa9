"""Passwords: a link to a new one, and changing the present one."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from forum.core.db import change_rows, db, locked
from forum.core.jobs import enqueue
from forum.members.actions import end_sessions
from forum.members.models import Member
from forum.members.news import joined
from forum.members.registry import queries
from forum.members.registry.models import Account, ResetLink
from forum.members.registry.queries import key_of

RESET_LASTS = timedelta(hours=1)
NOBODY = 0


def ask_reset(email: str, now: datetime) -> None:
    """Have a link to a new password mailed, if the address is known.

    For one that is not the same is written down, so that it takes as long.
    """
    account = queries.account_with_email(email)
    told = {"letter": "reset", "member": account.member_id if account else NOBODY}
    enqueue("mail", told | {"asked_at": now.isoformat()}, now)


def reset_link(account: Account, job: int, asked_at: datetime, now: datetime) -> str:
    """Make the link to a new password; earlier ones die, but for the same job's."""
    db.session.execute(delete(ResetLink).where(ResetLink.account_id == account.id))
    link = queries.secret_link("reset", job, account.id, asked_at)
    db.session.add(
        ResetLink(key=key_of(link), account_id=account.id, until=now + RESET_LASTS)
    )
    return link


def reset(
    link: str, password_hash: str, now: datetime, *, is_short: bool = False
) -> bool:
    """Set a new password and end all sessions; False if the link is too old.

    Whoever claims an account that came with another forum joins by that.
    """
    found = queries.account_behind(key_of(link), now)
    if found is None:
        return False
    account = locked(Account, found.id)
    if queries.account_behind(key_of(link), now) is None:
        return False  # somebody used the link while we waited
    _set(account, password_hash, now, is_short=is_short)
    if not queries.has_agreed(account.member_id):
        member = locked(Member, account.member_id)
        for tell in joined:
            tell(member, now)
    return True


def let_go(link: str, now: datetime) -> None:
    """Delete an account nobody may claim, since its owner is too young for one."""
    found = queries.account_behind(key_of(link), now)
    if found is not None and not queries.has_agreed(found.member_id):
        db.session.delete(locked(Account, found.id))


def change_password(
    account_id: int, password_hash: str, now: datetime, *, is_short: bool = False
) -> None:
    """Set a new password for its owner; every session of theirs ends."""
    _set(locked(Account, account_id), password_hash, now, is_short=is_short)


def _set(
    account: Account, password_hash: str, now: datetime, *, is_short: bool
) -> None:
    account.password_hash = password_hash
    account.password_set_at = now
    account.password_is_short = is_short
    db.session.execute(delete(ResetLink).where(ResetLink.account_id == account.id))
    end_sessions(account.member_id)
    enqueue("mail", {"letter": "password_changed", "member": account.member_id}, now)


def forget_links(now: datetime) -> int:
    """Delete links to a new password past their time; return how many."""
    over = ResetLink.until <= now
    return change_rows(delete(ResetLink).where(over))
