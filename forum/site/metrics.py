"""Figures for a monitoring system: how the forum runs, never who is in it."""

from collections.abc import Iterator
from datetime import datetime

from flask import Flask, current_app
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from forum.backup.note import last_in
from forum.core.access.counted import Requests
from forum.core.clock import utcnow
from forum.core.db import answers, db
from forum.core.jobs import backlog
from forum.core.read_only import pause_at
from forum.settings import Settings
from forum.site import checkup, queries
from forum.site.health import MAIL_WITHIN

Figure = tuple[str, str, float]


class Figures(Collector):
    """Asks the forum whenever somebody looks."""

    def __init__(self, app: Flask, requests: Requests) -> None:
        self._app, self._requests = app, requests

    def describe(self) -> list[Metric]:
        """Return nothing: so that nobody is asked before somebody looks."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield what is true now; without the database, only that it is away."""
        yield from self._requests.figures()
        with self._app.app_context():
            try:
                figures = list(_figures(utcnow())) if answers() else []
            except SQLAlchemyError:
                figures = []
            finally:
                db.session.remove()
            yield _gauge("up", "Whether the database answers.", float(bool(figures)))
            for name, what, value in figures:
                yield _gauge(name, what, value)
            if figures:
                yield _parts(utcnow())
            db.session.remove()


def registry_for(app: Flask) -> CollectorRegistry:
    """Return all figures of a forum."""
    settings: Settings = app.extensions["settings"]
    registry = CollectorRegistry()
    registry.register(Figures(app, Requests(settings.access_log_file)))
    return registry


def _figures(now: datetime) -> Iterator[Figure]:
    waiting, oldest = queries.jobs_waiting(now)
    since = (now - oldest).total_seconds() if oldest else 0.0
    yield "jobs_waiting", "Jobs that are due.", waiting
    yield "jobs_oldest_seconds", "How long the oldest of them has waited.", since
    late, failed = backlog(now)
    yield "jobs_late", "Jobs that should have begun five minutes ago.", late
    yield "jobs_failed", "Jobs that were given up.", failed
    sent, came_back = queries.letters_since(now - MAIL_WITHIN)
    yield "letters_day", "Letters that left in 24 hours.", sent
    yield "letters_failed_day", "Letters of them that were refused.", came_back
    yield "read_only", "Whether nobody can write.", float(pause_at(now) is not None)
    if (size := queries.database_size()) is not None:
        yield "database_bytes", "How large the database is.", size
    settings: Settings = current_app.extensions["settings"]
    free = checkup.room_at(settings.home).free
    yield "disk_free_bytes", "Room on the disk of the home folder.", free
    last = last_in(settings.home)
    for name, what, at in (
        ("backup_age_seconds", "Since the last backup here.", last.made_at),
        ("backup_tried_age_seconds", "Since one was verified here.", last.verified_at),
    ):
        if at:
            yield name, what, (now - datetime.fromisoformat(at)).total_seconds()


def _parts(now: datetime) -> GaugeMetricFamily:
    """Return what the doctor says of each thing that the forum leans on."""
    name, what = "soltrex_forum_part_well", "What `soltrex-forum doctor` says of it."
    parts = GaugeMetricFamily(name, what, labels=["part"])
    for one in checkup.findings(now):
        parts.add_metric([one.what], float(one.is_well))
    return parts


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"soltrex_forum_{name}", what, value=value)
