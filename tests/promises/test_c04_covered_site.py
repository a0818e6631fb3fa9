"""C4: the statement names the site it covers; the forum answers under no other name."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from forum.settings import BadSettings, load_settings
from tests.browser import Browser
from tests.promises.conftest import NAVIGATION, PUBLIC
from tests.world import Outbox, World, words_of

HOST = re.compile(r"https?://([\w.-]+)")


def test_the_statement_names_the_address_of_the_forum(
    public_forum: Callable[..., Flask],
) -> None:
    page = Browser(public_forum()).visit("/privacy")

    assert "This statement covers https://forum.example.com" in page.text
    assert set(HOST.findall(page.text)) == {"forum.example.com"}


def test_the_page_names_only_hosts_of_the_settings(
    public_forum: Callable[..., Flask],
) -> None:
    page = Browser(public_forum(**NAVIGATION)).visit("/privacy")

    assert set(HOST.findall(page.html)) == {"forum.example.com", "www.example.com"}


@pytest.mark.parametrize("path", ["/", "/privacy", "/terms", "/sign-in", "/nowhere"])
def test_under_another_name_the_forum_does_not_answer(
    public_forum: Callable[..., Flask], path: str
) -> None:
    client = public_forum().test_client()

    other = client.get(path, headers={"Host": "forum.example.net"})

    assert other.status_code == 400
    assert other.get_data(as_text=True).startswith("This forum does not answer under")


SITE = "https://www.example.com/privacy-policy"


@pytest.mark.parametrize("path", ["/", "/about", "/register", "/nowhere", "/my"])
def test_a_statement_of_the_site_may_stand_for_ours(
    public_forum: Callable[..., Flask], path: str
) -> None:
    page = Browser(public_forum(policy_url=SITE)).visit(path)

    foot = page.soup.select("footer a")
    assert [str(a["href"]) for a in foot if a.get_text() == "Privacy Policy"] == [SITE]
    assert "/privacy" not in {str(a["href"]) for a in page.soup.select("main a")}


def test_our_page_says_that_the_other_one_holds(
    public_forum: Callable[..., Flask],
) -> None:
    page = Browser(public_forum(policy_url=SITE)).visit("/privacy")

    assert page.status == 200
    assert page.link(SITE) == SITE
    assert "This statement covers https://forum.example.com" in page.text
    assert "privacy@example.com" in page.text
    for label in ("What we keep about you", "How long we keep things", "Cookies"):
        assert page.link(label).startswith("/privacy/")
    assert set(HOST.findall(page.text)) == {"forum.example.com", "www.example.com"}


def test_letters_lead_to_the_other_one_too(public_forum: Callable[..., Flask]) -> None:
    app = public_forum(policy_url=SITE)
    outbox = app.extensions["mail"] = Outbox()
    world = World(app, outbox)
    world.member("rosa")
    browser = Browser(app)
    browser.visit("/reset")
    browser.submit("/reset", email="rosa@example.com")
    world.run_jobs()

    (mail,) = outbox.mails
    assert f"Privacy Policy: {SITE}" in words_of(mail)


@pytest.mark.parametrize("address", ["http://www.example.com/", "privacy", "//x/y"])
def test_only_a_safe_address_may_stand_for_ours(address: str) -> None:
    with pytest.raises(BadSettings, match="FORUM_POLICY_URL"):
        load_settings(**PUBLIC, policy_url=address)
