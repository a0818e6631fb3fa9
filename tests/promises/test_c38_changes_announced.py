"""C38: a change of the statement is announced; nobody posts without having seen it."""

from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import time_machine

from forum.announcements.rules import foreign_link
from forum.boards.models import Post
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.jobs import schedule
from forum.members import actions as members
from forum.privacy import documents, init_app
from forum.privacy.documents import (
    ANNOUNCED,
    POSTING,
    SHIPPED,
    digest,
    edited,
    faults,
    versions,
)
from forum.privacy.documents.released import RELEASED
from forum.privacy.models import Consent
from tests.browser import Browser
from tests.mail.test_letters import html_of
from tests.privacy.changing import ADDED, CHANGES, Publish, today
from tests.world import BODY, World, words_of

ATOM = "{http://www.w3.org/2005/Atom}"
SEEN = "OK, I have seen this"
SEEN_AT = "/privacy/v/2/seen"


def agreed(world: World, member: int) -> list[tuple[str, int]]:
    """Return which versions a member agreed to, oldest first."""
    rows = [one for one in world.rows(Consent) if one.member_id == member]
    return [(one.document, one.version) for one in sorted(rows, key=lambda r: r.id)]


def test_nothing_is_announced_before_anything_changes(
    guest: Browser, rosa: Browser
) -> None:
    for browser in (guest, rosa):
        assert "Read what changes" not in browser.visit("/").text


@pytest.mark.parametrize("who", ["guest", "rosa"])
@pytest.mark.parametrize(
    ("holds_in", "says"),
    [
        (20, "Our privacy statement changes on"),
        (-3, "Our privacy statement changed on"),
    ],
)
def test_the_first_page_tells_everybody(
    request: pytest.FixtureRequest,
    world: World,
    publish: Publish,
    who: str,
    holds_in: int,
    says: str,
) -> None:
    assert not world.rows(Post)
    publish(days_ago=20, holds_in=holds_in)
    browser: Browser = request.getfixturevalue(who)

    page = browser.visit("/")

    day = today() + timedelta(days=holds_in)
    assert f"{says} {day:%B} {day.day}, {day.year}" in page.text
    assert CHANGES in page.text
    assert page.link("Read what changes") == "/privacy/v/2/changes"
    assert (SEEN in page.text) is (who == "rosa")


def test_nobody_hears_of_it_before_it_is_published(
    guest: Browser, rosa: Browser, publish: Publish
) -> None:
    publish(days_ago=-1)

    for browser in (guest, rosa):
        assert CHANGES not in browser.visit("/").text
        assert browser.visit("/privacy/v/2").status == 404


def test_guests_are_told_for_thirty_days_members_until_they_have_seen_it(
    guest: Browser, rosa: Browser, publish: Publish
) -> None:
    publish(days_ago=29, holds_in=-5)
    assert CHANGES in guest.visit("/").text

    publish(days_ago=30, holds_in=-5)
    assert CHANGES not in guest.visit("/").text
    assert CHANGES in rosa.visit("/").text


def test_a_member_says_once_that_they_have_seen_it(
    rosa: Browser, world: World, publish: Publish
) -> None:
    publish()
    member = world.member_id("rosa")
    before = agreed(world, member)
    rosa.visit("/")

    page = rosa.submit(SEEN_AT)

    assert CHANGES not in page.text
    assert CHANGES not in rosa.visit("/").text
    assert agreed(world, member) == [*before, ("privacy", 2)]


def test_saying_it_twice_is_noted_once(
    rosa: Browser, world: World, publish: Publish
) -> None:
    publish()
    values = rosa.visit("/").values(SEEN_AT)

    for _ in range(2):
        assert rosa.post(SEEN_AT, values).status == 200

    assert agreed(world, world.member_id("rosa")).count(("privacy", 2)) == 1


def test_looking_at_the_first_page_is_not_saying_so(
    rosa: Browser, world: World, publish: Publish
) -> None:
    publish()

    rosa.visit("/")
    rosa.visit("/privacy/v/2")

    assert ("privacy", 2) not in agreed(world, world.member_id("rosa"))


def test_a_post_waits_until_its_author_has_seen_the_change(
    rosa: Browser, world: World, publish: Publish
) -> None:
    thread = world.thread()
    publish()
    assert rosa.visit(world.url(thread)).status == 200
    rosa.visit(f"/t/{thread}/reply")

    asked = rosa.submit("/reply", body=BODY)
    again = rosa.submit("/reply")
    done = rosa.submit("/reply", acknowledged="y")

    assert (asked.status, again.status, done.status) == (422, 422, 200)
    assert CHANGES in asked.text
    assert "I have seen what changes. We ask this once." in asked.text
    assert "Say that you have seen what changes" in again.text
    assert again.values("/reply")["body"] == BODY
    assert len(world.rows(Post)) == 2
    assert agreed(world, world.member_id("rosa"))[-1] == ("privacy", 2)


