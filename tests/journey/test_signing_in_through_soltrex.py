"""Through SolTrex in a real browser: the way there and back, usable by everybody."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.conftest import running
from tests.journey.forum import Forum, Mailbox
from tests.journey.test_everybody_can_use_every_page import STORES, faults_of
from tests.members.oidc.fake import CLIENT, SECRET, Fake, serve

SCHEMES = (("light", 1280), ("dark", 320))


@pytest.fixture
def soltrex() -> Iterator[Fake]:
    """Return an account service, listening."""
    fake = Fake()
    server = serve(fake)
    fake.renew()
    yield fake
    server.shutdown()
    server.server_close()


@pytest.fixture
def shared_forum(tmp_path: Path, mailbox: Mailbox, soltrex: Fake) -> Iterator[Forum]:
    """Start a forum whose accounts live at SolTrex."""
    settings = {
        "FORUM_REGISTRY": "oidc",
        "FORUM_OIDC_ISSUER": soltrex.issuer,
        "FORUM_OIDC_CLIENT_ID": CLIENT,
        "FORUM_OIDC_CLIENT_SECRET": SECRET,
        "FORUM_REGISTRY_PROFILE_URL": "https://my.example.com/{sub}",
        "FORUM_REGISTRY_DEACTIVATE_URL": "https://my.example.com/{sub}/leave",
    }
    with running(tmp_path / "shared", mailbox, "", more=settings) as forum:
        yield forum


def come_back(page: Page, soltrex: Fake) -> None:
    """Be sent to SolTrex by a button, sign in there and come back."""
    page.goto("/sign-in")
    page.get_by_role("button", name="Go on to SolTrex").click()
    page.wait_for_url(f"{soltrex.issuer}/auth**")
    page.goto(soltrex.answer(page.url))


@pytest.mark.timeout(600)
def test_no_page_on_the_way_shuts_anybody_out(
    shared_forum: Forum, soltrex: Fake, chromium: Browser
) -> None:
    wrong: list[str] = []
    for number, (scheme, width) in enumerate(SCHEMES):
        soltrex.person |= {"sub": f"sub-{number}", "preferred_username": "x"}
        soltrex.more = {}
        context = chromium.new_context(
            base_url=shared_forum.url,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        context.set_default_timeout(30_000)
        page = context.new_page()
        for path in ("/sign-in", "/sign-in/local", "/sign-in/back?state=forged&code=1"):
            page.goto(path)
            wrong += faults_of(page, f"{path} {scheme}")
        wrong += _through(page, soltrex, f"roof_{number}", scheme)
        assert page.evaluate(STORES) == [0, 0, 0]
        context.close()

    assert wrong == []


def _through(page: Page, soltrex: Fake, handle: str, scheme: str) -> list[str]:
    """Join, look at what belongs to SolTrex, be closed; return all faults."""
    come_back(page, soltrex)
    wrong = faults_of(page, f"name {scheme}")
    page.get_by_label("User name", exact=False).first.fill(handle)
    page.get_by_role("button", name="Start writing here").click()
    wrong += faults_of(page, f"name, wrong {scheme}")
    page.get_by_label("Month").select_option("5")
    page.get_by_label("Year").fill("1975")
    page.get_by_label("I have read").check()
    page.get_by_role("button", name="Start writing here").click()
    page.wait_for_url("**/")
    page.goto("/sign-in")
    soltrex.person["preferred_username"] = f"new_{handle}"
    come_back(page, soltrex)
    for path in ("/my", "/confirm?next=/my/profile", "/my/handle"):
        page.goto(path)
        wrong += faults_of(page, f"{path} {scheme}")
    page.goto("/my/deactivate")
    page.get_by_role("main").get_by_role("button").first.click()
    come_back(page, soltrex)
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not active here")
    wrong += faults_of(page, f"return {scheme}")
    soltrex.more = {"soltrex_status": "disabled"}
    come_back(page, soltrex)
    wrong += faults_of(page, f"not active at SolTrex {scheme}")
    return wrong


def test_while_soltrex_is_down_the_page_says_why_and_leads_on(
    shared_forum: Forum, soltrex: Fake, chromium: Browser
) -> None:
    soltrex.is_down = True
    context = chromium.new_context(base_url=shared_forum.url)
    page = context.new_page()

    page.goto("/sign-in")
    page.get_by_role("button", name="Go on to SolTrex").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "SolTrex cannot be reached right now"
    )
    assert faults_of(page, "down") == []
    page.get_by_role("link", name="Sign in with its password").click()
    assert urlsplit(page.url).path == "/sign-in/local"
    expect(page.get_by_label("Email or user name")).to_be_visible()
    context.close()
