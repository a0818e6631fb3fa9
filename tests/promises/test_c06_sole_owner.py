"""C6: what is collected stays with the operator; nobody else is reached."""

import socket
from collections.abc import Callable

import pytest
from flask import Flask

from forum.privacy.intermediaries import intermediaries
from forum.settings import load_settings
from tests.browser import PASSWORD, Browser
from tests.offline import SentAway
from tests.promises.conftest import PUBLIC
from tests.promises.pages import all_pages
from tests.world import BODY, TITLE, World

OIDC = {
    "registry": "oidc",
    "oidc_issuer": "https://accounts.example.org",
    "oidc_client_id": "forum",
    "oidc_client_secret": "a secret of the test",
}


def test_no_page_and_no_post_reaches_another_machine(
    rosa: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[object] = []

    def note(*told: object) -> None:
        reached.append(told)
        raise AssertionError(told)

    monkeypatch.setattr(socket, "getaddrinfo", note)
    monkeypatch.setattr(socket, "create_connection", note)

    pages = list(all_pages(rosa, world))
    rosa.visit("/b/performance/new")
    rosa.submit("/b/performance/new", title=TITLE, body=BODY, board="performance")
    rosa.sign_in("rosa", PASSWORD)

    assert len(pages) > 25
    assert reached == []


@pytest.mark.parametrize("host", ["forum.example.org", b"example.org", "192.0.2.7"])
def test_the_whole_suite_runs_without_a_way_out(host: str) -> None:
    with pytest.raises(SentAway, match="is not this machine"):
        socket.getaddrinfo(host, 443)


def test_a_connection_by_number_is_refused_too() -> None:
    with socket.socket() as one, pytest.raises(SentAway):
        one.connect(("192.0.2.7", 443))


def test_by_default_nobody_works_for_the_forum(guest: Browser) -> None:
    page = guest.visit("/privacy/intermediaries")

    assert page.heading == "Who works for us"
    assert "Nobody. Accounts, posts, photos and mail stay" in page.text
    assert not page.soup.select("tbody tr")


def test_whoever_the_settings_name_is_on_the_list(
    public_forum: Callable[..., Flask],
) -> None:
    page = Browser(public_forum(mail="smtps://u:p@mail.example.net:465")).visit(
        "/privacy/intermediaries"
    )

    rows = [row.get_text(" ", strip=True) for row in page.soup.select("tbody tr")]
    assert len(rows) == 1
    assert rows[0].startswith("mail.example.net hands our mail over")
    assert "None of them may keep what they receive" in page.text
    assert "Example Solar Fund alone owns what is collected here" in page.text
    assert "u:p" not in page.html


def test_the_account_service_is_on_the_list() -> None:
    settings = load_settings(**(PUBLIC | OIDC))

    hosts = [one.host for one in intermediaries(settings)]

    assert hosts == ["localhost", "accounts.example.org"]