def test_a_newcomer_is_asked_for_both_at_once(world: World, publish: Publish) -> None:
    publish()
    member = world.member("newt", has_acknowledged=False)
    before = agreed(world, member)
    browser = Browser(world.app)
    browser.begin_session(world.session_of(member))
    browser.visit(f"/t/{world.thread()}/reply")

    page = browser.submit("/reply", body=BODY)
    browser.submit("/reply", acknowledged="y")

    assert (
        "I know that what I post is public, and I have seen what changes" in page.text
    )
    assert agreed(world, member) == [*before, (POSTING, 1), ("privacy", 2)]


def test_what_was_not_shown_is_not_acknowledged(world: World, publish: Publish) -> None:
    member = world.member("newt", has_acknowledged=False)
    before = agreed(world, member)
    browser = Browser(world.app)
    browser.begin_session(world.session_of(member))
    browser.visit(f"/t/{world.thread()}/reply")
    browser.submit("/reply", body=BODY)
    publish()

    page = browser.submit("/reply", acknowledged="y")

    assert page.status == 422
    assert CHANGES in page.text
    assert agreed(world, member) == before


def test_a_change_that_is_not_material_holds_nobody_up(
    rosa: Browser, world: World, publish: Publish
) -> None:
    publish(material=False)
    rosa.visit(f"/t/{world.thread()}/reply")

    page = rosa.submit("/reply", body=BODY)

    assert page.status == 200
    assert len(world.rows(Post)) == 2


def test_a_post_says_which_versions_held_when_it_was_sent(
    world: World, publish: Publish
) -> None:
    publish(holds_in=20, material=False)
    before = world.row(Post, world.reply(world.thread(), at=utcnow()))
    publish(days_ago=20, holds_in=0, material=False)
    after = world.row(Post, world.reply(world.thread("ivy"), "ken", at=utcnow()))

    assert (before.statement_version, before.terms_version) == (1, 1)
    assert (after.statement_version, after.terms_version) == (2, 1)


def test_every_version_stays_readable(guest: Browser, publish: Publish) -> None:
    publish(holds_in=10)

    before, after = guest.visit("/privacy/v/1"), guest.visit("/privacy/v/2")

    assert (before.status, after.status) == (200, 200)
    assert ADDED not in before.text
    assert ADDED in after.text
    assert "in force from" in after.text
    assert ADDED not in guest.visit("/privacy").text
    with time_machine.travel(utcnow() + timedelta(days=10)):
        assert ADDED in guest.visit("/privacy").text


def test_the_change_is_shown_word_by_word(guest: Browser, publish: Publish) -> None:
    publish()

    page = guest.visit("/privacy/v/2/changes")

    gone, new = page.soup.select(".prose del"), page.soup.select(".prose ins")
    assert [one.get_text() for one in gone] == [
        "Removed: nothing else in. End of what was removed.",
        "Removed: browser.. End of what was removed.",
    ]
    assert [one.get_text() for one in new] == [
        "Added: the size of. End of what was added.",
        "Added: shoes for one year.. End of what was added.",
    ]


@pytest.mark.parametrize("path", ["/privacy/v/1/changes", "/privacy/v/3/changes"])
def test_there_is_no_change_without_two_versions(
    guest: Browser, publish: Publish, path: str
) -> None:
    publish()

    assert guest.visit(path).status == 404


def test_every_shipped_version_is_pinned_as_it_was_released() -> None:
    shipped = {path.stem: digest(path) for path in SHIPPED.glob("*.md")}

    assert len(shipped) >= 3
    assert shipped == RELEASED
    assert edited() == []


def test_an_edit_of_a_released_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    for path in SHIPPED.glob("*.md"):
        (tmp_path / path.name).write_text(path.read_text())
    assert edited(tmp_path) == []
    terms = tmp_path / "terms-1.md"
    terms.write_text(terms.read_text().replace("13 years", "16 years"))

    assert edited(tmp_path) == ["terms-1"]

    monkeypatch.setattr("forum.privacy.edited", lambda: edited(tmp_path))
    with pytest.raises(Refused, match="terms-1 was changed after it was released"):
        init_app(world.app)


