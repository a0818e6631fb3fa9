"""Machines that start a new version at once do not stand in each other's way."""

import os
from pathlib import Path

from forum.core.clock import utcnow
from forum.site.first_run import make_ready
from tests.journey import loaded
from tests.journey.conftest import empty_database
from wsgi import make_app


def ready() -> None:
    """Do what every web server does when it starts."""
    with make_app().app_context():
        make_ready(utcnow())


def test_two_machines_may_make_the_tables_at_once(tmp_path: Path) -> None:
    with empty_database("postgresql") as url:
        machines = [
            loaded.begun_to(
                {
                    **os.environ,
                    "FORUM_HOME": str(tmp_path / name),
                    "FORUM_DATABASE_URL": url,
                },
                ready,
            )
            for name in ("one", "other")
        ]
        for machine in machines:
            machine.join(loaded.WAIT)

    assert [machine.exitcode for machine in machines] == [0, 0]
