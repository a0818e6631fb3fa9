"""Keeping figures as they are published, and what changed since the day before."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from forum.core.db import db
from moderation.actions import Act, record
from moderation.figures.models import Published
from moderation.figures.queries.counting import Figures, counted_month, counted_period
from moderation.figures.queries.published import SETTINGS, TODAY
from moderation.figures.rules import Period
from moderation.models import AuditHead

DAY = timedelta(days=1)
HEADS_SHOWN = 7


@dataclass(frozen=True, slots=True)
class Day:
    """What is told anew each day."""

    documents: Mapping[str, tuple[int, str]]
    """Of each document the version in force, and since which day."""
    kept: int
    promises: int


def publish_month(month: Period, now: datetime) -> None:
    """Publish what came of the decisions of a month, for good."""
    _publish(month, counted_month(month), now)


def publish_period(
    period: Period, months: Mapping[str, Mapping[str, Any]], now: datetime
) -> None:
    """Publish what happened in a quarter or lately, with its months as they stand."""
    of_months = {
        key: cell
        for month in period.months
        for key, cell in months.get(month.name, {}).items()
    }
    _publish(period, counted_period(period, of_months), now)


def note_day(day: Day, now: datetime) -> None:
    """Publish today's end of the audit log, documents in force, promises tested."""
    before = db.session.get(Published, TODAY)
    heads = list(before.figures["heads"]) if before else []
    head = db.session.get(AuditHead, 1)
    if head is not None:
        heads = [[now.date().isoformat(), head.seq, head.hash], *heads][:HEADS_SHOWN]
    for name, (version, _) in day.documents.items():
        known = before.figures["documents"].get(name) if before else None
        if known is not None and known[0] != version:
            details = {"document": name, "version": version}
            record(
                None, Act("policy_published", "document", version, details=details), now
            )
    figures = {**asdict(day), "heads": heads}
    _keep(TODAY, Period(TODAY, now.date(), (now + DAY).date()), figures, now)


def note_changes(settings: Mapping[str, str], now: datetime) -> None:
    """Log which settings are others than the day before, by their names alone.

    `settings` are keyed digests of what is set.
    """
    before = db.session.get(Published, SETTINGS)
    known = before.figures if before else {}
    changed = sorted(
        name for name, digest in settings.items() if known.get(name) != digest
    )
    if before is not None and changed:
        details = {"settings": changed}
        record(None, Act("settings_changed", "forum", 1, details=details), now)
    if before is None or changed:
        period = Period(SETTINGS, now.date(), (now + DAY).date())
        _keep(SETTINGS, period, dict(settings), now)


def _publish(period: Period, figures: Figures, now: datetime) -> None:
    _keep(period.name, period, dict(figures), now)


def _keep(name: str, period: Period, figures: dict[str, Any], now: datetime) -> None:
    row = db.session.get(Published, name)
    if row is None:
        row = Published(name=name)
        db.session.add(row)
    row.since, row.until = period.since, period.until
    row.figures, row.made_at = figures, now
    db.session.flush()
