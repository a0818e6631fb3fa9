"""Whoever writes to an SQLite file waits their turn, and not for ever."""

import multiprocessing
import sqlite3
import threading
import time
from contextlib import closing
from http import HTTPStatus
from itertools import groupby
from pathlib import Path
from threading import Barrier

import pytest

from forum.core import turns
from forum.core.db import BUSY_MS, db
from tests.browser import Browser
from tests.world import World

THREADS, TIMES = 3, 60
WORK = 0.003
"""Seconds that a transaction takes."""
ON_SQLITE = pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)


@ON_SQLITE
def test_who_waits_too_long_is_told_and_may_send_it_again(
    world: World, rosa: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONGEST", 0.2)
    path = f"/t/{world.thread()}/reply"
    rosa.visit(path)
    fields = rosa.page.values(path)
    fields["body"] = "Ours did the same in its second winter."

    with closing(sqlite3.connect(_file(world))) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = rosa.post(path, fields)
        other.execute("ROLLBACK")
    again = rosa.post(path, fields)

    assert refused.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Retry-After" in refused.headers
    assert "Your post is public." in again.text


def test_of_two_processes_none_keeps_the_turn(tmp_path: Path) -> None:
    file = tmp_path / "turns.sqlite3"
    with closing(sqlite3.connect(file)) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE turn (place INTEGER PRIMARY KEY, whose TEXT)")
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(2)
    both = [
        context.Process(target=write, args=(str(file), whose, ready))
        for whose in ("one", "other")
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(60)

    with closing(sqlite3.connect(file)) as found:
        whose = [one for (one,) in found.execute("SELECT whose FROM turn")]
    assert [one.exitcode for one in both] == [0, 0]
    assert len(whose) == 2 * THREADS * TIMES
    last = {one: place for place, one in enumerate(whose)}
    while_both_wrote = whose[: min(last.values())]
    runs = [len(list(run)) for _, run in groupby(while_both_wrote)]
    assert max(runs) <= TIMES / 2, runs


def write(file: str, whose: str, ready: Barrier) -> None:
    """Write in a process of its own, in several threads without a pause."""
    queue = turns.Queue()

    def some() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as own:
            for _ in range(TIMES):
                with queue.turn():
                    turns.begin(own, lambda: own.execute("BEGIN IMMEDIATE"), BUSY_MS)
                    own.execute("INSERT INTO turn (whose) VALUES (?)", [whose])
                    time.sleep(WORK)
                    own.execute("COMMIT")

    ready.wait()
    threads = [threading.Thread(target=some) for _ in range(THREADS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def _file(world: World) -> str:
    with world.reading():
        return str(db.engine.url.database)
