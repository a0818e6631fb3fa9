"""The audit log as staff reads it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, func, select

from forum.core.db import db
from forum.core.paging import Page
from forum.members.models import Member
from moderation.models import AuditEvent, AuditPayload

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of the log."""

    seq: int
    at: datetime
    by: str
    action: str
    target: str
    target_id: int
    case: int | None
    details: str
    request: str
    """The number that all entries of one request or job have."""


@dataclass(frozen=True, slots=True)
class LoggedPage:
    """Some entries, newest first, and what can be filtered by."""

    page: Page
    entries: tuple[Logged, ...]
    actions: tuple[str, ...]


def logged(action: str, day: date | None, number: int) -> LoggedPage:
    """Return a page of the log. Three queries."""
    about: list[ColumnElement[bool]] = []
    if action:
        about.append(AuditEvent.action == action)
    if day is not None:
        begins = datetime.combine(day, time(), UTC)
        ends = datetime.combine(day, time.max, UTC)
        about += [AuditEvent.at >= begins, AuditEvent.at <= ends]
    counting = select(func.count()).select_from(AuditEvent).where(*about)
    page = Page(number, db.session.scalar(counting) or 0, A_PAGE)
    rows = db.session.execute(
        select(AuditEvent, Member.handle, AuditPayload.json)
        .outerjoin(Member, Member.id == AuditEvent.actor_id)
        .outerjoin(AuditPayload, AuditPayload.seq == AuditEvent.seq)
        .where(*about)
        .order_by(AuditEvent.seq.desc())
        .offset(page.numbers[0] - 1)
        .limit(A_PAGE)
    )
    known = select(AuditEvent.action).distinct().order_by(AuditEvent.action)
    return LoggedPage(
        page,
        tuple(_entry(event, by, details) for event, by, details in rows),
        tuple(db.session.scalars(known)),
    )


def _entry(event: AuditEvent, by: str | None, details: str | None) -> Logged:
    return Logged(
        event.seq,
        event.at,
        by or event.actor_kind.capitalize(),
        event.action,
        event.target_type,
        event.target_id,
        event.reviewable_id,
        "" if details in {None, "{}"} else details or "",
        event.request_id or "",
    )
