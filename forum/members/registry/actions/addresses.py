"""Another e-mail address: asked for, confirmed from its mailbox, told to the old."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from forum.core.db import change_rows, db, locked
from forum.core.jobs import enqueue
from forum.members.actions import end_sessions
from forum.members.registry import queries
from forum.members.registry.models import Account, NewAddress, ResetLink
from forum.members.registry.queries import key_of

NEW_ADDRESS_LASTS = timedelta(hours=24)
NEW_ADDRESS_KEPT = timedelta(days=7)


def ask_address(account_id: int, email: str, now: datetime) -> None:
    """Have a link mailed to a new address; an earlier one dies.

    An address that has an account already gets a mail that says so, and the
    page says the same as ever: nobody learns from it who has an account.
    """
    account = locked(Account, account_id)
    theirs = NewAddress.account_id == account.id
    db.session.execute(delete(NewAddress).where(theirs))
    known = queries.account_with_email(email)
    if known is not None:
        if known.id != account.id:
            told = {"letter": "known_address", "member": known.member_id}
            enqueue("mail", told, now)
        return
    asked = NewAddress(account_id=account.id, email=email, asked_at=now)
    db.session.add(asked)
    db.session.flush()
    enqueue("mail", {"letter": "confirm_address", "new_address": asked.id}, now)


def address_link(asked: NewAddress, job: int, now: datetime) -> str:
    """Make the link that confirms a new address; the same for the same job."""
    link = queries.secret_link("new address", job, asked.account_id, asked.asked_at)
    asked.link_key = key_of(link)
    asked.until = now + NEW_ADDRESS_LASTS
    return link


def confirm_address(link: str, account_id: int, now: datetime) -> bool:
    """Make a confirmed address the account's own; False if the link is too old.

    Its owner is signed out everywhere; the view that asked goes on.
    """
    account = locked(Account, account_id)
    asked = queries.new_address_behind(key_of(link), account_id, now)
    if asked is None or queries.account_with_email(asked.email) is not None:
        return False
    before, account.email = account.email, asked.email
    account.email_key = queries.email_key(account.email)
    # From now on the row says to whom the letter about it goes.
    asked.email, asked.link_key, asked.until = before, None, None
    db.session.execute(delete(ResetLink).where(ResetLink.account_id == account.id))
    end_sessions(account.member_id)
    enqueue("mail", {"letter": "address_changed", "new_address": asked.id}, now)
    return True


def forget_new_addresses(now: datetime) -> int:
    """Delete addresses nobody confirmed, and those before; return how many."""
    old = NewAddress.asked_at < now - NEW_ADDRESS_KEPT
    return change_rows(delete(NewAddress).where(old))
