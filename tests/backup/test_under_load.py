"""A backup that is made while members write, and one that is killed."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from forum.backup.rules import MAKING
from forum.boards.models import Post
from forum.core.clock import utcnow
from tests.backup.places import Place, backed_up, run
from tests.promises.moving import stored
from tests.world import World

WRITERS = ("ken", "ivy", "rosa", "wes")


class Writing:
    """Members who reply without a pause, and what was acknowledged to them."""

    def __init__(self, world: World, thread: int) -> None:
        self._world, self._thread = world, thread
        self._stopped = threading.Event()
        self.acknowledged: list[int] = []
        self.troubles: list[Exception] = []

    def write(self, handle: str) -> None:
        """Reply, again and again, as if an hour lay between."""
        at = utcnow() - timedelta(days=300)
        while not self._stopped.is_set():
            at += timedelta(hours=1)
            body = f"{handle} saw {at:%B %d, %H} o'clock: the inverter hums again."
            try:
                post = self._world.reply(self._thread, handle, body, at)
            except Exception as error:
                self.troubles.append(error)
                return
            self.acknowledged.append(post)

    @contextmanager
    def going_on(self) -> "Iterator[None]":
        """Let all of them write meanwhile."""
        threads = [
            threading.Thread(target=self.write, args=(handle,)) for handle in WRITERS
        ]
        for one in threads:
            one.start()
        try:
            yield
        finally:
            self._stopped.set()
            for one in threads:
                one.join()

    def wait_for(self, many: int) -> None:
        """Wait until so many replies were acknowledged."""
        end = time.monotonic() + 60
        while len(self.acknowledged) < many and not self.troubles:
            assert time.monotonic() < end
            time.sleep(0.01)


def test_a_backup_under_load_has_what_was_acknowledged_before_and_is_whole(
    world: World, place: Place, tmp_path: Path, sealing: Path
) -> None:
    thread, file = world.thread("ken"), tmp_path / "forum.backup"
    for handle in WRITERS:
        world.known(handle)
    writing = Writing(world, thread)

    with writing.going_on():
        writing.wait_for(8)
        before = list(writing.acknowledged)
        made = backed_up(world.app, file)
        writing.wait_for(len(writing.acknowledged) + 4)

    assert writing.troubles == []
    assert made.exit_code == 0
    tried = run(world.app, "verify", str(file), "--identity", str(sealing))
    done = place.restored(file, sealing)
    assert (tried.exit_code, done.exit_code) == (0, 0), tried.output + done.output
    with place.forum() as forum:
        posts = stored(forum)[Post.__tablename__]
        checks = [
            run(forum, *words) for words in (("counters", "check"), ("search", "check"))
        ]
    there = {row["id"] for row in posts}
    assert set(before) < there
    assert there < {*writing.acknowledged, world.opening_post(thread)}
    numbers = sorted(row["number"] for row in posts)
    assert numbers == list(range(1, len(posts) + 1))
    assert [one.exit_code for one in checks] == [0, 0], checks[0].output


@pytest.mark.parametrize("days", [0, 2])
def test_what_a_killed_backup_leaves_goes_after_a_day(
    world: World, home: Path, days: int
) -> None:
    left = home / f"{MAKING}x3f"
    left.mkdir()
    (left / "database.sqlite3").write_bytes(b"all that was written")
    os.utime(left)

    with time_machine.travel(utcnow() + timedelta(days=days)):
        run(world.app, "sweep")

    assert left.exists() is (days == 0)
    for path in left.glob("*"):
        path.unlink()
    if left.exists():
        left.rmdir()
