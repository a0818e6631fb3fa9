"""What a member does who has a question: writing, correcting, answering, keeping."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journey.people import PHONE, People, Person

BOARD = "/b/care/new"
TRIES = 20
PRIVATE = re.compile("^Draft saved in your account|^Your draft is saved")


@pytest.mark.timeout(600)
def test_a_member_asks_a_question(people: People) -> None:
    title = f"Clipping on clear days, asked {people.way}"
    with people.somebody(f"mae_{people.way}") as mae:
        begins(mae, title)
        is_back_after_closing_the_tab(mae, title)
        sees_a_preview(mae)
        publishes(mae, title)
        corrects_it(mae.page, people.way)
        answered_by_somebody(people, mae.page.url)
        accepts_the_answer(mae.page)
        watches_and_mutes(mae.page)


@pytest.mark.timeout(600)
def test_a_member_answers_and_keeps(people: People) -> None:
    with people.somebody(f"nan_{people.way}") as nan:
        page = nan.page
        page.goto("/b/performance")
        seen = f"Clipping on clear days, seen {people.way}"
        page.get_by_role("link", name=seen, exact=True).click()
        thanks_and_bookmarks(page)
        takes_a_link(nan)
        quotes_a_part(nan)
        ignores_somebody(page, f"una_{people.way}")


def text_of(page: Page) -> Locator:
    """Return the field for the text."""
    return page.get_by_role("textbox", name=re.compile("^(Your text|Write your reply)"))


def begins(mae: Person, title: str) -> None:
    """The form of the board stands there; threads alike, names and tags are offered."""
    page = mae.page
    page.goto(BOARD)
    expect(text_of(page)).to_have_value(re.compile("What happens"))
    page.get_by_label("Title").press_sequentially(title)
    text = text_of(page)
    tags = page.get_by_label("Tags", exact=True)
    if not mae.has_scripts:
        text.fill("**noon** @ivy_plain said so.")
        tags.fill("inverter")
        return
    alike = page.get_by_role("region", name="Was it answered already?")
    expect(
        alike.get_by_role("link", name=re.compile("^Clipping")).first
    ).to_be_visible()
    text.fill("noon")
    text.press("Control+a")
    text.press("Control+b")
    text.press("End")
    text.press_sequentially(" @ivy_s")
    page.get_by_role("option", name="ivy_scripts").wait_for()
    text.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    text.press_sequentially("c")
    page.get_by_role("option", name="ivy_scripts").wait_for()
    text.press("ArrowDown")
    text.press("Enter")
    text.press_sequentially("said so.")
    expect(text).to_have_value("**noon** @ivy_scripts said so.")
    tags.press_sequentially("inv")
    page.get_by_role("option", name="inverter", exact=True).click()
    expect(tags).to_have_value("inverter")


def is_back_after_closing_the_tab(mae: Person, title: str) -> None:
    """A script keeps what stood there when the tab closed; else a button does."""
    page = mae.page
    text_of(page).focus()
    page.keyboard.press("End")
    page.keyboard.type(f" Call {PHONE}.")
    if mae.has_scripts:
        page.close(run_before_unload=True)
        page = mae.page = page.context.browser.contexts[-1].new_page()  # type: ignore[union-attr]
        is_among_drafts(page, title)
    else:
        page.get_by_role("button", name="Save as draft").click()
        expect(page.get_by_text(PRIVATE).first).to_be_visible()
    page.goto(BOARD)
    expect(text_of(page)).to_have_value(re.compile(re.escape(f"Call {PHONE}.")))
    expect(page.get_by_label("Title")).to_have_value(title)


def is_among_drafts(page: Page, title: str) -> None:
    """What a closing tab sends may take a moment to arrive."""
    for _ in range(TRIES):
        page.goto("/my/drafts")
        if page.get_by_role("link", name=title, exact=True).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError("the draft of the closed tab is not there")


def sees_a_preview(mae: Person) -> None:
    """The preview warns of what the text gives away, and shows threads alike."""
    page = mae.page
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("noon")
    expect(page.get_by_role("heading", name="1 thing to check")).to_be_visible()
    alike = page.get_by_role("region", name="Was it answered already?")
    expect(
        alike.get_by_role("link", name=re.compile("^Clipping")).first
    ).to_be_visible()


def publishes(mae: Person, title: str) -> None:
    """The number is masked, the rest stands there."""
    page = mae.page
    if mae.has_scripts:
        page.get_by_role("button", name="Mask it").click()
        page.get_by_role("heading", name="Nothing left to check").wait_for()
        mae.send()
    else:
        mae.send()
        expect(page.get_by_label("Mask it")).to_be_checked()
        page.get_by_role("button", name=re.compile("^Post")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("phone number masked")).to_be_visible()
    expect(page.get_by_role("link", name="inverter", exact=True)).to_be_visible()
    page.goto("/my/drafts")
    expect(page.get_by_role("link", name=title)).to_have_count(0)
    page.go_back()


def corrects_it(page: Page, way: str) -> None:
    """The author sees every wording, word by word."""
    page.get_by_role("link", name="Edit post 1").click()
    text_of(page).fill(f"It is noon, each day, {way}.")
    page.get_by_label(re.compile("reason|change", re.IGNORECASE)).last.fill("Shorter")
    Person(page, has_scripts=way == "scripts").send()
    page.get_by_role("link", name=re.compile("^edited")).click()
    expect(page.locator("del").first).to_be_visible()
    expect(page.locator("ins").first).to_be_visible()
    page.go_back()


def answered_by_somebody(people: People, url: str) -> None:
    """Somebody else replies at the foot of the thread."""
    with people.somebody(f"ole_{people.way}") as ole:
        ole.page.goto(url)
        text_of(ole.page).fill(f"It runs into its limit, as ours does {people.way}.")
        ole.send()
        expect(ole.page.get_by_role("article")).to_have_count(2)


def accepts_the_answer(page: Page) -> None:
    """Who asked says which reply helped, and can take that back."""
    page.reload()
    page.get_by_role("button", name="Mark as answer post 2").click()
    expect(page.get_by_text("Solved").first).to_be_visible()
    button = page.get_by_role("button", name="The answer post 2")
    expect(button).to_have_attribute("aria-pressed", "true")


def watches_and_mutes(page: Page) -> None:
    """One is told of everything or of nothing."""
    page.get_by_role("button", name="Mute this thread").click()
    expect(page.get_by_text("You muted this thread:")).to_be_visible()
    page.get_by_role("button", name="Watch this thread").first.click()
    expect(page.get_by_text("You watch this thread:")).to_be_visible()


def thanks_and_bookmarks(page: Page) -> None:
    """Thanks are counted; a bookmark takes a note that nobody else sees."""
    page.get_by_role("button", name="Thanks for post 2").click()
    pressed = page.get_by_role("button", name=re.compile("^Thanks 1 for post 2"))
    expect(pressed).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Bookmark post 2").click()
    expect(page.get_by_role("button", name="Bookmarked post 2")).to_be_visible()
    thread = page.url
    page.goto("/my/bookmarks")
    note = page.get_by_label("Note")
    note.fill("Ask about cold days")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_label("Note")).to_have_value("Ask about cold days")
    page.goto(thread)


def takes_a_link(mae: Person) -> None:
    """A script copies the address; without it the link leads to the post."""
    page = mae.page
    if mae.has_scripts:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Link to post 2").click()
        expect(
            page.get_by_role("status").filter(has_text="Link copied")
        ).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert re.search(r"/p/\d+$", copied)
        return
    page.get_by_role("link", name="Link to post 2").first.click()
    expect(page).to_have_url(re.compile(r"#p\d+$"))


def quotes_a_part(mae: Person) -> None:
    """What is quoted can be cut to the part that matters."""
    page = mae.page
    page.get_by_role("link", name="Quote post 2").click()
    text = text_of(page)
    expect(text).to_have_value(re.compile("^> "))
    first, rest = text.input_value().split("The inverter")
    assert rest
    text.fill(f"{first.rstrip()}\n\nSo it is on ours, {mae.page.url[-4:]}.")
    mae.send()
    mine = page.get_by_role("article").last
    expect(mine.locator("blockquote")).to_contain_text("Cold modules clip first.")
    expect(mine.locator("blockquote")).not_to_contain_text("holds them")


def ignores_somebody(page: Page, handle: str) -> None:
    """Their posts are one line that opens; then they are shown again."""
    thread = page.url
    page.get_by_role("link", name=handle, exact=True).first.click()
    page.get_by_role("link", name="Ignore").click()
    page.get_by_role("button", name=f"Ignore {handle}").click()
    page.goto(thread)
    words = page.get_by_text("Cold modules clip first. The inverter")
    expect(words).to_be_hidden()
    page.get_by_text(f"by {handle}, whom you ignore").click()
    expect(words).to_be_visible()
    page.goto("/my/ignored")
    page.get_by_role("button", name=f"Stop ignoring {handle}").click()
    page.goto(thread)
    expect(words).to_be_visible()
