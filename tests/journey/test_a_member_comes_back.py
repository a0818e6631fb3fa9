"""What a member finds who was away: what is new, and how they are told of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journey.forum import Forum, words_of
from tests.journey.people import People, Person
from tests.journey.test_a_member_writes import text_of

LOOKS_AFTER = 31_000


@pytest.mark.timeout(600)
def test_a_member_finds_what_is_new(people: People) -> None:
    title = f"Snow slides off at noon, seen {people.way}"
    with people.somebody(f"rex_{people.way}") as rex:
        page = rex.page
        sees_marks(page, title)
        is_told_once(page, title)
        jumps_to_the_first(page)
        hears_of_a_reply(people, rex)
        marks_all_as_read(page)
        chooses_a_digest(page)
        chooses_colors(page)


@pytest.mark.timeout(600)
def test_one_click_stops_mail_about_a_thread(people: People, peopled: Forum) -> None:
    with people.somebody() as rex:
        rex.page.goto(way_to_stop(peopled, people.way))
        rex.page.get_by_role("button", name="Stop mail about this thread").click()
        done = "Mail about this thread has ended"
        expect(rex.page.get_by_role("heading", level=1)).to_have_text(done)
        rex.page.get_by_role("button", name="Undo").click()
        expect(rex.page.get_by_role("heading", level=1)).to_contain_text("again")
        assert rex.page.context.cookies() == []


def sees_marks(page: Page, title: str) -> None:
    """Boards and threads say how much is new."""
    page.goto("/")
    expect(page.get_by_role("link", name="new in Monitoring").first).to_be_visible()
    page.goto("/unread")
    row = page.get_by_role("listitem").filter(has_text=title)
    expect(row.get_by_role("link", name=re.compile("^3 new"))).to_be_visible()


def is_told_once(page: Page, title: str) -> None:
    """Three replies in a thread are one notification, which leads to the first."""
    page.goto("/notifications")
    about = page.get_by_role("main").get_by_role("link").filter(has_text=title)
    expect(about).to_have_count(1)
    expect(about).to_contain_text("3")
    page.goto("/unread")
    page.get_by_role("link", name=title, exact=True).click()


def jumps_to_the_first(page: Page) -> None:
    """A line stands before what is new; a button leads there."""
    expect(page.locator("#new")).to_contain_text("3 new")
    page.get_by_role("link", name="First unread").click()
    expect(page.locator("#new")).to_be_in_viewport()


def hears_of_a_reply(people: People, rex: Person) -> None:
    """A script says that somebody replied; without it the next look says so."""
    page = rex.page
    thread = page.url.partition("#")[0]
    if rex.has_scripts:
        page.clock.install()
    page.goto(thread)
    with people.somebody(f"ivy_{people.way}") as ivy:
        ivy.page.goto(thread)
        text_of(ivy.page).fill(f"It slides at eleven now {people.way}.")
        ivy.send()
        expect(ivy.page.get_by_role("article")).to_have_count(5)
    if rex.has_scripts:
        page.clock.run_for(LOOKS_AFTER)
        news = page.get_by_role("status").filter(has_text="1 new reply.")
        news.get_by_role("link", name="Show").click()
        page.clock.resume()
    else:
        page.goto(thread)
        page.get_by_role("link", name="First unread").click()
    post = page.get_by_role("article").filter(has_text="It slides at eleven now")
    expect(post).to_be_in_viewport()


def marks_all_as_read(page: Page) -> None:
    """One button ends all marks."""
    page.goto("/unread")
    button = page.get_by_role("button", name="Mark all as read")
    if button.count():
        button.click()
    expect(page.get_by_role("heading", name="You have read everything")).to_be_visible()


def chooses_a_digest(page: Page) -> None:
    """How often mail comes is a choice that stays."""
    page.goto("/my/mail")
    digest = page.get_by_label(re.compile("digest", re.IGNORECASE))
    digest.first.select_option("Every day")
    page.get_by_role("main").get_by_role("button", name="Save").click()
    page.goto("/my/mail")
    chosen = page.locator("option:checked").filter(has_text="Every day")
    expect(chosen.first).to_be_attached()


def chooses_colors(page: Page) -> None:
    """Dark colors stay, without a cookie of their own."""
    page.goto("/my")
    page.get_by_role("main").get_by_role("link", name="How the forum looks").click()
    page.get_by_label(re.compile("^Dark")).check()
    page.get_by_role("main").get_by_role("button", name="Save").click()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert len(page.context.cookies()) == 1


def way_to_stop(forum: Forum, way: str) -> str:
    """Return the link of a mail about the thread that somebody watches."""
    forum.mailbox.next_to(f"rex_{way}@example.com", "Snow slides off")
    for mail in forum.mailbox.mails:
        said = words_of(mail)
        found = re.search(r"https?://\S+/mail/thread/\S+", said)
        if found and mail["To"] == f"rex_{way}@example.com":
            return found.group()
    raise AssertionError("no mail says how to stop it")
