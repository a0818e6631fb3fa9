"""Signing in by passkey and by an app's code, in a real browser with a real device."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import PASSWORD
from tests.journey.conftest import running
from tests.journey.forum import Forum, Mailbox
from tests.journey.people import People
from tests.members.devices import Phone

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def named_forum(tmp_path: Path, mailbox: Mailbox) -> Iterator[Forum]:
    """Start a forum that is reached under a name, as passkeys want it."""
    with running(tmp_path / "named", mailbox, "", host="localhost") as forum:
        yield forum


def give_device(page: Page) -> None:
    """Give a browser a device that makes passkeys and knows its owner."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def press(page: Page, name: str) -> None:
    """Press the one button of the page with this name."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def test_a_passkey_is_made_and_signs_in(named_forum: Forum, chromium: Browser) -> None:
    named_forum.make_member("rosa", "member")
    people = People(chromium, named_forum.url, has_scripts=True)
    with people.somebody("rosa") as rosa:
        page = rosa.page
        give_device(page)
        page.goto("/my/security/passkeys")
        page.get_by_label("A name for it").fill("my laptop")
        press(page, "Add a passkey")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Keep your recovery codes"
        )
        page.get_by_role("link", name="I have kept them").click()
        expect(page.get_by_role("main")).to_contain_text("1 passkey")
        page.get_by_role("banner").get_by_role("button", name="Sign out").click()

        page.goto("/sign-in?next=/my/sessions")
        press(page, "Use a passkey")

        expect(page.get_by_role("heading", level=1)).to_have_text("Your sessions")
        assert urlsplit(page.url).path == "/my/sessions"
    assert people.foreign == []
    assert people.errors == []


def test_who_stops_the_device_is_told_and_can_go_on(
    named_forum: Forum, chromium: Browser
) -> None:
    people = People(chromium, named_forum.url, has_scripts=True)
    with people.somebody() as guest:
        guest.page.goto("/sign-in")
        give_device(guest.page)  # it has no passkey of ours

        press(guest.page, "Use a passkey")

        expect(guest.page.get_by_role("alert")).to_contain_text("did not answer")
        expect(guest.page.get_by_label("Password")).to_be_visible()


def test_without_scripts_the_app_is_the_second_step(
    named_forum: Forum, chromium: Browser
) -> None:
    named_forum.make_member("rosa", "member")
    people = People(chromium, named_forum.url, has_scripts=False)
    with people.somebody("rosa") as rosa:
        page = rosa.page
        page.goto("/my/security/passkeys")
        expect(page.get_by_text("Passkeys need scripts")).to_be_visible()
        page.goto("/my/security/app")
        press(page, "Begin")
        phone = Phone(
            page.get_by_text(re.compile("^Key:")).locator("code").inner_text()
        )
        page.get_by_role("textbox", name="Code").fill(phone.code())
        press(page, "Turn it on")
        expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(10)
    with people.somebody() as again:
        again.sign_in("rosa", PASSWORD)
        expect(again.page.get_by_role("heading", level=1)).to_have_text("Second step")
        again.page.get_by_role("textbox", name="Code").fill(
            phone.code(timedelta(seconds=30))
        )
        press(again.page, "Sign in")
        again.page.goto("/my")
        expect(again.page.get_by_role("heading", level=1)).to_have_text("My SolTrex")
    assert people.foreign == []


def test_two_minutes_before_the_end_one_is_asked_whether_to_stay(
    named_forum: Forum, chromium: Browser
) -> None:
    named_forum.make_member("rosa", "member")
    people = People(chromium, named_forum.url, has_scripts=True)
    with people.somebody("rosa") as rosa:
        page = rosa.page
        page.clock.install()
        page.goto("/my")
        notice = page.get_by_text("You will be signed out in two minutes")
        page.clock.run_for("11:57:00")
        expect(notice).to_be_hidden()
        page.clock.run_for("00:02:00")
        expect(notice).to_be_visible()

        with page.expect_response("**/my/stay") as answer:
            page.get_by_role("button", name="Stay signed in").click()

        assert answer.value.status == 204
        expect(notice).to_be_hidden()
        page.clock.run_for("12:01:00")
        expect(page.get_by_text("You were signed out, because")).to_be_visible()
    assert people.errors == []
