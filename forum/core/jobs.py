"""Durable jobs: rows written in the transaction that wants them done.

A worker claims a row for a while, runs its kind and removes it. A worker that
dies leaves the row to the next one, so every job runs at least once and must
bear to run twice. A job that keeps failing stays, marked, for the operator.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Index, String, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import utcnow
from forum.core.db import (
    NEVER_REUSED,
    Base,
    Key,
    afterwards,
    change_rows,
    db,
    insert_once,
    transaction,
)
from forum.core.personal import OnErase, SeenBy, personal, technical
from forum.core.read_only import pause_at
from forum.core.tracing import numbered_job
from forum.core.waking import wake

Payload = dict[str, Any]
"""What a job was told; under "job" it finds the key of its own row."""
Work = Callable[[Payload, datetime], None]

LEASE = timedelta(minutes=5)
ATTEMPTS_MAX = 8
PATIENCE = timedelta(hours=1)
BATCH = 20

log = logging.getLogger(__name__)
_works: dict[str, Work] = {}
_periods: dict[str, timedelta] = {}
_public: set[str] = set()
"""Jobs that change what everybody reads: they wait while nobody can write."""
_leaving: set[str] = set()
"""Jobs that tell somebody outside: they wait after a backup was restored."""


class Job(Base):
    """Something to be done after the transaction that asked for it."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "failed_at", "run_at", "id"), NEVER_REUSED)

    id: Mapped[Key]
    kind: Mapped[str] = technical(String(64), why="which job")
    payload: Mapped[Payload] = personal(
        JSON,
        why="keys of the rows the job is about, never their words",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    once: Mapped[str | None] = technical(
        String(96), why="keeps the same job from standing twice", unique=True
    )
    run_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]


def job(
    kind: str,
    every: timedelta | None = None,
    *,
    is_public: bool = False,
    leaves: bool = False,
) -> Callable[[Work], Work]:
    """Register the work of a kind of job; `every` makes it come round again.

    With `is_public` it changes what everybody reads, and waits while the forum can
    be read only. With `leaves` it tells somebody outside, and waits after a restore.
    """

    def register(work: Work) -> Work:
        _works[kind] = work
        if every is not None:
            _periods[kind] = every
        if is_public:
            _public.add(kind)
        if leaves:
            _leaving.add(kind)
        return work

    return register


def enqueue(
    kind: str, payload: Payload, run_at: datetime, once: str | None = None
) -> None:
    """Ask for a job; a second one with the same `once` is left out."""
    insert_once(Job, {"kind": kind, "payload": payload, "run_at": run_at, "once": once})
    if run_at <= utcnow():
        afterwards(wake)


def drop_queued(kind: str) -> None:
    """Take back every job of a kind that has not run."""
    db.session.execute(delete(Job).where(Job.kind == kind))


def take_out(payload: Payload) -> bool:
    """Take a job that runs out of line, in the transaction of what it does.

    So that is done once, even if the worker dies right after. False if another one
    did it.
    """
    return change_rows(delete(Job).where(Job.id == payload["job"])) > 0


def backlog(now: datetime) -> tuple[int, int]:
    """Return how many jobs are late by more than a lease, and how many failed."""
    late = select(func.count()).where(Job.failed_at.is_(None), Job.run_at < now - LEASE)
    failed = select(func.count()).where(Job.failed_at.is_not(None))
    return db.session.scalar(late) or 0, db.session.scalar(failed) or 0


def last_round(kind: str, now: datetime) -> datetime | None:
    """Return when a periodic job last came to its end, as far as is known."""
    standing = select(Job.run_at).where(
        Job.once == _round(kind), Job.attempts == 0, Job.run_at > now
    )
    following = db.session.scalar(standing)
    return following - _periods[kind] if following is not None else None


def run_due(now: datetime, only: str | None = None) -> int:
    """Run the jobs that are due, a batch at most; return how many ran."""
    claimed = _claim(now, only)
    for one in claimed:
        until = _taken_up(one, now)
        if until is not None:
            with numbered_job(), _settled(one, until, now):
                _works[one.kind](one.payload | {"job": one.key}, now)
    return len(claimed)


