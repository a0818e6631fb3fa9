"""Joining: a registration, its confirmed address, and the member it becomes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from forum.core.db import change_rows, db, locked
from forum.core.jobs import enqueue
from forum.members.actions import join
from forum.members.models import Member, Role
from forum.members.news import joined
from forum.members.queries import is_taken
from forum.members.registry import queries
from forum.members.registry.models import Account, Application
from forum.members.registry.queries import key_of

WELCOME_LASTS = timedelta(hours=48)
APPLICATION_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody fills in to become a member."""

    name: str
    email: str
    handle: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The address is confirmed, the member is there."""

    member: Member


@dataclass(frozen=True, slots=True)
class HandleTaken:
    """Somebody else took the user name in the meantime."""

    handle: str


def apply(asked: Asked, now: datetime) -> None:
    """Take a registration; whoever owns the address gets a mail about it.

    A known address leads to the same answer on the page, so that nobody learns
    from it who has an account.
    """
    known = queries.account_with_email(asked.email)
    if known is not None:
        enqueue("mail", {"letter": "known_address", "member": known.member_id}, now)
        return
    application = Application(
        name=asked.name,
        email=asked.email,
        handle=asked.handle,
        password_hash=asked.password_hash,
        applied_at=now,
    )
    db.session.add(application)
    db.session.flush()
    enqueue("mail", {"letter": "welcome", "application": application.id}, now)


def welcome_link(application: Application, job: int, now: datetime) -> str:
    """Make the link that confirms an address; an earlier one dies.

    A job that runs twice makes the same, so that no mail holds a dead one.
    """
    link = queries.secret_link("welcome", job, application.id, application.applied_at)
    application.link_key = key_of(link)
    application.link_until = now + WELCOME_LASTS
    return link


def confirm(link: str, handle: str, now: datetime) -> Welcomed | HandleTaken | None:
    """Turn a registration into a member; None if the link is no longer good."""
    known = queries.application_behind(key_of(link), now)
    if known is None:
        return None
    application = locked(Application, known.id)
    if queries.account_with_email(application.email) is not None:
        db.session.delete(application)
        return None
    wanted = handle or application.handle
    if is_taken(wanted):
        return HandleTaken(wanted)
    asked = Asked(
        application.name, application.email, wanted, application.password_hash
    )
    member = _welcomed(asked, Role.MEMBER, now, application.applied_at)
    db.session.delete(application)
    return Welcomed(member)


def open_account(asked: Asked, role: Role, now: datetime) -> Member:
    """Make a member with a confirmed account; the operator answers for it."""
    return _welcomed(asked, role, now, now)


def _welcomed(asked: Asked, role: Role, now: datetime, accepted_at: datetime) -> Member:
    member = join(asked.handle, now, role)
    db.session.add(
        Account(
            member_id=member.id,
            name=asked.name,
            email=asked.email,
            email_key=queries.email_key(asked.email),
            password_hash=asked.password_hash,
            created_at=now,
            password_set_at=now,
        )
    )
    for tell in joined:
        tell(member, accepted_at)
    return member


def set_demo_passwords(password_hash: str) -> None:
    """Give all made-up members the same password."""
    made_up = select(Member.id).where(Member.demo.is_(True))
    db.session.execute(
        update(Account)
        .where(Account.member_id.in_(made_up))
        .values(password_hash=password_hash)
    )


def forget_applications(now: datetime) -> int:
    """Delete registrations that nobody confirmed; return how many."""
    old = Application.applied_at < now - APPLICATION_LASTS
    return change_rows(delete(Application).where(old))
