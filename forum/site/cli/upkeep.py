"""What an operator runs: the job worker, the retention schedule, the check-up."""

import json
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from threading import Event

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from forum.core import retention
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import run_due, schedule
from forum.core.lacking import lack_of
from forum.core.waking import Bell
from forum.site import checkup

PAUSE = 1.0
LACK_PAUSE = 5.0

log = logging.getLogger(__name__)


@click.command("work")
@click.option("--once", is_flag=True, help="Run what is due, then stop.")
@with_appcontext
def work(once: bool) -> None:
    """Run jobs: mail, the retention schedule, forgetting for good."""
    work_on(once=once)


def work_on(*, once: bool) -> None:
    """Run what is due until a signal says to stop, or until nothing is due."""
    stop = Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    if once:
        schedule(utcnow())
        while run_due(utcnow()) and not stop.is_set():
            db.session.remove()
        return
    bell, is_scheduled = Bell(), False
    while not stop.is_set():
        ran = 0
        with _while_it_lasts(stop):
            if not is_scheduled:
                schedule(utcnow())
                is_scheduled = True
            ran = run_due(utcnow())
        db.session.remove()
        if not ran:
            bell.wait(stop, PAUSE)


@contextmanager
def _while_it_lasts(stop: Event) -> Iterator[None]:
    """Outlast a database that is away or full: jobs wait, and nobody starts anew."""
    try:
        yield
    except (DBAPIError, NoConnection) as error:
        if (lack := lack_of(error)) is None:
            raise
        log.error("jobs wait: %s", lack)  # noqa: TRY400 - its text may quote a row
        stop.wait(LACK_PAUSE)


@click.command("sweep")
@click.option("--json", "as_json", is_flag=True, help="Print figures as JSON.")
@with_appcontext
def sweep(as_json: bool) -> None:
    """Delete everything that was kept for its time, once."""
    gone = retention.sweep(utcnow())
    if as_json:
        click.echo(json.dumps(gone))
        return
    for what, count in gone.items():
        click.echo(f"{count:>6}  {what}")


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print figures as JSON.")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Check the settings and whatever the forum leans on; say the mend for each."""
    found = checkup.findings(utcnow())
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found]))
    else:
        for one in found:
            mark = "ok  " if one.is_well else "MEND"
            click.echo(f"{mark}  {one.what}: {one.says}")
    if not all(one.is_well for one in found):
        raise click.exceptions.Exit(1)
