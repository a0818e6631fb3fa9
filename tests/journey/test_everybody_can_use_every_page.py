"""Writing, light and dark, wide and narrow: readable and usable by everybody."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journey.forum import Forum

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STORES = "[localStorage.length, sessionStorage.length, document.cookie.length]"
DRAFT = "Call (413) 555-0142, sunnyridge@example.com. Card 4539 5787 6362 1486."


@pytest.mark.timeout(600)
def test_what_is_found_in_a_draft_shuts_nobody_out(
    demo_forum: Forum, chromium: Browser
) -> None:
    wrong: list[str] = []
    for page, scheme in opened(demo_forum, chromium, "sunnyridge"):
        page.goto("/b/equipment/new")
        page.get_by_label("Title").fill("Three microinverters stopped: who comes?")
        page.get_by_role("textbox", name="Your text", exact=True).fill(DRAFT)
        page.get_by_role("button", name="Mask it").first.wait_for()
        wrong += faults_of(page, f"composer {scheme}")
        card = page.get_by_role("listitem").filter(has_text="It cannot stay in a post.")
        assert card.get_by_role("button").count() == 2
        assert "false" not in card.inner_text()
        page.get_by_role("button", name=re.compile("Check .* and post")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Check what will be public"
        )
        wrong += faults_of(page, f"confirmation {scheme}")
        page.context.close()

    assert wrong == []


def test_a_thread_is_opened_by_keyboard_alone(
    demo_forum: Forum, chromium: Browser
) -> None:
    page, _ = next(opened(demo_forum, chromium, "sunnyridge"))
    page.goto("/b/equipment/new")

    tab_to(page, "Title")
    page.keyboard.type("Which torque for a mid clamp on wood?")
    tab_to(page, "Your text")
    page.keyboard.type("The sheet says 16 Nm. Reach me at (413) 555-0142.")
    page.get_by_role("button", name="Mask it").wait_for()
    tab_to(page, "Mask it")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Nothing left to check").wait_for()
    page.get_by_role("textbox", name="Your text", exact=True).focus()
    tab_to(page, "Post")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Which torque for a mid clamp on wood?"
    )
    expect(page.get_by_text("phone number masked")).to_be_visible()
    page.context.close()


def opened(forum: Forum, chromium: Browser, handle: str) -> Iterator[tuple[Page, str]]:
    """Open a browser for each scheme and width; a member is signed in."""
    for scheme, width in (("light", 1280), ("dark", 320)):
        context = chromium.new_context(
            base_url=forum.url,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        context.set_default_timeout(30_000)
        page = context.new_page()
        if handle:
            page.goto("/sign-in")
            page.get_by_label("Email or user name").fill(handle)
            page.get_by_label("Password").fill(forum.demo_password)
            page.get_by_role("main").get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/")
        yield page, f"{scheme} {width}"


def faults_of(page: Page, name: str) -> list[str]:
    """Return what keeps somebody from using a page."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    faults = [
        f"{name}: {one['id']} {[node['target'] for node in one['nodes']][:3]}"
        for one in found
    ]
    scrolls = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*faults, f"{name}: scrolls sideways"] if scrolls else faults


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something with this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count():
            said = "e => (e.labels?.[0] ?? e).textContent.trim()"
            if str(page.evaluate(said, focused.element_handle())).startswith(name):
                return
    raise AssertionError(f"the keyboard does not reach “{name}”")
