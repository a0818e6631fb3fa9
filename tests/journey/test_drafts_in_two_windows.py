"""A draft that is saved while one writes, in two windows, with and without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journey.forum import Forum
from tests.journey.people import People, Person
from tests.journey.test_everybody_can_use_every_page import faults_of

HERE = "Two cells went dark after the storm, and I wonder why."
THERE = "Two cells went dark, and the inverter says nothing."
PLAIN_OR_NOT = pytest.mark.parametrize(
    "has_scripts", [False, True], ids=["plain", "scripts"]
)


@pytest.mark.timeout(600)
@PLAIN_OR_NOT
def test_two_windows_choose_between_their_texts(
    forum: Forum, chromium: Browser, has_scripts: bool
) -> None:
    people = People(chromium, forum.url, has_scripts=has_scripts)
    forum.make_member("mo_mod", "moderator")

    with people.somebody("mo_mod") as mo:
        other = mo.page.context.new_page()
        for page in (mo.page, other):
            page.goto("/b/equipment/new")
        written(Person(other, has_scripts), THERE)
        if has_scripts:
            chosen_by_script(mo)
        else:
            chosen_on_a_page(mo)
        other.goto("/b/equipment/new")
        expect(text_of(other)).to_have_value(HERE)
        expect(other.get_by_text("Draft saved in your account")).to_be_visible()

    assert people.foreign == []


def written(person: Person, text: str) -> None:
    """Write, and see that it is saved: by itself, or by a button."""
    text_of(person.page).fill(text)
    if not person.has_scripts:
        person.page.get_by_role("button", name="Save as draft").click()
    said = person.page.get_by_text("Draft saved in your account").first
    expect(said).to_be_visible()


def chosen_by_script(mo: Person) -> None:
    """A note beside the text asks; nothing is sent before the answer."""
    page = mo.page
    text_of(page).fill(HERE)
    note = page.get_by_role("alert").filter(has_text="A newer draft was saved")
    expect(note).to_be_visible()
    expect(note.get_by_role("link", name="Take theirs")).to_be_visible()
    assert faults_of(page, "draft conflict") == []
    note.get_by_role("button", name="Keep mine").click()
    expect(note).to_be_hidden()
    expect(page.get_by_text("Draft saved in your account")).to_be_visible()
    expect(text_of(page)).to_have_value(HERE)


def chosen_on_a_page(mo: Person) -> None:
    """A page shows both texts; one's own can be changed there and kept."""
    page = mo.page
    text_of(page).fill(HERE)
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "A newer draft was saved in another window"
    )
    expect(page.get_by_label("Text there")).to_have_value(THERE)
    expect(text_of(page)).to_have_value(HERE)
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()


@pytest.mark.timeout(600)
def test_tools_tags_and_names_are_at_hand(forum: Forum, chromium: Browser) -> None:
    people = People(chromium, forum.url, has_scripts=True)
    forum.make_member("mo_mod", "moderator")
    forum.make_member("hillside_barb", "member")

    with people.somebody("mo_mod") as mo:
        page = mo.page
        page.goto("/b/equipment/new")
        text = text_of(page)
        text.fill("tables")
        text.press("Control+a")
        text.press("Control+k")
        expect(text).to_have_value("[tables](https://)")
        text.press("Control+z")
        expect(text).to_have_value("tables")
        text.fill("")
        text.press_sequentially("Ask @hill")
        page.get_by_role("option", name="hillside_barb").wait_for()
        assert faults_of(page, "mentions") == []
        text.press("ArrowDown")
        text.press("Enter")
        expect(text).to_have_value("Ask @hillside_barb ")
        tags = page.get_by_label("Tags", exact=True)
        tags.press_sequentially("snow, net")
        page.get_by_role("option", name="net-metering").click()
        expect(tags).to_have_value("snow, net-metering")

    assert people.errors == []


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^Your text"))
