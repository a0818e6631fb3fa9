"""Where announcements stand: the first page, every page, and until when."""

from datetime import timedelta

import pytest

from forum.announcements.models import Announcement, AnnouncementDismissal
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from forum.rights import actions as rights
from forum.rights.actions import Wish
from forum.rights.models import Erasure, Fate
from tests.browser import Browser, Page
from tests.mail.announcing import NEW, administrator, announced, last_day, newest
from tests.mail.announcing import TITLE as PAUSE
from tests.world import World

MEETUP = "We meet in the library"


@pytest.fixture
def other(world: World) -> Browser:
    """Return the browser of a second administrator."""
    return administrator(world, "second_op")


def meetup(ada: Browser, other: Browser, world: World) -> int:
    """Have something of the community announced; return its key."""
    return announced(ada, other, world, purpose="community", title=MEETUP)


def begins(ada: Browser, days: int) -> Page:
    """Write an announcement that begins in some days."""
    ada.visit(NEW)
    first = f"{utcnow() + timedelta(days=days):%Y-%m-%d}"
    fields = {"purpose": "service", "title": PAUSE, "body": "Reading works."}
    more = {"starts_on": first, "ends_on": last_day(), "no_promotion": "y"}
    return ada.submit(NEW, more={**fields, **more, "send": "y"})


def test_what_is_of_the_community_stands_on_the_first_page_and_is_never_mailed(
    ada: Browser, other: Browser, guest: Browser, rosa: Browser, world: World
) -> None:
    meetup(ada, other, world)
    world.run_jobs()

    assert MEETUP in guest.visit("/").text
    assert MEETUP in rosa.visit("/").text
    assert MEETUP not in guest.visit("/latest").text
    assert MEETUP not in rosa.visit("/notifications").text
    assert not world.outbox.mails


def test_a_member_dismisses_it_for_themselves_alone(
    ada: Browser,
    other: Browser,
    guest: Browser,
    rosa: Browser,
    ken: Browser,
    world: World,
) -> None:
    key = meetup(ada, other, world)
    assert not guest.visit("/").forms("/dismiss")

    rosa.visit("/")
    page = rosa.submit(f"/announcements/{key}/dismiss")

    assert "It is gone from your first page." in page.text
    assert MEETUP not in rosa.visit("/").text
    assert MEETUP in ken.visit("/").text
    assert MEETUP in guest.visit("/").text
    (row,) = world.rows(AnnouncementDismissal)
    assert row.member_id == world.member_id("rosa")


def test_what_everybody_has_to_know_is_not_dismissed(
    ada: Browser, other: Browser, rosa: Browser, world: World
) -> None:
    key = announced(ada, other, world)
    token = rosa.visit("/").values("/sign-out")["csrf_token"]

    page = rosa.post(f"/announcements/{key}/dismiss", {"csrf_token": token})

    assert page.status == 403
    assert PAUSE in rosa.visit("/").text
    assert not rosa.page.forms("/dismiss")


def test_what_is_about_the_service_is_named_on_every_page(
    ada: Browser, other: Browser, guest: Browser, world: World
) -> None:
    key = announced(ada, other, world)

    for path in ("/latest", "/b/care", "/sign-in", "/privacy"):
        page = guest.visit(path)
        assert page.link(PAUSE) == f"/#announced-{key}", path
    assert f"announced-{key}" in guest.visit("/").html
    assert "Announced:" not in guest.page.text


def test_an_announcement_begins_on_its_first_day(
    ada: Browser, other: Browser, guest: Browser, world: World
) -> None:
    assert begins(ada, 3).status == 200
    key = newest(world)
    other.visit(f"/admin/announcements/{key}")
    other.submit("/approve", no_promotion="y")

    assert PAUSE not in guest.visit("/").text
    assert PAUSE not in guest.visit("/latest").text
    assert "Approved, from" in ada.visit("/admin/announcements").text
    with world.writing():
        db.session.get_one(Announcement, key).starts_at = utcnow() - timedelta(days=1)
    assert PAUSE in guest.visit("/").text


def test_an_end_before_the_beginning_is_refused_and_nothing_is_lost(
    ada: Browser, world: World
) -> None:
    page = begins(ada, 30)

    assert page.status == 422
    assert "Choose a day that is still to come" in page.text
    assert page.values(NEW)["title"] == PAUSE
    assert not world.rows(Announcement)


def test_who_is_erased_leaves_no_dismissal(
    ada: Browser, other: Browser, rosa: Browser, world: World
) -> None:
    key = meetup(ada, other, world)
    rosa.visit("/")
    rosa.submit(f"/announcements/{key}/dismiss")

    with world.writing():
        member = db.session.get_one(Member, world.member_id("rosa"))
        rights.erase_now(member.id, Wish(Fate.KEEP), utcnow())
    world.run_jobs()

    assert not world.rows(AnnouncementDismissal)
    (erasure,) = world.rows(Erasure)
    assert erasure.found_after == 0
