"""What every page says of announcements: the service, and that it is handed over.

Looked up once in five minutes by each process: a page costs no query more for what
is announced a month ahead.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from forum.announcements import queries
from forum.core.clock import utcnow
from forum.core.finished.showing import only_until, state_shown

LOOKED_AT_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class HandOver:
    """To whom the forum is handed over, and when."""

    announcement_id: int
    on: date
    to_whom: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement about the service, as pages name it."""

    announcement_id: int
    title: str
    since: datetime | None
    until: datetime

    def stands(self, now: datetime) -> bool:
        """Say whether it is shown just now."""
        return (self.since is None or self.since <= now) and now < self.until


@dataclass(slots=True)
class Look:
    """What this process saw last, and when."""

    seen: HandOver | None = None
    notices: tuple[Notice, ...] = ()
    at: datetime | None = None
    state: int | None = None
    """The number of the state that it saw."""


def init_app(app: Flask) -> None:
    """Give every page what it says about a handing-over."""
    app.extensions["hand over"] = Look()
    app.context_processor(_shared)


def forget() -> None:
    """Look anew with the next page: something was approved or withdrawn."""
    _look().at = None


def _shared() -> dict[str, Any]:
    look, now, state = _look(), utcnow(), state_shown()
    is_other = state is not None and state != look.state
    if look.at is None or is_other or abs(now - look.at) > LOOKED_AT_EVERY:
        look.seen, look.notices, look.at = _asked(now), _named(now), now
        look.state = state
    is_over = look.seen is not None and look.seen.until <= now
    for moment in _changes(look):
        if moment > now:
            only_until(moment)
    return {
        "hand_over": None if is_over else look.seen,
        "notices": [one for one in look.notices if one.stands(now)],
    }


def _named(now: datetime) -> tuple[Notice, ...]:
    try:
        rows = queries.about_service(now)
    except SQLAlchemyError:
        return ()
    return tuple(Notice(one.id, one.title, one.starts_at, one.ends_at) for one in rows)


def _asked(now: datetime) -> HandOver | None:
    try:
        row = queries.handing_over(now)
    except SQLAlchemyError:
        # The page that says the database is away says no more than that.
        return None
    if row is None or row.hands_over_on is None:
        return None
    return HandOver(row.id, row.hands_over_on, row.hands_over_to or "", row.ends_at)


def _look() -> Look:
    look: Look = current_app.extensions["hand over"]
    return look


def _changes(look: Look) -> list[datetime]:
    """Return when a page will say something else of what is known now."""
    ends = [one.until for one in (look.seen, *look.notices) if one is not None]
    return [*ends, *(one.since for one in look.notices if one.since is not None)]
