"""Publishing figures when a month is over, listing weeks, reminding staff of cases."""

from datetime import date, datetime, timedelta
from pathlib import Path

from flask import current_app

from forum.core.db import transaction
from forum.core.jobs import Payload, job
from forum.core.keys import Keys
from forum.core.retention import kept
from forum.privacy.documents import in_force
from forum.privacy.records import (
    SHIPPED,
    Standing,
    clauses,
    digest_of,
    read_record,
    standing,
)
from forum.settings import Settings
from moderation.figures import actions, queries, rules
from moderation.figures.models import Published
from moderation.figures.queries.published import RECENT, TODAY
from moderation.figures.rules import Period

DOCUMENTS = ("privacy", "terms")
MONTHS, QUARTERS = 3, 4
MONTHS_BACK = 6
"""So many months that are over are published when figures begin."""
DELAY = timedelta(days=7)
WEEK = timedelta(days=7)
WEEKS_AT_ONCE = 52


@job("cases that wait too long", every=timedelta(minutes=10))
def remind(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Write to staff about each case that waits longer than it should."""
    for one in queries.waiting():
        steps = rules.due_alerts(one.concern, one.item.opened_at, one.told, now)
        if steps:
            with transaction():
                actions.alert(one, steps, now)


@job("publish figures", every=timedelta(hours=1))
def publish(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Publish what is not published yet: today, months, quarters, weeks of the log."""
    known = dict(queries.published_names())
    today = known.get(TODAY)
    if today is None or today.since < now.date():
        with transaction():
            actions.note_day(_day(now.date()), now)
    with transaction():
        actions.note_changes(_settings(), now)
    _publish_months(known, now)
    _publish_periods(now)
    _list_weeks(now)


@kept("second looks at decisions, with what was noted there", "24 months")
def forget_looks(now: datetime) -> int:
    """Delete what colleagues would have decided long ago."""
    with transaction():
        return actions.forget_looks(now)


def _publish_months(known: dict[str, Published], now: datetime) -> None:
    for month in rules.months_before(now.date(), MONTHS_BACK).months:
        if month.name not in known:
            with transaction():
                actions.publish_month(month, now)


def _publish_periods(now: datetime) -> None:
    known = dict(queries.published_names())
    months = {name: row.figures for name, row in known.items()}
    recent = rules.months_before(now.date(), MONTHS)
    wanted: list[Period] = []
    if RECENT not in known or known[RECENT].until < recent.until:
        wanted.append(recent)
    wanted += [
        quarter
        for quarter in rules.quarters_before(now.date(), QUARTERS)
        if quarter.name not in known and not queries.is_empty(quarter)
    ]
    for period in wanted:
        with transaction():
            actions.publish_period(period, months, now)


def _list_weeks(now: datetime) -> None:
    """List every week that ended seven days ago or longer."""
    monday = queries.week_to_list()
    for _ in range(WEEKS_AT_ONCE):
        if monday is None or monday + WEEK + DELAY > now.date():
            return
        with transaction():
            actions.list_week(monday)
        monday += WEEK


def _day(today: date) -> actions.Day:
    settings: Settings = current_app.extensions["settings"]
    record = read_record(
        Path(settings.test_record) if settings.test_record else SHIPPED
    )
    sources = digest_of(current_app.extensions["sources"])
    kept = [standing(one, record, sources) is Standing.KEPT for one in clauses()]
    documents = {name: in_force(name, today) for name in DOCUMENTS}
    return actions.Day(
        {
            name: (one.version, one.effective.isoformat())
            for name, one in documents.items()
        },
        sum(kept),
        len(kept),
    )


def _settings() -> dict[str, str]:
    """Return a keyed digest of each setting: enough to see that it changed."""
    settings: Settings = current_app.extensions["settings"]
    keys: Keys = current_app.extensions["keys"]
    return {
        name: keys.mac("setting", repr(getattr(settings, name)))
        for name in type(settings).model_fields
    }
