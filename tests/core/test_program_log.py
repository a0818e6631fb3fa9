"""The program's own log: JSON lines of listed fields, about nobody in particular."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine

from forum.app import create_app
from forum.core.clock import utcnow
from forum.core.events import Event, note
from forum.core.limits import code_of
from forum.core.program_log import FIELDS, JsonLines
from forum.settings import load_settings
from tests.browser import PASSWORD, Browser
from tests.core.logs import come_as
from tests.members.devices import with_app
from tests.world import World

ADDRESS = "192.0.2.71"
SHAPES = {
    "ts": r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z",
    "level": "INFO|WARNING|ERROR|CRITICAL",
    "source": r"[A-Za-z_.]+",
    "says": ".+",
    "failed": r"\w+ at .+",
    "event": "|".join(event.value for event in Event),
    "route": r"-|/[a-z./<>_:(), -]*",
    "method": "GET|HEAD|POST",
    "status": "400|401|403|429",
    "steps": "1|2",
    "member": "-|[0-9a-f]{16}",
}


class Log:
    """What was written since the test began."""

    def __init__(self) -> None:
        self.written = StringIO()

    def lines(self) -> list[dict[str, Any]]:
        """Return each line."""
        return [json.loads(line) for line in self.written.getvalue().splitlines()]

    def events(self) -> list[dict[str, Any]]:
        """Return each line about the door."""
        return [line for line in self.lines() if "event" in line]


@pytest.fixture
def log() -> Iterator[Log]:
    """Write the log as the program does, where the test can read it."""
    log = Log()
    handler = logging.StreamHandler(log.written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield log
    root.removeHandler(handler)
    root.setLevel(before)


def wrong(line: dict[str, Any]) -> list[str]:
    """Return the fields that should not be there, or not like this."""
    return [
        name
        for name, value in line.items()
        if not re.fullmatch(SHAPES.get(name, "never"), str(value))
    ]


def test_a_line_has_the_listed_fields_and_no_other(log: Log) -> None:
    more = {"event": "refused", "address": ADDRESS, "handle": "rosa"}
    logging.getLogger("forum.somewhere").warning("the %s is away", "bucket", extra=more)

    (line,) = log.lines()
    assert list(FIELDS) == list(SHAPES)
    assert not wrong(line)
    assert {**line, "ts": ""} == {
        "ts": "",
        "level": "WARNING",
        "source": "forum.somewhere",
        "says": "the bucket is away",
        "event": "refused",
    }


def test_the_time_is_that_of_greenwich(log: Log) -> None:
    with time_machine.travel("2026-07-01T12:00:05-04:00", tick=False):
        logging.getLogger("forum").info("it is noon in New York")

    assert log.lines()[0]["ts"] == "2026-07-01T16:00:05Z"


def test_nobody_adds_a_line(log: Log) -> None:
    logging.getLogger("forum").info('one\n{"level":"ERROR"}\r\u2028\x1b[31mtwo')

    assert len(log.written.getvalue().splitlines()) == 1
    assert "\x1b" not in log.written.getvalue()


def test_of_what_others_say_nothing_is_filled_in(log: Log) -> None:
    others = logging.getLogger("gunicorn.error")
    others.error("Error handling request %s", "/reset/secret-link")
    others.error(ValueError("secret-link"))
    others.error(f"Invalid request from ip={ADDRESS}")

    first, *others_filled_in = [line["says"] for line in log.lines()]
    assert first == "Error handling request %s"
    assert len(others_filled_in) == 2
    for place in others_filled_in:
        assert re.fullmatch(r".+test_program_log\.py:\d+", place)


def test_of_an_error_its_kind_and_place_are_told(log: Log) -> None:
    try:
        int("words of a member")
    except ValueError:
        logging.getLogger("sqlalchemy.pool").exception("the connection is lost")

    (line,) = log.lines()
    assert re.fullmatch(r"ValueError at .+test_program_log\.py:\d+", line["failed"])
    assert "words of a member" not in log.written.getvalue()
    assert len(log.written.getvalue().splitlines()) == 1


def test_signing_in_and_out_are_told(guest: Browser, world: World, log: Log) -> None:
    world.member("rosa")
    come_as(guest, ADDRESS).sign_in("rosa", "not the password at all")
    guest.sign_in("rosa")
    guest.visit("/my")
    guest.submit("/sign-out")

    wrong_one, came, left = log.events()
    assert not [line for line in log.events() if wrong(line)]
    assert (wrong_one["event"], wrong_one["level"]) == ("wrong password", "WARNING")
    assert "member" not in wrong_one
    assert (came["event"], came["steps"], came["route"]) == (
        "signed in",
        1,
        "/sign-in",
    )
    assert (left["event"], left["member"]) == ("signed out", came["member"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", came["ts"])
    for word in ("rosa", ADDRESS, "192.0.2", PASSWORD, "not the password"):
        assert word not in log.written.getvalue()


def test_a_wrong_second_step_is_told(rosa: Browser, guest: Browser, log: Log) -> None:
    phone, _ = with_app(rosa)
    guest.sign_in("rosa")
    guest.submit("/sign-in/second-step", code="000000")
    guest.submit("/sign-in/second-step", code=phone.code(timedelta(seconds=30)))

    missed, came = log.events()
    assert missed["event"] == "wrong code"
    assert (came["event"], came["steps"]) == ("signed in", 2)


def test_a_wrong_passkey_is_told(guest: Browser, log: Log) -> None:
    token = guest.visit("/sign-in").values("/sign-in")["csrf_token"]
    guest.post("/sign-in/passkey", {"csrf_token": token, "credential": "{}"})

    assert [line["event"] for line in log.events()] == ["wrong passkey"]


def test_who_is_refused_is_told_with_what_they_wanted(
    guest: Browser, rosa: Browser, log: Log
) -> None:
    guest.visit("/my")
    rosa.visit("/moderation/queue")
    rosa.post("/t/1/reply", {"body": "x"})
    rosa.post("/my/look", {}, headers={"Sec-Fetch-Site": "cross-site"})

    told = [(line["route"], line["method"], line["status"]) for line in log.events()]
    assert told == [
        ("/my", "GET", 401),
        ("/moderation/queue", "GET", 403),
        ("/t/<int:thread_id>/reply", "POST", 400),
        ("/my/look", "POST", 403),
    ]
    assert ["member" in line for line in log.events()] == [False, True, True, True]
    assert not [line for line in log.events() if wrong(line)]


def test_who_is_asked_to_wait_is_told(guest: Browser, log: Log) -> None:
    for _ in range(12):
        page = guest.sign_in("rosa", "not the password at all")

    assert page.status == 429
    last = log.events()[-1]
    assert (last["event"], last["status"]) == ("limited", 429)
    assert not wrong(last)


def test_a_member_has_another_code_each_day(tmp_path: Path) -> None:
    app = create_app(load_settings(home=tmp_path))

    with app.app_context(), time_machine.travel(utcnow(), tick=False) as clock:
        today, again = code_of("member 7"), code_of("member 7")
        clock.shift(timedelta(hours=25))
        tomorrow = code_of("member 7")

    assert today == again != tomorrow


def test_a_code_that_cannot_be_made_takes_nothing_away(
    tmp_path: Path, log: Log
) -> None:
    counts = tmp_path / "limits.sqlite3"
    counts.write_bytes(b"no database at all" * 100)
    app = create_app(load_settings(home=tmp_path))

    with app.test_request_context("/about"):
        note(Event.REFUSED, 7, status=403)
    counts.unlink()  # tests after this one count there

    assert [line["member"] for line in log.events()] == ["-"]
