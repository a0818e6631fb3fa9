"""What a moderator does: cases, threads that are parted and joined, tags."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journey.people import People, Person

BACK = "It belongs elsewhere."


@pytest.mark.timeout(600)
def test_a_moderator_decides_and_undoes_it(people: People) -> None:
    with people.somebody(f"mo_{people.way}") as mo:
        page = mo.page
        page.goto("/moderation/queue")
        title = f"Another meter question, seen {people.way}"
        row = page.get_by_role("main").get_by_role("link", name=re.compile(title))
        row.first.click()
        case = page.url
        mo.claim()
        page.get_by_label("Remove it").check()
        page.get_by_label("Rule", exact=True).select_option("R1")
        decides(mo)
        page.goto(case)
        expect(page.get_by_role("heading", name="Decided")).to_be_visible()
        page.get_by_role("main").get_by_role("button", name="Undo").first.click()
        expect(page.get_by_role("status").first).to_be_visible()
        page.goto(case)
        page.get_by_role("link", name="Open it in its thread").first.click()
        expect(page.get_by_text(f"You know nothing, {people.way}.")).to_be_visible()


@pytest.mark.timeout(600)
def test_a_moderator_parts_and_joins_threads(people: People) -> None:
    with people.somebody(f"mo_{people.way}") as mo:
        page = mo.page
        page.goto("/latest")
        title = f"Two questions in one, seen {people.way}"
        page.get_by_role("link", name=title, exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_role("article")).to_have_count(4)
        thread = urlsplit(page.url).path
        links = [
            str(link.get_attribute("href"))
            for link in page.locator("article .post__h > a").all()
        ]
        made = splits(page, thread, people.way)
        leads(page, links[3], made)
        leads(page, links[1], thread)
        moves(page, made)
        leads(page, links[3], made)
        merges(page, made, thread)
        leads(page, links[3], thread)
        page.goto(made)
        expect(page).to_have_url(re.compile(thread))
        expect(page.get_by_role("article")).to_have_count(4)


@pytest.mark.timeout(300)
def test_a_moderator_keeps_the_tags(people: People) -> None:
    tag = f"hail-{people.way}"
    with people.somebody(f"mo_{people.way}") as mo:
        page = mo.page
        page.goto("/moderation/tags")
        page.get_by_label("New tag").fill(tag)
        page.get_by_role("button", name="Add the tag").click()
        row = page.get_by_role("listitem").filter(has_text=tag)
        row.get_by_role("link").first.click()
        page.locator("#to").fill(f"{tag}-stones")
        page.get_by_role("button", name="Save").first.click()
        page.goto("/moderation/tags")
        row = page.get_by_role("listitem").filter(has_text=f"{tag}-stones")
        expect(row).to_have_count(1)


def decides(mo: Person) -> None:
    """Press the button of the form."""
    page, here = mo.page, mo.page.url
    page.get_by_role("button", name=re.compile("^Decide")).first.click()
    page.wait_for_url(lambda url: url != here)


def splits(page: Page, thread: str, way: str) -> str:
    """Two replies become a thread of their own; return its address."""
    page.goto(f"/moderation/threads/{number_of(thread)}/split")
    for box in page.get_by_role("checkbox").all()[-2:]:
        box.check()
    page.get_by_label("Title").fill(f"The second question, seen {way}")
    page.get_by_label(re.compile("^(Why|Reason)")).fill(BACK)
    page.get_by_role("button", name="Split it").click()
    page.get_by_role("main").get_by_text("The second question").first.wait_for()
    page.goto("/latest")
    name = f"The second question, seen {way}"
    link = page.get_by_role("link", name=name, exact=True).first.get_attribute("href")
    assert link
    return link


def moves(page: Page, thread: str) -> None:
    """Another board; its address stays."""
    page.goto(f"/moderation/threads/{number_of(thread)}/move")
    page.get_by_label("Board", exact=True).select_option("Care and safety")
    page.get_by_label(re.compile("^(Why|Reason)")).fill(BACK)
    page.get_by_role("button", name="Move it").click()
    page.goto(thread)
    crumbs = page.get_by_role("navigation").filter(has_text="Care and safety")
    expect(crumbs.first).to_be_visible()


def merges(page: Page, thread: str, into: str) -> None:
    """All posts go back, in order of time."""
    page.goto(f"/moderation/threads/{number_of(thread)}/merge")
    page.locator("#into").fill(number_of(into))
    page.get_by_label(re.compile("^(Why|Reason)")).fill(BACK)
    page.get_by_role("button", name="Merge it").click()
    page.get_by_role("main").get_by_role("heading", level=1).wait_for()


def leads(page: Page, link: str, thread: str) -> None:
    """The permanent address of a post leads to where it stands now."""
    page.goto(link)
    expect(page).to_have_url(re.compile(f"{thread}.*#p"))
    expect(page.locator(f"article#{page.url.partition('#')[2]}")).to_be_visible()


def number_of(thread: str) -> str:
    """Return the number of a thread."""
    return thread.split("/")[2]
