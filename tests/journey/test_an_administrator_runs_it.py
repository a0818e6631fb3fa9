"""What an administrator does: boards, roles, settings, words to all, a pause."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from forum.core.clock import utcnow
from tests.browser import PASSWORD
from tests.journey.people import People
from tests.journey.test_a_member_writes import text_of

SETTING = "/admin/settings/threads_per_hour"


@pytest.mark.timeout(600)
def test_an_administrator_makes_a_board(people: People) -> None:
    with people.somebody(f"ada_{people.way}") as ada:
        page = ada.page
        sets_up(page)
        makes_a_board(page, people.way)
        archives_it(page, people.way)


@pytest.mark.timeout(600)
def test_an_administrator_looks_after_members_and_settings(people: People) -> None:
    with people.somebody(f"ada_{people.way}") as ada:
        page = ada.page
        asks_why(page, people.way)
        opens_an_address(page, people.way)
        changes_a_setting(page)
        looks_at_figures(page)
    with people.somebody(f"ole_{people.way}") as ole:
        ole.page.goto("/my/opened")
        expect(ole.page.get_by_role("main")).to_contain_text(f"ada_{people.way}")


@pytest.mark.timeout(600)
def test_an_administrator_announces_a_pause(people: People) -> None:
    title = f"The forum pauses on Sunday, says {people.way}"
    with people.somebody(f"ada_{people.way}") as ada:
        announces(ada.page, title)
    with people.somebody(f"ben_{people.way}") as ben:
        ben.page.goto("/admin/announcements")
        ben.page.get_by_role("link", name=title).click()
        ben.page.get_by_label("It contains no promotion").check()
        ben.page.get_by_role("button", name="Approve and send").click()
        confirms(ben.page)
        with people.somebody() as guest:
            guest.page.goto("/")
            expect(guest.page.get_by_text(title)).to_be_visible()
        pauses(people, ben.page)


def confirms(page: Page) -> None:
    """Whoever signed in a while ago proves again who they are."""
    if page.url.partition("?")[0].endswith("/confirm"):
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button").first.click()


def sets_up(page: Page) -> None:
    """The first steps say what is done and what is open."""
    page.goto("/admin/")
    page.get_by_role("link", name="See what is missing").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("First steps")
    expect(page.get_by_text("Open", exact=True).first).to_be_visible()
    page.get_by_role("button", name="Send me a mail").click()
    expect(page.get_by_role("status").first).to_be_visible()


def makes_a_board(page: Page, way: str) -> None:
    """A group, a board in it with a hint; a slip loses nothing; their order."""
    group, board = f"Far away {way}", f"Off the grid {way}"
    page.goto("/admin/boards")
    page.get_by_label("Name").fill(group)
    page.get_by_role("button", name="Add the group").click()
    page.get_by_role("link", name="Add a board").click()
    page.get_by_label("Name").fill(board)
    page.get_by_label("Address").fill("Not an address!")
    page.get_by_label("What it is for").fill("Cabins and boats")
    page.get_by_label("Hint for whoever writes").fill("Name the battery.")
    page.get_by_label("Group").select_option(group)
    page.get_by_role("button", name="Add the board").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    hint = page.get_by_label("Hint for whoever writes")
    expect(hint).to_have_value("Name the battery.")
    page.get_by_label("Address").fill(f"off-the-grid-{way}")
    page.get_by_role("button", name="Add the board").click()
    page.goto("/admin/boards")
    page.get_by_role("button", name=f"Up the group {group}").click()
    headings = page.get_by_role("main").get_by_role("heading", level=2)
    expect(headings.nth(-3)).to_have_text(group)
    page.goto(f"/b/off-the-grid-{way}/new")
    expect(page.get_by_text("Name the battery.")).to_be_visible()


def archives_it(page: Page, way: str) -> None:
    """An archived board is read, and nobody writes there."""
    page.goto("/admin/boards")
    page.get_by_role("link", name=f"Off the grid {way}").click()
    page.get_by_role("button", name="Archive the board").click()
    expect(page.get_by_role("button", name="Open the board again")).to_be_visible()
    page.goto(f"/b/off-the-grid-{way}")
    expect(page.get_by_role("link", name="Start a thread")).to_have_count(0)


def finds(page: Page, handle: str) -> None:
    """There is no list of members: one looks for a name."""
    page.goto("/admin/members")
    page.get_by_label(re.compile("name", re.IGNORECASE)).first.fill(handle)
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(handle)


def asks_why(page: Page, way: str) -> None:
    """The rules themselves say what somebody may do, and why not."""
    finds(page, f"ole_{way}")
    page.get_by_role("link", name="What they may do, and why").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"What ole_{way} may do")
    expect(page.get_by_role("cell", name="No", exact=True).first).to_be_visible()
    page.goto("/admin/roles")
    expect(page.get_by_role("link", name=f"mo_{way}")).to_be_visible()


def opens_an_address(page: Page, way: str) -> None:
    """With a reason only; the member reads who did it and why."""
    finds(page, f"ole_{way}")
    expect(page.get_by_text("@example.com")).to_have_count(0)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Open the address").click()
    expect(page.get_by_text(f"ole_{way}@example.com")).to_be_visible()


def changes_a_setting(page: Page) -> None:
    """A bad value is handed back; a good one holds; what held is put back."""
    page.goto(SETTING)
    value = page.get_by_label("New value")
    before = value.input_value()
    value.fill("many")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(value).to_have_value("many")
    value.fill("17")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Save").click()
    page.goto(SETTING)
    expect(page.get_by_text("Now: 17")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Put back")).first.click()
    page.goto(SETTING)
    expect(page.get_by_label("New value")).to_have_value(before)


def looks_at_figures(page: Page) -> None:
    """Mail, health and statistics, each reached from the first page."""
    for name in ("Mail log", "Health", "Statistics"):
        page.goto("/admin/")
        page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def announces(page: Page, title: str) -> None:
    """One writes, another approves."""
    page.goto("/admin/announcements/new")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text").fill("We move to another machine. Reading works.")
    last = (utcnow() + timedelta(days=5)).date().isoformat()
    page.get_by_label("Last day on the first page").fill(last)
    page.get_by_label("It contains no promotion").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.get_by_role("button", name="Send for approval").click()
    expect(page.get_by_text("has to approve what you wrote.")).to_be_visible()


def pauses(people: People, page: Page) -> None:
    """Nobody can write for a while; what somebody sends is handed back."""
    said = f"Sent into the pause by {people.way}."
    with people.somebody(f"nan_{people.way}") as nan:
        nan.page.goto("/my/drafts")
        expect(nan.page.get_by_role("heading", level=1)).to_be_visible()
        nan.page.goto("/b/grid/new")
        nan.page.get_by_label("Title").fill("Which meter counts both ways here?")
        text_of(nan.page).fill(said)
        page.goto("/admin/read-only")
        page.get_by_role("button", name="Let nobody write").click()
        try:
            nan.send()
            refused = nan.page.get_by_text("What you sent was not taken.")
            expect(refused).to_be_visible()
            expect(nan.page.get_by_label("Your text")).to_have_value(said)
        finally:
            page.get_by_role("button", name="Let everybody write again").click()
            expect(page.get_by_text("Writing works again.")).to_be_visible()
        nan.page.get_by_role("button", name="Send it again").click()
        expect(nan.page.get_by_role("heading", level=1)).to_have_text(
            "Which meter counts both ways here?"
        )
