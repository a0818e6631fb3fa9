"""Every page that a picture is taken of can be used by everybody, however it looks."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.gallery import forum as forums
from tests.gallery.picture import Picture
from tests.gallery.windows import NARROW, SIDEWAYS, Windows, set_width
from tests.journey.conftest import free_port, running
from tests.journey.forum import Mailbox
from tests.world import World

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": TAGS, "resultTypes": ["violations"]}
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
NO_COLORS = EVERYTHING | {"rules": {"color-contrast": {"enabled": False}}}
RUN = """options => axe.run(options).then(found => found.violations.map(
    one => one.id + " " + one.nodes.slice(0, 3).map(node => node.target).join(", ")
))"""
STORES = "[localStorage.length, sessionStorage.length, document.cookie.length]"
NAMED = 'one.type == "radio" ? "radio " + one.name : one.outerHTML'
THERE = f"""all => all.filter(
    one => one.checkVisibility() && one.tabIndex >= 0
).map(one => {NAMED})"""
FOCUSED = f"""() => {{
    const one = document.activeElement;
    const shape = getComputedStyle(one).outlineStyle;
    return [{NAMED}, one.type == "date" || one == document.body || shape != "none"];
}}"""
"""A field for a date shows the focus on its parts."""
CONTROLS = "a[href], button:enabled, input:enabled, select, textarea, summary"
MORE = 8
"""How often Tab is pressed beyond what is there: regions that scroll, the frame."""
OUTCOMES = "outcome-"
"""Pages that are shown in other states too."""
PARTS = 3
"""So that several workers share the pages."""
Full = tuple[str, World, list[Picture]]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    """Return the address of a forum with everything in it, and what to open there."""
    home, mailbox = tmp_path_factory.mktemp("gallery"), Mailbox(free_port())
    mailbox.start()
    with forums.at_home(home) as world:
        pictures = forums.filled(world)
        with running(home, mailbox, "") as served:
            yield served.url, world, pictures
    mailbox.stop()


@pytest.mark.timeout(300)
def test_everything_on_the_desk_is_reached_by_keyboard(
    full: Full, chromium: Browser
) -> None:
    url, world, pictures = full
    windows = Windows(chromium, url, world)
    wrong = []
    for picture in pictures:
        if picture.name.startswith("moderation-"):
            with windows.showing(picture) as page:
                wrong += [f"{picture.name}: {fault}" for fault in _unreached(page)]
    windows.close()

    assert windows.wrong + wrong == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_shuts_anybody_out(full: Full, chromium: Browser, part: int) -> None:
    url, world, pictures = full
    windows = Windows(chromium, url, world, AXE_SCRIPT)
    wrong = forums.faults_in(world, pictures)
    for picture in pictures[part::PARTS]:
        with windows.showing(picture) as page:
            wrong += [f"{picture.name} {fault}" for fault in _faults(page)]
            assert page.evaluate(STORES) == [0, 0, 0]
        if picture.act is None and not picture.name.startswith(OUTCOMES):
            with windows.showing(picture, scripts=False) as page:
                faults = _run(page, NO_COLORS)
                wrong += [f"{picture.name} without scripts {one}" for one in faults]
    windows.close()

    assert windows.wrong + wrong == []


def _faults(page: Page) -> list[str]:
    """Return what is wrong with a page, wide, narrow, light, dark, in forced colors."""
    faults = [f"light, wide: {one}" for one in _run(page, EVERYTHING)]
    page.emulate_media(forced_colors="active")
    faults += [f"forced colors: {one}" for one in _run(page, COLORS)]
    page.emulate_media(color_scheme="dark", forced_colors="none")
    set_width(page, NARROW)
    faults += [f"dark, narrow: {one}" for one in _run(page, EVERYTHING)]
    if page.evaluate(SIDEWAYS):
        faults.append("scrolls sideways")
    return faults


def _run(page: Page, options: dict[str, Any]) -> list[str]:
    found: list[str] = page.evaluate(RUN, options)
    return found


def _unreached(page: Page) -> list[str]:
    """Return what the Tab key does not come to, or comes to without showing it."""
    reached = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(page.locator(CONTROLS).count() + MORE):
        page.keyboard.press("Tab")
        name, is_shown = page.evaluate(FOCUSED)
        reached.add(name)
        if not is_shown:
            return [f"no focus is seen at {name[:200]}"]
    there = page.locator(CONTROLS).evaluate_all(THERE)
    return [f"not reached: {one[:200]}" for one in there if one not in reached]
