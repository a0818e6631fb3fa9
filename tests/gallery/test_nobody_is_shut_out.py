"""Every page that a picture is taken of can be used by everybody, however it looks."""

from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.gallery import forum as forums
from tests.gallery.conftest import Shown
from tests.gallery.picture import Picture
from tests.gallery.windows import NARROW, SIDEWAYS, WIDE, Windows, set_width

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": TAGS, "resultTypes": ["violations"]}
SEEN = ["color-contrast", "link-in-text-block"]
COLORS = {"runOnly": {"type": "rule", "values": SEEN}}
"""All that can change with the colors of a page that stays as it is."""
LOOKS: tuple[tuple[str, Literal["light", "dark"], Literal["active", "none"]], ...] = (
    ("light", "light", "none"),
    ("dark", "dark", "none"),
    ("forced colors", "light", "active"),
)
SHAPE = """() => Array.from(document.querySelectorAll("body *"), one =>
    one.tagName + one.className + one.checkVisibility()).join()"""
WHOLE = """() => Array.from(document.querySelectorAll("*"), one => [
    one.tagName, one.checkVisibility(), one.checked, one == document.activeElement,
    one.type == "hidden" ? "" : Array.from(one.attributes, at => at.name + at.value),
    Array.from(one.childNodes, node => node.nodeType == Node.TEXT_NODE && node.data),
].join()).join()"""
"""All that is judged of a page, the style sheet apart; forms hide tokens in fields."""
RUN = """options => axe.run(options).then(found => found.violations.map(
    one => one.id + " " + one.nodes.slice(0, 3).map(node => node.target).join(", ")
))"""
IS_THERE = "'axe' in window"
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
PARTS = 4
"""So that several workers share the pages."""


@pytest.mark.timeout(900)
def test_everything_on_the_desk_is_reached_by_keyboard(
    full: Shown, chromium: Browser
) -> None:
    windows = Windows(chromium, full.url, full.world)
    wrong = []
    for picture in full.pictures:
        if picture.name.startswith("moderation-"):
            with windows.showing(picture) as page:
                wrong += [f"{picture.name}: {fault}" for fault in _unreached(page)]
    windows.close()

    assert windows.wrong + wrong == []


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_shuts_anybody_out(full: Shown, chromium: Browser, part: int) -> None:
    assert forums.faults_in(full.world, full.pictures) == []
    assert _wrong(full, full.pictures[part::PARTS], chromium) == []


@pytest.mark.timeout(900)
def test_no_page_of_a_new_forum_shuts_anybody_out(
    new: Shown, chromium: Browser
) -> None:
    assert _wrong(new, new.pictures, chromium) == []


def _wrong(shown: Shown, pictures: list[Picture], chromium: Browser) -> list[str]:
    """Return what is wrong with pages, with and without scripts."""
    windows = Windows(chromium, shown.url, shown.world)
    wrong = []
    for picture in pictures:
        with windows.showing(picture) as page:
            whole, shape = page.evaluate(WHOLE), page.evaluate(SHAPE)
            wrong += [f"{picture.name}, {fault}" for fault in _faults(page)]
            assert page.evaluate(STORES) == [0, 0, 0]
            set_width(page, WIDE)
            # What a script was still at work on may have been seen without its work.
            whole = whole if page.evaluate(WHOLE) == whole else ""
        if picture.act is None:
            with windows.showing(picture, scripts=False) as page:
                faults = _faults_besides(page, whole, shape)
                wrong += [f"{picture.name}, no scripts, {one}" for one in faults]
    windows.close()
    return windows.wrong + wrong


def _faults(page: Page) -> list[str]:
    """Return what is wrong with a page, wide and narrow, in whatever colors."""
    faults = []
    for width in (WIDE, NARROW):
        set_width(page, width)
        for look, scheme, forced in LOOKS:
            page.emulate_media(color_scheme=scheme, forced_colors=forced)
            options = EVERYTHING if look == "light" else COLORS
            faults += [f"{width}, {look}: {one}" for one in _run(page, options)]
    return [*faults, *_sideways(page)]


def _faults_besides(page: Page, whole: str, shape: str) -> list[str]:
    """Return what is wrong with a page besides what was looked at with scripts.

    What they leave as it is was looked at; what has the same shape, in its colors.
    """
    if page.evaluate(SHAPE) != shape:
        return _faults(page)
    is_other = page.evaluate(WHOLE) != whole
    faults = [f"{WIDE}: {one}" for one in _run(page, EVERYTHING)] if is_other else []
    set_width(page, NARROW)
    return [*faults, *_sideways(page)]


def _sideways(page: Page) -> list[str]:
    return ["scrolls sideways"] if page.evaluate(SIDEWAYS) else []


def _run(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate(IS_THERE):
        page.evaluate(AXE_SCRIPT)
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
