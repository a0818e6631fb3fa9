"""The forum's main job from beginning to end, as people would do it."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import PASSWORD
from tests.journey.forum import Forum, link_in, words_of
from tests.journey.people import DRAFT, MAIL, PHONE, People

TITLE = "Three microinverters stopped reporting: who do I call first?"
PAGES = ("/", "/latest", "/b/equipment", "/feed.atom", "/b/equipment/feed.atom")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("has_scripts", [False, True], ids=["plain", "scripts"])
def test_what_rosa_posts_is_warned_about_reported_masked_and_gone(
    forum: Forum, chromium: Browser, has_scripts: bool
) -> None:
    people = People(chromium, forum.url, has_scripts=has_scripts)
    forum.make_member("mo_mod", "moderator")
    forum.make_member("ken", "member")

    thread = opened_by_mo(people)
    read_by_a_guest(people, thread)
    joined_by_rosa(people, forum)
    warned_and_posted(people, forum, thread)
    approved_by_mo(people, forum, thread)
    quoted_and_reported_by_ken(people, thread)
    masked_by_mo(people)

    assert forum.wait_until_gone(PHONE) == []
    assert forum.wait_until_gone("555-0142") == []
    shown_nowhere(people, forum, thread)
    told_to_rosa(people, forum)
    assert people.foreign == []
    assert people.errors == []


def opened_by_mo(people: People) -> str:
    """Let the moderator open the thread that all is about."""
    with people.somebody("mo_mod") as mo:
        return mo.open_thread(
            "equipment", TITLE, "Since Monday three of 16 are silent."
        )


def read_by_a_guest(people: People, thread: str) -> None:
    """A guest finds the thread from the first page and gets no cookie."""
    with people.somebody() as guest:
        guest.page.goto("/")
        guest.page.get_by_role("link", name=TITLE).first.click()
        expect(guest.page).to_have_url(re.compile(thread))
        expect(guest.page.get_by_text("Since Monday three of 16")).to_be_visible()
        assert guest.page.context.cookies() == []
        guest.page.get_by_role("link", name="Sign in to reply").click()
        expect(guest.page.get_by_role("heading", level=1)).to_have_text("Sign in")


def joined_by_rosa(people: People, forum: Forum) -> None:
    """Rosa registers and confirms her address from the welcome mail."""
    with people.somebody() as rosa:
        rosa.register("rosa")
        welcome = forum.mailbox.next_to(MAIL, "Welcome")
        assert "rosa_roof" in welcome
        rosa.page.goto(link_in(welcome))
        rosa.page.get_by_label("Your password").fill(PASSWORD)
        rosa.page.get_by_role("main").get_by_role("button").click()
        expect(rosa.page.get_by_role("status").first).to_contain_text(
            "Welcome, rosa_roof"
        )


def warned_and_posted(people: People, forum: Forum, thread: str) -> None:
    """Rosa keeps her number public, masks her address, and posts."""
    with people.somebody("rosa_roof") as rosa:
        rosa.page.goto(thread.rpartition("/")[0] + "/reply")
        rosa.page.get_by_role(
            "textbox", name="Your text", exact=True
        ).press_sequentially(DRAFT)
        rosa.settle(kept="Phone number", masked="Your email address")
        assert forum.places_with(PHONE) == []
        rosa.page.get_by_label("I know that what I post is public").check()
        rosa.page.get_by_role("button", name=re.compile("^Post")).click()
        expect(rosa.page.get_by_role("status").first).to_contain_text(
            "A moderator will check"
        )
        mine = rosa.page.get_by_role("article").filter(has_text=PHONE)
        expect(mine).to_contain_text("email address masked")
        assert forum.places_with(f"write to {MAIL}") == []


def approved_by_mo(people: People, forum: Forum, thread: str) -> None:
    """What a new member writes is public only after a moderator has read it."""
    with people.somebody() as guest:
        guest.page.goto(thread)
        expect(guest.page.get_by_text(PHONE)).to_have_count(0)
    with people.somebody("mo_mod") as mo:
        mo.page.goto("/moderation/queue")
        mo.page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
        mo.decide("Approve it")
    forum.let_letters_leave()
    forum.mailbox.next_to(MAIL, "Your post is public now")
    with people.somebody() as guest:
        guest.page.goto(thread)
        expect(guest.page.get_by_text(PHONE)).to_be_visible()


def quoted_and_reported_by_ken(people: People, thread: str) -> None:
    """Ken quotes the number in a reply that waits, then reports Rosa's post."""
    with people.somebody("ken") as ken:
        ken.page.goto(thread)
        post = ken.page.get_by_role("article").filter(has_text=PHONE)
        post.get_by_role("link", name="Quote").click()
        body = ken.page.get_by_role("textbox", name="Your text", exact=True)
        body.fill(body.input_value() + "I will call you, thank you.")
        if ken.has_scripts:
            ken.page.get_by_role("button", name="Keep it public").first.click()
            ken.page.get_by_role("heading", name="Nothing left to check").wait_for()
        ken.send()
        for choice in ken.page.get_by_label("Keep it public").all():
            choice.check()
        ken.page.get_by_label("I know that what I post is public").check()
        ken.page.get_by_role("button", name=re.compile("^Post")).click()
        expect(ken.page.get_by_role("status").first).to_contain_text(
            "A moderator will check"
        )
        ken.page.goto(thread)
        post = ken.page.get_by_role("article").filter(has_text=PHONE).first
        post.get_by_role("link", name="Report").click()
        ken.page.get_by_label("It shows personal information").check()
        ken.page.get_by_label("What should moderators know?").fill(f"It says {PHONE}.")
        ken.page.get_by_role("main").get_by_role("button").last.click()
        ken.page.get_by_label("Keep it", exact=False).first.check()
        ken.page.get_by_role("button", name="Report it with these choices").click()
        expect(ken.page.get_by_role("status").first).to_contain_text(
            "A moderator will look"
        )


