"""The page that tells administrators how the forum runs."""

from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app, render_template

from forum.core.clock import utcnow
from forum.members.models import Member
from forum.members.viewers import administrator_required
from forum.privacy.records import SHIPPED, read_record
from forum.settings import Settings
from forum.site import checkup, queries
from forum.site.checkup import Checked
from forum.site.views import bp

MEGABYTE = 10**6
MAIL_WITHIN = timedelta(hours=24)
DRIFT = timedelta(minutes=2)


@bp.get("/admin/health")
@administrator_required
def health(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Show how everything stands, with the mend for what is not well."""
    now = utcnow()
    found = [*checkup.findings(now), *_more(now)]
    return render_template("site/health.html", found=found, now=now)


def _more(now: datetime) -> list[Checked]:
    settings: Settings = current_app.extensions["settings"]
    return [
        _oldest_job(now),
        _letters(now),
        _size(),
        _clock(now),
        _search(),
        _promises(settings),
    ]


def _oldest_job(now: datetime) -> Checked:
    waiting, oldest = queries.jobs_waiting(now)
    if not waiting or oldest is None:
        return Checked("job backlog", True, "nothing waits")
    late = now - oldest
    wait = "waits" if waiting == 1 else "wait"
    minutes = int(late.total_seconds()) // 60
    said = f"{waiting:,} {wait}, the oldest for {minutes:,} minutes"
    return Checked("job backlog", late < timedelta(minutes=5), said)


def _letters(now: datetime) -> Checked:
    sent, failed = queries.letters_since(now - MAIL_WITHIN)
    said = f"{sent:,} left in 24 hours, {failed:,} came back or were refused"
    return Checked("letters", failed * 10 <= sent + 10, said)


def _size() -> Checked:
    size = queries.database_size()
    said = "not known" if size is None else f"{size / MEGABYTE:,.1f} MB"
    return Checked("database size", True, said)


def _clock(now: datetime) -> Checked:
    there = queries.database_clock()
    if there is None:
        return Checked("clock", True, f"{now:%Y-%m-%d %H:%M:%S} UTC")
    apart = abs(there - now)
    said = f"{now:%Y-%m-%d %H:%M:%S} UTC; the database differs by {apart.seconds} s"
    return Checked("clock", apart < DRIFT, said)


def _search() -> Checked:
    missing = queries.posts_not_indexed()
    said = f"{missing:,} readable posts are missing in the index"
    mend = ". Run soltrex-forum search rebuild." if missing else ""
    return Checked("search", not missing, said + mend)


def _promises(settings: Settings) -> Checked:
    record = read_record(
        Path(settings.test_record) if settings.test_record else SHIPPED
    )
    if record is None:
        return Checked("promises", False, "no record of a test run. See /promises.")
    failed = sum(record.failed.values())
    said = f"tested {record.finished:%Y-%m-%d}, {failed:,} tests failed"
    return Checked("promises", not failed, said)
