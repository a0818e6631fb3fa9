"""How often is counted for a while, under keys that nobody can read or keep."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from forum.app import create_app
from forum.core import limits
from forum.core.clock import utcnow
from forum.core.counts import CountsFile
from forum.core.db import db
from forum.core.limits import count, network_key, spent, used
from forum.settings import load_settings
from forum.site.first_run import make_ready
from tests.browser import Browser

LIMIT = "3 per 15 minutes"
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def _key(app: Flask, address: str) -> str:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        return network_key()


def _bytes(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.glob("limits.sqlite3*"))


def test_a_limit_is_used_up_and_is_free_again_after_its_window(app: Flask) -> None:
    with app.app_context(), time_machine.travel(NOON, tick=False) as clock:
        limits.limiter.reset()
        for _ in range(3):
            assert spent(LIMIT, "rosa") == 0
            count(LIMIT, "rosa")
        wait, others = spent(LIMIT, "rosa"), spent(LIMIT, "ken")
        clock.shift(timedelta(minutes=16))

        assert 0 < wait <= 15 * 60
        assert others == 0
        assert spent(LIMIT, "rosa") == 0


def test_what_was_counted_can_be_asked(app: Flask) -> None:
    with app.app_context():
        before = used(LIMIT, "rosa")
        count(LIMIT, "rosa")

        assert (before, used(LIMIT, "rosa"), used(LIMIT, "ken")) == (0, 1, 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.99", True),
        ("203.0.113.7", "198.51.100.7", False),
        ("2001:db8:1::1", "2001:db8:1:ffff::9", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
    ],
)
def test_a_network_is_known_by_a_hash(
    app: Flask, one: str, other: str, same: bool
) -> None:
    keys = _key(app, one), _key(app, other)

    assert (keys[0] == keys[1]) is same
    assert not set(keys) & {one, other}
    assert all(len(key) == 16 for key in keys)


def test_the_key_of_all_hashes_is_a_new_one_every_day(tmp_path: Path) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        counts = CountsFile(f"counts://{tmp_path / 'limits.sqlite3'}")
        first = counts.rotating_key()
        clock.shift(timedelta(hours=23))
        same = counts.rotating_key()
        clock.shift(timedelta(hours=2))
        second = counts.rotating_key()
        kept = _bytes(tmp_path)
        counts.close()

    assert first == same != second
    assert second in kept
    assert first not in kept


def test_counts_of_yesterday_are_deleted(tmp_path: Path) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        counts = CountsFile(f"counts://{tmp_path / 'limits.sqlite3'}")
        counts.incr("yesterday", 60)
        clock.shift(timedelta(days=1, seconds=1))
        counts.rotating_key()
        counts.close()

    assert b"yesterday" not in _bytes(tmp_path)


def test_a_count_begins_anew_when_its_window_is_over(tmp_path: Path) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        counts = CountsFile(f"counts://{tmp_path / 'limits.sqlite3'}")
        first = [counts.incr("x", 60), counts.incr("x", 60, 2), counts.get("x")]
        clock.shift(61)
        over = counts.get("x")
        second = counts.incr("x", 60)
        counts.close()

    assert first == [1, 3, 3]
    assert (over, second) == (0, 1)


def test_processes_of_one_machine_share_their_counts(tmp_path: Path) -> None:
    one, other = (CountsFile(f"counts://{tmp_path / 'l.sqlite3'}") for _ in range(2))

    told = [one.incr("x", 60), other.incr("x", 60)]
    key = one.rotating_key(), other.rotating_key()
    one.clear("x")
    left = other.get("x")
    one.close()
    other.close()

    assert told == [1, 2]
    assert key[0] == key[1]
    assert left == 0


def test_no_address_and_no_login_stands_in_the_file(tmp_path: Path) -> None:
    app = create_app(load_settings(home=tmp_path))
    with app.app_context():
        make_ready(utcnow())
        db.session.remove()
    guest = Browser(app)
    guest.client.environ_base["REMOTE_ADDR"] = "203.0.113.77"

    page = guest.sign_in("rosa_the_homeowner", "a wrong password of hers")

    stored = _bytes(tmp_path)
    assert page.status == 422
    assert b"LIMITER" in stored
    for part in (b"203.0.113", b"rosa_the_homeowner", b"wrong password"):
        assert part not in stored


def test_many_requests_are_asked_to_wait(app: Flask) -> None:
    guest = Browser(app)
    page = guest.visit("/reset")

    for _ in range(11):
        guest.visit("/reset")
        page = guest.submit("/reset", email="nobody@example.com")

    assert page.status == 429
    assert int(page.headers["Retry-After"]) > 0
    assert "Please wait" in page.text
