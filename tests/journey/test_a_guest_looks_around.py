"""What somebody without an account does here, from the first page to registering."""

import re

from playwright.sync_api import Page, expect

from tests.journey.people import People
from tests.journey.planting import ANSWER, LONG, MODEL

POSTS = 32


def test_a_guest_reads_searches_and_registers(people: People) -> None:
    with people.somebody() as guest:
        page = guest.page
        reads_two_pages(page)
        finds_a_model(page)
        takes_it_along(page)
        gets_lost(page)
        looks_around(page)
        assert page.context.cookies() == []
        guest.register(f"guest_{people.way}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("mail")


def reads_two_pages(page: Page) -> None:
    """From the first page to a board, its thread, and the end of that."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Monitoring").first.click()
    page.get_by_role("link", name=LONG, exact=True).click()
    expect(page.get_by_role("article")).to_have_count(20)
    page.get_by_role("link", name="Later posts").click()
    expect(page.get_by_text("Look again on day 32")).to_be_visible()
    page.get_by_role("navigation", name="Pages").get_by_role(
        "link", name="Page 1"
    ).click()
    page.get_by_role("link", name="Last post").click()
    expect(page.locator("#last")).to_be_in_viewport()


def finds_a_model(page: Page) -> None:
    """By a model number without its hyphens, by a phrase, with a filter."""
    for typed in (MODEL.replace("-", ""), '"clear coat"'):
        page.get_by_role("searchbox").fill(typed)
        page.get_by_role("searchbox").press("Enter")
        expect(page.get_by_role("heading", name="1 result")).to_be_visible()
    page.get_by_label("Board").select_option("Care and safety")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="0 results")).to_be_visible()
    page.get_by_role("link", name=re.compile("remove this filter")).first.click()
    page.get_by_role("main").get_by_role("link", name=LONG).click()
    post = page.get_by_role("article").filter(has_text=MODEL)
    expect(post).to_be_in_viewport()
    expect(post.get_by_role("heading", level=2)).to_contain_text(f"Post {ANSWER}")
    assert "#p" in page.url


def takes_it_along(page: Page) -> None:
    """On paper, and in a feed reader."""
    page.get_by_role("link", name="Print view").click()
    expect(page.get_by_text("Printed on")).to_be_visible()
    # Other journeys add to the thread: it holds two pages of posts at least.
    assert page.get_by_role("article").count() >= POSTS
    page.go_back()
    feed = page.get_by_role("link", name="Feed of new posts").get_attribute("href")
    answer = page.request.get(feed or "")
    assert answer.ok
    assert MODEL in answer.text()


def gets_lost(page: Page) -> None:
    """An address that leads nowhere offers to search."""
    answer = page.goto("/b/no-such-board")
    assert answer is not None
    assert answer.status == 404
    page.get_by_role("searchbox").first.fill(MODEL)
    page.get_by_role("searchbox").first.press("Enter")
    expect(page.get_by_role("heading", name="1 result")).to_be_visible()


def looks_around(page: Page) -> None:
    """The pages around the forum, by the links at the top."""
    for name, path in (
        ("Explore Systems", "/systems"),
        ("Learn", "/learn"),
        ("Support", "/support"),
    ):
        page.get_by_role("banner").get_by_role("link", name=name).first.click()
        expect(page).to_have_url(re.compile(f"{path}$"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/learn")
    expect(page.get_by_text("kWh").first).to_be_visible()
