"""What machines ask: alive, ready, what to leave alone, whom to tell of a hole."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from forum.app import create_app
from forum.core.clock import utcnow
from forum.settings import load_settings
from tests.browser import Browser


@pytest.mark.parametrize(("path", "said"), [("/healthz", "ok"), ("/readyz", "ready")])
def test_the_forum_says_that_it_is_well(guest: Browser, path: str, said: str) -> None:
    page = guest.visit(path)

    assert (page.status, page.html.strip()) == (200, said)
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_forum_without_its_database_lives_but_is_not_ready(tmp_path: Path) -> None:
    nowhere = "sqlite:////nowhere/at/all.sqlite3"
    browser = Browser(create_app(load_settings(home=tmp_path, database_url=nowhere)))

    alive, ready = browser.visit("/healthz"), browser.visit("/readyz")

    assert alive.status == 200
    assert ready.status >= 500
    assert "nowhere" not in ready.html


def test_search_engines_are_kept_from_private_pages(guest: Browser) -> None:
    lines = guest.visit("/robots.txt").html.splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /moderation/", "Disallow: /my"} <= set(lines)


def test_security_txt_names_whom_to_tell(guest: Browser) -> None:
    page = guest.visit("/.well-known/security.txt")

    fields = re.findall(r"^([A-Z][a-z-]+): (\S+)$", page.html, re.MULTILINE)
    assert len(fields) == len(page.html.splitlines())
    said = dict(fields)
    assert said["Contact"] == "mailto:security@example.com"
    assert said["Canonical"] == "http://127.0.0.1:8000/.well-known/security.txt"


def test_security_txt_expires_once_and_within_a_year(guest: Browser) -> None:
    page = guest.visit("/.well-known/security.txt")

    (until,) = re.findall(r"^Expires: (\S+)$", page.html, re.MULTILINE)
    left = datetime.fromisoformat(until) - utcnow()
    assert timedelta(days=30) < left < timedelta(days=365)
