"""The time in which nobody can write: kept in the database, for every process.

A form asks the database itself, so that no machine goes on writing. What pages say
about it is looked up once in five seconds at most.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, db, insert_once
from forum.core.finished.showing import only_until, state_shown

ONLY = 1
"""The key of the one row there can be."""
LOOKED_AT_EVERY = timedelta(seconds=5)
WAIT = timedelta(minutes=10)
"""When to try again, if nobody said how long it takes."""


class ReadOnly(Base):
    """That the forum can be read only, since when and until when."""

    __tablename__ = "read_only"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    """When it ends by itself; if never, somebody has to end it."""
    is_restored: Mapped[bool] = mapped_column(default=False)
    """Whether a backup was restored, and nobody has said since that all is well."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which nobody can write."""

    since: datetime
    until: datetime | None
    is_restored: bool = False
    """Whether a backup was restored: until this ends nothing leaves the forum."""

    def wait(self, now: datetime) -> int:
        """Return the seconds after which it is worth trying again."""
        left = (self.until - now) if self.until else WAIT
        return max(1, round(left.total_seconds()))


@dataclass(slots=True)
class Look:
    """What one process last saw, and when."""

    pause: Pause | None = None
    at: datetime | None = None
    state: int | None = None
    """The number of the state that it saw."""

    def forget(self) -> None:
        """Look anew with the next page."""
        self.at = None


def pause_at(now: datetime) -> Pause | None:
    """Return the pause that is on now, from the database. One query."""
    row = db.session.execute(
        select(ReadOnly.since, ReadOnly.until, ReadOnly.is_restored).where(
            ReadOnly.id == ONLY
        )
    ).one_or_none()
    if row is None or (row.until is not None and row.until <= now):
        return None
    return Pause(row.since, row.until, row.is_restored)


def pause_shown(now: datetime) -> Pause | None:
    """Return the pause that pages tell of; to members it may show five seconds late."""
    look, state = _look(), state_shown()
    is_other = state is not None and state != look.state
    if look.at is None or is_other or abs(now - look.at) > LOOKED_AT_EVERY:
        try:
            look.pause, look.at, look.state = pause_at(now), now, state
        except SQLAlchemyError:
            # The page that says so must not need the database.
            db.session.rollback()
    until = look.pause.until if look.pause else None
    if until and until <= now:
        return None
    only_until(until)
    return look.pause


def begin(until: datetime | None, now: datetime, *, is_restored: bool = False) -> Pause:
    """Let nobody write from now on; a pause that is on gets the new end."""
    standing = pause_at(now)
    if standing is not None and standing.is_restored:
        until, is_restored = None, True  # only who looked at it lets mail leave
    end()
    row = {"id": ONLY, "since": now, "until": until, "is_restored": is_restored}
    insert_once(ReadOnly, row)
    return Pause(now, until, is_restored)


def end() -> None:
    """Let everybody write again."""
    db.session.execute(delete(ReadOnly).where(ReadOnly.id == ONLY))
    _look().forget()


def init_app(app: Flask) -> None:
    """Give this process a place for what it last saw."""
    app.extensions["read only"] = Look()


def _look() -> Look:
    look: Look = current_app.extensions["read only"]
    return look