@pytest.mark.parametrize("name", [*ANNOUNCED, POSTING])
def test_the_shipped_versions_keep_the_rules(name: str) -> None:
    assert faults(name) == []


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("Effective: 2026-12-01", "does not say what changes"),
        (
            "Effective: 2026-11-01\nPublished: 2026-11-10\nChanges: x",
            "holds before it is published",
        ),
        (
            "Effective: 2026-12-13\nPublished: 2026-12-01\nChanges: x\nMaterial: yes",
            "is material and holds within two weeks",
        ),
    ],
)
def test_a_version_that_breaks_the_rules_would_be_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: str, fault: str
) -> None:
    first = f"Title: T\nEffective: {date(2026, 11, 1)}\nSummary: S.\n\nWords."
    (tmp_path / "terms-1.md").write_text(first)
    (tmp_path / "terms-2.md").write_text(f"Title: T\n{head}\nSummary: S.\n\nOther.")
    monkeypatch.setattr(documents, "FOLDER", tmp_path)
    versions.cache_clear()

    found = faults("terms")

    versions.cache_clear()
    assert found == [f"terms-2 {fault}."]


def hours_pass(world: World, hours: int = 1) -> None:
    """Let the worker do what comes round by itself."""
    for hour in range(1, hours + 1):
        with time_machine.travel(utcnow() + timedelta(hours=hour)):
            with world.reading():
                schedule(utcnow())
            world.run_jobs()


def test_a_material_change_is_mailed_once_to_every_active_member(
    world: World, publish: Publish
) -> None:
    for handle in ("rosa", "ken", "ivy"):
        world.member(handle)
    with world.writing():
        members.deactivate(world.member_id("ivy"), utcnow())
    publish()

    hours_pass(world, 3)

    for handle in ("rosa", "ken"):
        (mail,) = world.outbox.to(f"{handle}@example.com")
        assert mail["Subject"].startswith("[Service] Our privacy statement changes on")
        assert CHANGES in words_of(mail)
        assert "http://127.0.0.1:8000/privacy/v/2/changes" in words_of(mail)
        assert mail["List-Unsubscribe"] is None
    assert not world.outbox.to("ivy@example.com")


def test_the_mail_says_the_same_to_all_and_counts_nobody(
    world: World, publish: Publish
) -> None:
    for handle in ("rosa", "ken"):
        world.member(handle)
    publish()
    hours_pass(world)

    one, other = (
        html_of(world.outbox.to(f"{handle}@example.com")[0])
        for handle in ("rosa", "ken")
    )

    assert one.replace("Rosa", "Ken") == other
    assert "<img" not in one
    assert foreign_link(one, frozenset({"127.0.0.1"})) == ""


def test_a_change_that_is_not_material_is_not_mailed(
    world: World, publish: Publish
) -> None:
    world.member("rosa")
    publish(material=False)

    hours_pass(world)

    assert not world.outbox.mails


def test_who_said_already_that_they_know_gets_no_mail(
    rosa: Browser, world: World, publish: Publish
) -> None:
    publish()
    rosa.visit("/")
    rosa.submit(SEEN_AT)

    hours_pass(world)

    assert not world.outbox.to("rosa@example.com")


def test_more_members_than_fit_a_batch_are_all_written_to(
    world: World, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.privacy.actions.BATCH", 2)
    handles = [f"member_{letter}" for letter in "abcde"]
    for handle in handles:
        world.member(handle)
    publish()

    hours_pass(world)

    assert len(world.outbox.mails) == len(handles)


def entries(browser: Browser, path: str = "/feed.atom") -> list[tuple[str, ...]]:
    """Return name, title and text of a feed's entries."""
    page = browser.visit(path).html.strip()
    feed = ET.fromstring(page)  # noqa: S314 - our own
    return [
        tuple(
            one.findtext(f"{ATOM}{part}") or "" for part in ("id", "title", "content")
        )
        for one in feed.iter(f"{ATOM}entry")
    ]


def test_the_feed_tells_of_it_for_thirty_days(guest: Browser, publish: Publish) -> None:
    assert not entries(guest)

    publish(days_ago=29, holds_in=-5)
    ((name, title, text),) = entries(guest)
    publish(days_ago=30, holds_in=-5)

    assert name == "tag:127.0.0.1,2026:/privacy/v/2/changes"
    assert title.startswith("Our privacy statement changed on")
    assert text == CHANGES
    assert not entries(guest)
    publish()
    assert entries(guest)
    assert not entries(guest, "/b/performance/feed.atom")
