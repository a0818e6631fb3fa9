"""Machines share their counts in Valkey, and no limit is lost when it goes away."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.core import valkey
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.limits import limiter
from forum.core.shared_counts import ROTATION, SharedCounts
from forum.core.valkey import Valkey
from forum.settings import load_settings
from forum.site.first_run import make_ready
from tests.browser import Browser
from tests.valkey import WORD, ValkeyServer

HERE = "203.0.113.77"
DAY = 24 * 3600
OTHER_MACHINE = """
import sys
from forum.core.shared_counts import SharedCounts
from forum.core.valkey import Valkey
url, path = sys.argv[1:]
counts = SharedCounts(f"shared-counts://{path}", valkey=Valkey(url))
print(counts.rotating_key().hex())
for _ in range(50):
    counts.incr("the same limit", 60)
"""
Machine = Callable[[str], SharedCounts]


@pytest.fixture
def machine(valkey_server: ValkeyServer, tmp_path: Path) -> Iterator[Machine]:
    """Return a way to have counts as another machine has them, with its own file."""
    made: list[SharedCounts] = []

    def make(name: str) -> SharedCounts:
        path = tmp_path / name / "limits.sqlite3"
        shared = Valkey(valkey_server.url)
        made.append(SharedCounts(f"shared-counts://{path}", valkey=shared))
        return made[-1]

    yield make
    for counts in made:
        counts.close()


@pytest.fixture
def shared(valkey_server: ValkeyServer, tmp_path: Path) -> Iterator[Flask]:
    """Return a forum that counts in Valkey."""
    before = dict(vars(limiter))  # one for all forums of a process
    app = create_app(load_settings(home=tmp_path, valkey_url=valkey_server.url))
    with app.app_context():
        make_ready(utcnow())
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()
    vars(limiter).update(before)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again soon after no answer came."""
    monkeypatch.setattr(valkey, "REST", 0.2)


def statuses(guest: Browser, times: int) -> list[int]:
    """Ask for a new password over and over; return what was answered."""
    answered = []
    for _ in range(times):
        guest.visit("/reset")
        answered.append(guest.submit("/reset", email="nobody@example.com").status)
    return answered


def test_two_processes_share_every_count_and_the_key(
    valkey_server: ValkeyServer, machine: Machine, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.sqlite3" for number in range(2)]
    running = [
        subprocess.Popen(  # noqa: S603 - our own lines above
            [sys.executable, "-c", OTHER_MACHINE, valkey_server.url, str(path)],
            stdout=subprocess.PIPE,
        )
        for path in paths
    ]

    keys = {one.communicate()[0].strip().decode() for one in running}

    third = machine("third")
    assert [one.returncode for one in running] == [0, 0]
    assert keys == {third.rotating_key().hex()}
    assert third.get("the same limit") == 100


def test_a_window_ends_for_all_machines_together(machine: Machine) -> None:
    one, other = machine("one"), machine("other")

    one.incr("x", 60)
    other.incr("x", 600)

    assert 50 < other.get_expiry("x") - time.time() <= 60
    one.clear("x")
    assert machine("third").get("x") == 0


def test_a_machine_that_joins_takes_the_key_of_the_others(
    valkey_server: ValkeyServer, machine: Machine, tmp_path: Path
) -> None:
    one, other = machine("one"), machine("other")
    key = one.rotating_key()

    assert other.rotating_key() == key
    valkey_server.kill()
    assert other.rotating_key() == key
    assert key in (tmp_path / "other" / "limits.sqlite3").read_bytes()


@pytest.mark.usefixtures("soon")
def test_a_valkey_that_comes_back_empty_gets_the_key_of_this_day(
    valkey_server: ValkeyServer, machine: Machine
) -> None:
    one = machine("one")
    key = one.rotating_key()
    valkey_server.kill()
    one.incr("x", 60)
    valkey_server.start()
    time.sleep(0.3)

    assert one.rotating_key() == key
    held, seconds = valkey_server.everything()[ROTATION]
    assert held == key.hex()
    assert 0 < seconds <= DAY


@pytest.mark.usefixtures("soon")
def test_a_limit_outlives_a_valkey_that_dies_and_comes_back(
    shared: Flask, valkey_server: ValkeyServer
) -> None:
    guest = Browser(shared)

    before = statuses(guest, 6)
    valkey_server.kill()
    without = statuses(guest, 5)
    valkey_server.start()
    time.sleep(0.3)
    after = statuses(guest, 1)

    assert set(before + without[:4]) == {200}
    assert without[4:] + after == [429, 429]
    assert any("LIMITER" in key for key in valkey_server.everything())


def test_what_one_machine_counted_holds_on_another(
    shared: Flask, machine: Machine
) -> None:
    other = machine("other")
    guest = Browser(shared)
    statuses(guest, 10)

    assert statuses(guest, 1) == [429]
    assert other.reset()
    assert other.rotating_key() == limiter_key(shared)


def limiter_key(app: Flask) -> bytes:
    """Return the key with which an application hashes."""
    with app.app_context():
        storage = limiter.storage
    assert isinstance(storage, SharedCounts)
    return storage.rotating_key()


def test_a_valkey_that_hangs_makes_nobody_wait_for_long(
    shared: Flask, valkey_server: ValkeyServer
) -> None:
    guest = Browser(shared)
    statuses(guest, 1)
    valkey_server.hang()

    began = time.monotonic()
    answered = statuses(guest, 3)

    assert answered == [200] * 3
    assert time.monotonic() - began < 2.5


def test_no_key_and_no_value_names_anybody(
    shared: Flask, valkey_server: ValkeyServer
) -> None:
    guest = Browser(shared)
    guest.client.environ_base["REMOTE_ADDR"] = HERE

    guest.sign_in("rosa_the_homeowner", "a wrong password of hers")
    guest.sign_in("rosa@example.com", "a wrong password of hers")
    guest.visit("/reset")
    guest.submit("/reset", email="rosa@example.com")

    found = valkey_server.everything()
    text = str(found)
    assert len(found) > 3
    for part in ("203.0.113", "rosa", "example.com", "wrong"):
        assert part not in text
    assert all(0 < seconds <= DAY for _, seconds in found.values())


def test_a_wrong_password_stands_in_no_line(
    valkey_server: ValkeyServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = valkey_server.url.replace(WORD, "not-the-word")
    path = tmp_path / "limits.sqlite3"
    counts = SharedCounts(f"shared-counts://{path}", valkey=Valkey(url))

    assert [counts.incr("x", 60), counts.incr("x", 60)] == [1, 2]
    counts.close()

    assert [one.getMessage() for one in caplog.records] == [
        "Valkey is away (AuthenticationError): going on without"
    ]
    assert "not-the-word" not in caplog.text
