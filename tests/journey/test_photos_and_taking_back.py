"""Photos from choosing to destroying, by people with and without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from forum.boards.rules import PAUSE
from forum.images.rules import BYTES_MAX
from tests.images.pictures import FIXTURES
from tests.journey.forum import Forum
from tests.journey.people import PHONE, People, Person
from tests.journey.test_everybody_can_use_every_page import faults_of, opened, tab_to

TITLE = "Dark cells in the lower row: is this hail?"
BODY = "Two cells by the Quincebury chimney went dark after the storm."
SHOWN = f"Lower row of our roof, call {PHONE}"
MASKED = "Lower row of our roof, call [phone number masked]"
ROOF = FIXTURES / "gps.jpg"
HUGE = {
    "name": "roof.jpg",
    "mimeType": "image/jpeg",
    "buffer": b"\0" * (BYTES_MAX + 1),
}
PLAIN_OR_NOT = pytest.mark.parametrize(
    "has_scripts", [False, True], ids=["plain", "scripts"]
)


@pytest.mark.timeout(600)
@PLAIN_OR_NOT
def test_a_photo_is_described_masked_posted_and_taken_back(
    forum: Forum, chromium: Browser, has_scripts: bool
) -> None:
    people = People(chromium, forum.url, has_scripts=has_scripts)
    forum.make_member("mo_mod", "moderator")

    with people.somebody("mo_mod") as mo:
        begun_with_a_photo(mo)
        described_with_a_number_that_is_masked(mo)
        assert forum.places_with("555-0142") == []
        thread, photo = posted(mo)
        seen_by_a_guest(people, thread, photo)
        taken_back(mo, thread)

    gone_for_everybody(people, thread, photo)
    assert forum.wait_until_gone("Quincebury") == []
    assert people.foreign == []
    assert people.errors == []


def begun_with_a_photo(mo: Person) -> None:
    """The text stays while a photo is added, and the page is at the photo again."""
    page = mo.page
    page.goto("/b/equipment/new")
    page.get_by_label("Title").fill(TITLE)
    text_of(page).fill(BODY)
    page.locator("[name=photos]").set_input_files(ROOF)
    if not mo.has_scripts:
        page.get_by_role("button", name="Add", exact=True).click()
    shown = page.get_by_label("What does the photo show?")
    expect(shown).to_be_in_viewport()
    expect(page).to_have_url(re.compile("#photo-list$"))
    if mo.has_scripts:
        expect(shown).to_be_focused()
    expect(text_of(page)).to_have_value(BODY)
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    expect(page.get_by_text("Location removed")).to_be_visible()
    card = page.get_by_role("listitem").filter(has_text="Nothing for you to do.")
    expect(card).to_contain_text("The photo file said where it was taken.")


def described_with_a_number_that_is_masked(mo: Person) -> None:
    """What is said about a photo is looked into like everything else."""
    page = mo.page
    shown = page.get_by_label("What does the photo show?")
    shown.fill(SHOWN)
    if mo.has_scripts:
        card = page.get_by_role("listitem").filter(has_text="In what you say a photo")
        card.get_by_role("button", name="Mask it").click()
        expect(shown).to_have_value(MASKED)
        page.get_by_role("heading", name="Nothing left to check").wait_for()
        mo.send()
        return
    mo.send()
    group = page.get_by_role("group", name="Phone number", exact=True)
    expect(group).to_contain_text("In what you say a photo shows")
    expect(group.get_by_label("Mask it")).to_be_checked()


def posted(mo: Person) -> tuple[str, str]:
    """Return the addresses of the thread and of the photo in it."""
    page = mo.page
    page.get_by_label("I know that what I post is public").check()
    page.get_by_role("button", name=re.compile("^Post")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    told = page.get_by_role("status").filter(has_text="Your post is public.")
    expect(told).to_contain_text("One detail was masked.")
    photo = page.get_by_role("link", name=MASKED)
    expect(photo).to_be_visible()
    return page.url, str(photo.get_attribute("href"))


def seen_by_a_guest(people: People, thread: str, photo: str) -> None:
    """A guest sees the photo, small in the post and large behind it."""
    with people.somebody() as guest:
        guest.page.goto(thread)
        small = guest.page.get_by_role("img", name=MASKED)
        expect(small).to_be_visible()
        if guest.has_scripts:
            guest.page.wait_for_load_state("networkidle")
            assert small.evaluate("one => one.naturalWidth > 0")
        large = guest.page.request.get(photo)
        assert large.ok
        assert b"GPS" not in large.body()
        assert b"Exif" not in large.body()


def taken_back(mo: Person, thread: str) -> None:
    """Words and the photo are destroyed; the receipt says that nothing is left."""
    page = mo.page
    page.goto(thread)
    page.get_by_role("link", name="Take back words, photos or files of post 1").click()
    page.get_by_label("Other words, one passage a line").fill("Quincebury")
    page.get_by_label(f"Photo 1: {MASKED}").check()
    page.get_by_role("button", name="Show what will be left").click()
    left = page.get_by_role("region", name="This is what will be left")
    expect(left).to_contain_text("taken back by its author")
    expect(left).to_contain_text("1 photo and its files go.")
    page.get_by_role("button", name="Take it back for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken back")
    expect(page.get_by_role("status").first).to_contain_text("Nothing of it is left")


def gone_for_everybody(people: People, thread: str, photo: str) -> None:
    """Neither words nor photo come back, whoever asks."""
    for handle in ("", "mo_mod"):
        with people.somebody(handle) as reader:
            assert reader.page.request.get(photo).status == 404
            reader.page.goto(thread)
            expect(reader.page.get_by_text("went dark")).to_be_visible()
            expect(reader.page.get_by_text("Quincebury")).to_have_count(0)
            expect(reader.page.locator(".post__b img")).to_have_count(0)


def test_what_is_too_large_is_said_before_it_is_sent(
    demo_forum: Forum, chromium: Browser
) -> None:
    page, _ = next(opened(demo_forum, chromium, "sunnyridge"))
    page.goto("/b/equipment/new")
    text_of(page).fill(BODY)
    field = page.locator("[name=photos]")

    field.set_input_files(HUGE)  # type: ignore[arg-type]

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("This file is larger than 10 MB")
    expect(field).to_have_accessible_description(re.compile("larger than 10 MB"))
    expect(field).to_have_value("")
    expect(page).to_have_url(re.compile("/new$"))
    field.set_input_files(ROOF)
    expect(page.get_by_label("What does the photo show?")).to_be_visible()
    expect(alert).to_have_count(0)
    expect(text_of(page)).to_have_value(BODY)
    page.context.close()


def test_the_enter_key_never_takes_a_photo_away(
    demo_forum: Forum, chromium: Browser
) -> None:
    page, _ = next(opened(demo_forum, chromium, "sunnyridge"))
    page.goto("/b/equipment/new")
    page.locator("[name=photos]").set_input_files(ROOF)
    shown = page.get_by_label("What does the photo show?")

    shown.fill("A roof")
    shown.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Write a title")
    expect(shown).to_have_value("A roof")
    page.context.close()


@PLAIN_OR_NOT
def test_everything_is_masked_by_keyboard_alone(
    demo_forum: Forum, chromium: Browser, has_scripts: bool
) -> None:
    context = chromium.new_context(
        base_url=demo_forum.url, java_script_enabled=has_scripts
    )
    page = context.new_page()
    page.goto("/sign-in")
    tab_to(page, "Email or user name")
    page.keyboard.type("sunnyridge")
    tab_to(page, "Password")
    page.keyboard.type(demo_forum.demo_password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.goto("/b/equipment/new")
    tab_to(page, "Title")
    page.keyboard.type(TITLE)
    tab_to(page, "Your text")
    page.keyboard.type(f"Call {PHONE} or write to sunnyridge@example.com, please.")
    page.keyboard.press("Tab")
    if has_scripts:
        page.get_by_role("heading", name="2 things to check").wait_for()
    tab_to(page, "Check ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Check what will be public"
    )

    tab_to(page, "Mask all two and post")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("2 details were masked.")
    expect(page.get_by_text("phone number masked")).to_be_visible()
    expect(page.get_by_text("email address masked")).to_be_visible()
    context.close()


BETWEEN_POSTS = 1000 * PAUSE.total_seconds()
"""So long a member has to wait before the next post, in milliseconds."""


@pytest.mark.timeout(600)
def test_photos_and_taking_back_shut_nobody_out(
    demo_forum: Forum, chromium: Browser
) -> None:
    wrong: list[str] = []
    for page, scheme in opened(demo_forum, chromium, "sunnyridge"):
        wrong += faults_while_writing(page, scheme)
        wrong += faults_while_taking_back(page, scheme)
        page.context.close()

    assert wrong == []


def faults_while_writing(page: Page, scheme: str) -> list[str]:
    """Return what is wrong on the way to a thread with photos."""
    page.goto("/b/equipment/new")
    page.get_by_label("Title").fill(f"{TITLE} {scheme}")
    text_of(page).fill(f"{BODY} Ask Jane Miller at the co-op.")
    page.locator("[name=photos]").set_input_files([ROOF, FIXTURES / "clean.png"])
    page.get_by_label("What does photo 1 show?").fill(SHOWN)
    page.get_by_role("button", name="Mask it").first.wait_for()
    expect(page.get_by_text("Hints can be switched off in")).to_be_visible()
    wrong = faults_of(page, f"composer {scheme}")
    page.locator("[name=photos]").set_input_files(HUGE)  # type: ignore[arg-type]
    page.get_by_role("alert").wait_for()
    wrong += faults_of(page, f"composer with an error {scheme}")
    page.get_by_role("button", name=re.compile("^Check .* and post")).click()
    page.get_by_role("heading", name="This is what everyone will see").wait_for()
    wrong += faults_of(page, f"confirmation {scheme}")
    page.wait_for_timeout(BETWEEN_POSTS)
    page.get_by_role("button", name=re.compile("^Post")).click()
    page.locator(".post .pic").first.wait_for()
    return wrong + faults_of(page, f"thread {scheme}")


def faults_while_taking_back(page: Page, scheme: str) -> list[str]:
    """Return what is wrong on the way to a receipt."""
    page.get_by_role("link", name=re.compile("^Take back")).click()
    wrong = faults_of(page, f"take back {scheme}")
    page.get_by_role("button", name="Show what will be left").click()
    page.get_by_role("alert").wait_for()
    wrong += faults_of(page, f"take back with an error {scheme}")
    page.get_by_label("Other words, one passage a line").fill("Quincebury")
    page.get_by_label("Photo 2").check()
    page.get_by_role("button", name="Show what will be left").click()
    page.get_by_role("region", name="This is what will be left").wait_for()
    page.get_by_text("Choose something else").click()
    wrong += faults_of(page, f"what is left {scheme}")
    page.get_by_role("button", name="Take it back for good").click()
    page.get_by_role("heading", name="Taken back").wait_for()
    return wrong + faults_of(page, f"receipt {scheme}")


def text_of(page: Page) -> Locator:
    """Return the field for the text."""
    return page.get_by_role("textbox", name="Your text", exact=True)