def masked_by_mo(people: People) -> None:
    """Mo claims the case and masks the number; the proof says it is gone."""
    with people.somebody("mo_mod") as mo:
        mo.page.goto("/moderation/queue")
        row = mo.page.get_by_role("listitem").filter(has_text="personal information")
        row.get_by_role("link").first.click()
        mo.claim()
        mo.page.get_by_label("Words to mask, one passage a line").fill(PHONE)
        mo.decide("Mask the details", "R3")
        done = mo.page.get_by_role("status").filter(has_text="Masked")
        expect(done).to_contain_text("stand nowhere in the forum")


def shown_nowhere(people: People, forum: Forum, thread: str) -> None:
    """No page, feed or mail shows the words, whoever looks."""
    feed = thread.rpartition("/")[0] + "/feed.atom"
    for handle in ("", "mo_mod", "ken", "rosa_roof"):
        with people.somebody(handle) as reader:
            pages = [*PAGES, feed, thread]
            if handle == "mo_mod":
                pages += ["/moderation/queue", "/moderation/queue?show=decided"]
            for path in pages:
                answer = reader.page.request.get(path)
                assert answer.ok, path
                assert "555-0142" not in answer.text(), (handle, path)
            reader.page.goto(thread)
            masked = reader.page.get_by_text("masked by a moderator")
            expect(masked.first).to_be_visible()
    for mail in forum.mailbox.mails:
        assert "555-0142" not in words_of(mail)
        assert "555-0142" not in mail.as_string()


def told_to_rosa(people: People, forum: Forum) -> None:
    """Rosa reads what was done, under which rule, and how to object."""
    forum.let_letters_leave()
    mail = forum.mailbox.next_to(MAIL, "We masked words in your post")
    assert "rule 3" in mail
    with people.somebody("rosa_roof") as rosa:
        rosa.page.goto("/my/decisions")
        rosa.page.get_by_role("link", name="We masked words in your post").click()
        expect(rosa.page.get_by_text("It rests on rule 3")).to_be_visible()
        expect(rosa.page.get_by_text("A person decided")).to_be_visible()
