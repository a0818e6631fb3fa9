"""Announcements: two administrators, one mail for each member, no promotion."""

import pytest

from forum.announcements.actions import BATCH, hand_out
from forum.announcements.models import Announcement, AnnouncementCopy
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job
from forum.members.models import Member
from tests.browser import Browser
from tests.mail.announcing import (
    BODY,
    NEW,
    TITLE,
    announced,
    approved,
    newest,
    tick,
    written,
)
from tests.world import World, words_of


def test_a_preview_keeps_nothing_and_loses_nothing(world: World, ada: Browser) -> None:
    page = written(ada, button="preview")

    assert page.status == 200
    assert page.soup.select(".prose a[href='/support']")
    assert page.values(NEW)["body"] == BODY
    assert not world.rows(Announcement)


def test_a_link_that_leaves_the_site_is_refused(world: World, ada: Browser) -> None:
    page = written(ada, body="Read [this](https://www.example.org/deal) first.")

    assert page.status == 422
    assert "Link to pages of this site only" in page.text
    assert not world.rows(Announcement)


def test_a_link_that_counts_is_refused(ada: Browser) -> None:
    page = written(ada, body="Read [this](/support?utm_source=mail) first.")

    assert page.status == 422


def test_words_that_sell_are_refused_in_service_mail(ada: Browser) -> None:
    page = written(ada, title="A special offer for you")

    assert page.status == 422
    assert "is promotion" in page.text


def test_the_box_must_be_ticked(ada: Browser) -> None:
    page = written(ada, no_promotion="")

    assert page.status == 422
    assert "contains no promotion. Say so" in page.text


def test_moderators_and_members_have_no_way_in(mo: Browser, rosa: Browser) -> None:
    for browser in (mo, rosa):
        for path in ("/admin/announcements", NEW, "/admin/mail", "/admin/tickets"):
            assert browser.visit(path).status == 403


def test_the_second_approval_does_nothing_more(
    world: World, ada: Browser, bea: Browser
) -> None:
    world.member("rosa")
    key = announced(ada, bea, world)
    world.run_jobs()

    page = approved(bea, key)
    world.run_jobs()

    assert page.status == 403
    assert len(world.outbox.to("rosa@example.com")) == 1


def test_a_withdrawn_announcement_is_neither_shown_nor_sent(
    world: World, ada: Browser, bea: Browser, guest: Browser
) -> None:
    world.member("rosa")
    key = announced(ada, bea, world)
    ada.visit(f"/admin/announcements/{key}")

    ada.submit("/withdraw")
    world.run_jobs()

    assert not world.outbox.mails
    assert TITLE not in guest.visit("/").text


def test_more_members_than_a_batch_get_one_copy_each(
    world: World, ada: Browser, bea: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert BATCH > 1
    monkeypatch.setattr("forum.announcements.actions.BATCH", 2)
    handles = [f"member{number}" for number in range(5)]
    for handle in handles:
        world.member(handle)
    key = announced(ada, bea, world)

    world.run_jobs()
    with world.writing():
        hand_out(key, 0, utcnow())
    world.run_jobs()

    for handle in handles:
        assert len(world.outbox.to(f"{handle}@example.com")) == 1
    assert len(world.rows(AnnouncementCopy)) == len(handles) + 2


def test_the_newsletter_goes_to_those_who_asked(
    world: World,
    ada: Browser,
    bea: Browser,
    rosa: Browser,
    ken: Browser,
    with_postal_address: None,
) -> None:
    del ken
    tick(rosa, "newsletter")

    announced(ada, bea, world, purpose="newsletter")
    world.run_jobs()

    (mail,) = world.outbox.mails
    assert mail["To"] == "rosa@example.com"
    assert mail["Subject"] == f"[Newsletter] {TITLE}"
    assert "This is an advertisement" in words_of(mail)
    assert with_postal_address is None


def test_a_third_promotion_in_a_month_is_refused(
    world: World,
    ada: Browser,
    bea: Browser,
    rosa: Browser,
    with_postal_address: None,
) -> None:
    tick(rosa, "newsletter", "offers")
    for purpose in ("newsletter", "offers"):
        announced(ada, bea, world, purpose=purpose)
    written(ada, purpose="newsletter")

    page = approved(bea, newest(world))
    world.run_jobs()

    assert page.status == 403
    assert "Two went out in the last 30 days" in page.text
    assert len(world.outbox.to("rosa@example.com")) == 2
    assert with_postal_address is None


def test_more_than_four_a_year_are_noted(
    world: World, ada: Browser, bea: Browser
) -> None:
    for _ in range(4):
        announced(ada, bea, world)
    assert (
        "We promised members that they are rare"
        not in ada.visit("/admin/announcements").text
    )

    announced(ada, bea, world)

    page = ada.visit("/admin/announcements")
    assert "We promised members that they are rare" in page.text


def test_only_keys_stand_in_line(world: World, ada: Browser, bea: Browser) -> None:
    world.member("rosa")
    key = announced(ada, bea, world)
    with world.writing():
        hand_out(key, 0, utcnow())

    waiting = [job.payload for job in world.rows(Job) if job.kind == "mail"]

    assert waiting
    assert all(
        set(payload) == {"letter", "announcement", "member"} for payload in waiting
    )


def test_it_ends_by_itself(
    world: World, ada: Browser, bea: Browser, guest: Browser
) -> None:
    key = announced(ada, bea, world)
    assert TITLE in guest.visit("/").text

    with world.writing():
        db.session.get_one(Announcement, key).ends_at = utcnow()

    assert TITLE not in guest.visit("/").text
    assert world.rows(Member)