def schedule(now: datetime) -> None:
    """See to it that every periodic job stands in line."""
    standing = select(Job.once).where(Job.once.in_(map(_round, _periods)))
    missing = set(map(_round, _periods)) - set(db.session.scalars(standing))
    if missing:
        with transaction():
            for kind in _periods:
                enqueue(kind, {}, now, once=_round(kind))


def _round(kind: str) -> str:
    return f"every:{kind}"


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A job that is ours until somebody may think that we died."""

    key: int
    kind: str
    payload: Payload
    until: datetime


def _claim(now: datetime, only: str | None) -> list[_Claimed]:
    until = now + LEASE
    free = or_(Job.locked_until.is_(None), Job.locked_until < now)
    due = select(Job.id).where(Job.failed_at.is_(None), Job.run_at <= now, free)
    if only:
        due = due.where(Job.kind == only)
    if pause := pause_at(now):
        waiting = _public | _leaving if pause.is_restored else _public
        due = due.where(Job.kind.not_in(waiting))
    if db.session.scalar(due.limit(1)) is None:
        return []
    first = due.order_by(Job.run_at, Job.id).limit(BATCH)
    ready = first.with_for_update(skip_locked=True)
    with transaction():
        _give_up_on_killers(now)
        rows = db.session.execute(
            update(Job)
            .where(Job.id.in_(ready.scalar_subquery()))
            .values(locked_until=until)
            .returning(Job.id, Job.kind, Job.payload)
        )
        return [_Claimed(*row, until) for row in rows]


def _taken_up(one: _Claimed, now: datetime) -> datetime | None:
    """Count a job as tried and hold it anew; None if others took it over meanwhile.

    Those before it in the batch may have taken longer than a claim lasts. It is
    counted before it runs, on its own: it may take the worker with it.
    """
    until = max(now, utcnow()) + LEASE
    with transaction():
        held = change_rows(
            update(Job)
            .where(Job.id == one.key, Job.locked_until == one.until)
            .values(attempts=Job.attempts + 1, locked_until=until)
        )
    return until if held else None


def _give_up_on_killers(now: datetime) -> None:
    """Mark what was tried often enough, and whose worker died each time."""
    over = (Job.attempts >= ATTEMPTS_MAX) & (Job.locked_until < now)
    once = Job.once.is_(None) & Job.failed_at.is_(None)
    killers = update(Job).where(once, over).values(failed_at=now, locked_until=None)
    for kind in db.session.scalars(killers.returning(Job.kind)):
        log.error("job %s given up: its worker died each time", kind)


@contextmanager
def _settled(one: _Claimed, until: datetime, now: datetime) -> Iterator[None]:
    """Do one job; afterwards it is gone, in line again, or marked as failed."""
    failed = False
    try:
        yield
    except Exception as error:
        failed = True
        db.session.rollback()
        # Only the class: an error's text may quote what a member wrote.
        log.error("job %s failed: %s", one.kind, type(error).__name__)  # noqa: TRY400
    ours = select(Job).where(Job.id == one.key, Job.locked_until == until)
    with transaction():
        found = ours.with_for_update().execution_options(populate_existing=True)
        row = db.session.scalars(found).one_or_none()
        if row is None:
            return  # it took itself out of line, or others took it over
        if failed:
            _try_later(row, now)
        elif row.once == _round(one.kind):
            row.run_at = now + _periods[one.kind]
            row.attempts, row.locked_until = 0, None
        else:
            db.session.delete(row)


def _try_later(row: Job, now: datetime) -> None:
    row.locked_until = None
    row.run_at = now + min(PATIENCE, timedelta(seconds=2 ** min(row.attempts, 16) * 5))
    # What stands only once is never given up: nothing else could take its place.
    if row.attempts >= ATTEMPTS_MAX and row.once is None:
        row.failed_at = now
