"""C36: questions about security have an address, in security.txt (RFC 9116)."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from forum.core.clock import utcnow
from forum.settings import BadSettings, load_settings
from tests.browser import Browser
from tests.promises.conftest import PUBLIC

FILE = "/.well-known/security.txt"
LINE = re.compile(r"([A-Z][A-Za-z-]*): (\S+)")


def fields(browser: Browser) -> dict[str, list[str]]:
    """Return what security.txt says, by field; every line is one."""
    answer = browser.client.get(FILE)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    found: dict[str, list[str]] = {}
    for line in answer.get_data(as_text=True).splitlines():
        match = LINE.fullmatch(line)
        assert match, line
        found.setdefault(match[1], []).append(match[2])
    return found


def expiry(browser: Browser) -> datetime:
    """Return when security.txt ends."""
    (said,) = fields(browser)["Expires"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said)
    return datetime.fromisoformat(said)


def checked(app: Flask) -> tuple[bool, str]:
    """Return what `doctor` says about security.txt."""
    done = app.test_cli_runner().invoke(args=["doctor", "--json"])
    (one,) = [one for one in json.loads(done.output) if one["what"] == "security.txt"]
    return one["is_well"], one["says"]


def test_the_file_says_what_the_standard_wants(
    public_forum: Callable[..., Flask],
) -> None:
    said = fields(Browser(public_forum()))

    assert said["Contact"] == ["mailto:security@example.com"]
    assert said["Canonical"] == [f"https://forum.example.com{FILE}"]
    assert said["Policy"] == ["https://forum.example.com/security"]
    assert len(said["Expires"]) == 1


def test_it_ends_in_the_future_and_within_a_year(
    public_forum: Callable[..., Flask],
) -> None:
    left = expiry(Browser(public_forum())) - utcnow()

    assert timedelta(days=30) < left < timedelta(days=365)


@pytest.mark.parametrize(
    ("days", "held"), [(200, 200), (31, 31), (364, 364), (800, 364)]
)
def test_it_ends_on_the_day_of_the_settings_but_within_a_year(
    public_forum: Callable[..., Flask], days: int, held: int
) -> None:
    today = utcnow().date()
    app = public_forum(security_until=str(today + timedelta(days=days)))

    assert expiry(Browser(app)).date() == today + timedelta(days=held)


def test_a_day_that_has_passed_is_not_made_longer(
    public_forum: Callable[..., Flask],
) -> None:
    app = public_forum(security_until="2026-12-31")

    with time_machine.travel(datetime(2027, 2, 1, tzinfo=UTC)):
        assert expiry(Browser(app)).date() == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("left", "is_well", "says"),
    [
        (200, True, "holds until"),
        (31, True, "holds until"),
        (30, False, "ends on"),
        (1, False, "ends on"),
        (0, False, "ended on"),
        (-5, False, "ended on"),
    ],
)
def test_the_operator_is_warned_thirty_days_ahead(
    public_forum: Callable[..., Flask], left: int, is_well: bool, says: str
) -> None:
    until = utcnow().date() + timedelta(days=left)

    well, said = checked(public_forum(security_until=until.isoformat()))

    assert well is is_well
    assert f"{says} {until.isoformat()}" in said
    assert ("FORUM_SECURITY_UNTIL" in said) is not is_well


def test_without_a_day_it_is_renewed_by_itself(
    public_forum: Callable[..., Flask],
) -> None:
    app = public_forum()

    with time_machine.travel(utcnow() + timedelta(days=900)):
        assert expiry(Browser(app)) > utcnow() + timedelta(days=30)
        assert checked(app)[0]


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(BadSettings, match="FORUM_SECURITY_UNTIL"):
        load_settings(**PUBLIC, security_until="next spring")


def test_the_page_about_security_names_the_address(
    public_forum: Callable[..., Flask],
) -> None:
    page = Browser(public_forum()).visit("/security")

    assert page.heading == "How we protect what we keep"
    assert page.link("security@example.com") == "mailto:security@example.com"
    assert page.link("security.txt") == FILE
    assert "No measure is proof against everything" in page.text
    headings = [one.get_text() for one in page.soup.select("main h2")]
    assert headings == ["What we do", "What that cannot do", "Found a hole?"]


@pytest.mark.parametrize("path", ["/contact", "/privacy"])
def test_the_page_is_found(guest: Browser, path: str) -> None:
    assert guest.visit(path).link("How we protect what we keep") == "/security"
