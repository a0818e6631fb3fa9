"""What an operator runs now and then: the worker, the sweep, the audit's check."""

import json
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job, enqueue
from forum.core.retention import retention_table
from moderation.models import AuditEvent, AuditPayload
from tests.browser import Browser
from tests.members.joining import applied
from tests.site.commands import Run
from tests.structure.scene import scene
from tests.world import World


def test_work_once_does_what_is_due_and_stops(run: Run, world: World) -> None:
    member = world.member("rosa")
    with world.writing():
        payload = {"letter": "password_changed", "member": member}
        enqueue("mail", payload, utcnow())
        enqueue("mail", payload, utcnow() + timedelta(hours=1))

    done = run("work", "--once")

    assert done.exit_code == 0
    assert len(world.outbox.mails) == 1
    left = [job.kind for job in world.rows(Job)]
    assert left.count("mail") == 1
    assert {"sweep", "traffic"} <= set(left)


def test_work_keeps_the_periodic_jobs_in_line(run: Run, world: World) -> None:
    for _ in range(2):
        run("work", "--once")

    (sweep,) = [job for job in world.rows(Job) if job.kind == "sweep"]
    assert sweep.run_at > utcnow()


def test_the_sweep_says_how_much_of_each_it_deleted(run: Run) -> None:
    plain, figures = run("sweep"), run("sweep", "--json")

    assert (plain.exit_code, figures.exit_code) == (0, 0)
    assert set(json.loads(figures.output)) == {row.what for row in retention_table()}
    assert len(plain.output.splitlines()) == len(retention_table())


def test_a_sweep_deletes_once(run: Run, guest: Browser, world: World) -> None:
    applied(guest, world)

    with time_machine.travel(utcnow() + timedelta(days=8)):
        first, second = run("sweep", "--json"), run("sweep", "--json")

    what = "registrations not confirmed"
    assert json.loads(first.output)[what] == 1
    assert json.loads(second.output)[what] == 0


def test_the_audit_log_holds(run: Run, world: World) -> None:
    scene(world)
    entries = len(world.rows(AuditEvent))

    done = run("audit", "verify")

    assert entries
    assert done.exit_code == 0
    assert f"The audit log holds: {entries} entries" in done.output


def test_the_database_itself_takes_no_change_of_the_audit_log(world: World) -> None:
    scene(world)

    for change in (update(AuditEvent).values(action="nothing"), delete(AuditEvent)):
        with pytest.raises(DBAPIError, match="only added to"), world.writing():
            db.session.execute(change)


@pytest.mark.parametrize("what", ["action", "details", "end"])
def test_a_change_made_by_force_is_found(run: Run, world: World, what: str) -> None:
    scene(world)
    entry = len(world.rows(AuditEvent)) if what == "end" else 1
    _forced(world, what)

    plain, figures = run("audit", "verify"), run("audit", "verify", "--json")

    assert (plain.exit_code, figures.exit_code) == (1, 1)
    assert plain.stderr.startswith(
        f"Error: Entry {entry} of the audit log does not hold"
    )
    assert json.loads(figures.stdout)["fault"]


def _forced(world: World, what: str) -> None:
    """Change the log as somebody could who owns the database."""
    drops = ["DROP TRIGGER audit_event_kept ON audit_event"]
    if world.app.config["SQLALCHEMY_DATABASE_URI"].get_backend_name() == "sqlite":
        drops = [f"DROP TRIGGER audit_event_no_{verb}" for verb in ("UPDATE", "DELETE")]
    with world.writing():
        for drop in drops:
            db.session.execute(text(drop))
        if what == "action":
            db.session.execute(update(AuditEvent).values(action="nothing"))
        elif what == "details":
            db.session.execute(update(AuditPayload).values(json="{}"))
        else:
            db.session.execute(delete(AuditPayload))
            db.session.execute(delete(AuditEvent))
