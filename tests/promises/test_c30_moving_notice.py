"""C30: members hear at least 30 days ahead that the forum is handed over."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from forum.announcements.models import Announcement
from forum.core.clock import utcnow
from tests.browser import Browser, Page
from tests.mail.announcing import approved, newest
from tests.promises.moving import run
from tests.world import World, words_of

NEW = "/admin/announcements/handing-over"
TO_WHOM = "Example *Solar* Fund, Inc."
BANNER = "this forum is handed over to Example *Solar* Fund, Inc."


def _day(days: int) -> str:
    return f"{utcnow() + timedelta(days=days):%Y-%m-%d}"


def _written(author: Browser, days: int = 40, to_whom: str = TO_WHOM) -> Page:
    author.visit(NEW)
    return author.submit(NEW, to_whom=to_whom, on=_day(days), no_promotion="y")


def _announced(world: World, ada: Browser, bea: Browser, days: int = 40) -> int:
    assert _written(ada, days).status == 200
    key = newest(world)
    assert approved(bea, key).status == 200
    return key


def test_every_page_says_it_with_ways_to_one_s_data_and_out(
    world: World, ada: Browser, bea: Browser, rosa: Browser, guest: Browser
) -> None:
    thread = world.thread("ken")
    _announced(world, ada, bea)

    for browser in (guest, rosa):
        for path in ("/", "/about", "/sign-in", world.url(thread), "/no-such-page"):
            page = browser.visit(path)
            if browser is rosa and path == "/sign-in":
                continue
            assert BANNER in page.text, path
            links = {link["href"] for link in page.soup.select("a.btn[href]")}
            assert {"/my/export", "/my/delete"} <= links, path


def test_every_member_gets_one_service_mail_about_it(
    world: World, ada: Browser, bea: Browser, rosa: Browser
) -> None:
    rosa.visit("/")
    _announced(world, ada, bea)
    world.run_jobs()

    (mail,) = world.outbox.to("rosa@example.com")

    words = words_of(mail)
    assert str(mail["Subject"]).startswith("[Service] This forum is handed over on")
    assert "/my/export" in words
    assert "/my/delete" in words
    assert "Solar" in words


def test_one_administrator_alone_announces_nothing(
    world: World, ada: Browser, guest: Browser
) -> None:
    _written(ada)

    assert BANNER not in guest.visit("/about").text
    assert approved(ada, newest(world)).status == 403
    assert BANNER not in guest.visit("/about").text


@pytest.mark.parametrize("days", [28, 400])
def test_a_day_too_near_or_too_far_is_refused(
    world: World, ada: Browser, days: int
) -> None:
    page = _written(ada, days)

    assert page.status == 422
    assert "Choose a day" in page.text
    assert page.values(NEW)["to_whom"] == TO_WHOM
    assert not world.rows(Announcement)


@pytest.mark.usefixtures("bea")
def test_who_approves_too_late_is_refused(world: World, ada: Browser) -> None:
    _written(ada, 31)
    with time_machine.travel(utcnow() + timedelta(days=3)):
        again = Browser(world.app)
        again.begin_session(world.session_of(world.member_id("bea_admin")))
        page = approved(again, newest(world))

    assert page.status == 403
    assert "30 days ahead" in page.text


def test_promotion_and_addresses_are_refused(ada: Browser) -> None:
    assert _written(ada, to_whom="Special offer GmbH").status == 422
    assert _written(ada, to_whom="https://www.example.org/").status == 422


def test_moderators_and_members_do_not_announce(mo: Browser, rosa: Browser) -> None:
    assert mo.visit(NEW).status == 403
    assert rosa.visit(NEW).status == 403


def test_it_ends_with_the_day_and_when_it_is_withdrawn(
    world: World, ada: Browser, bea: Browser, guest: Browser
) -> None:
    key = _announced(world, ada, bea)
    with time_machine.travel(utcnow() + timedelta(days=43)):
        assert BANNER not in guest.visit("/about").text

    assert BANNER in guest.visit("/about").text
    ada.visit(f"/admin/announcements/{key}")
    ada.submit("/withdraw")

    assert BANNER not in guest.visit("/about").text


def test_an_export_without_notice_is_warned_about_and_made(
    world: World, ada: Browser, bea: Browser, tmp_path: Path
) -> None:
    _announced(world, ada, bea)

    at_once = run(world.app, "export", tmp_path / "at once")
    with time_machine.travel(utcnow() + timedelta(days=31)):
        later = run(world.app, "export", tmp_path / "later")

    assert at_once.exit_code == later.exit_code == 0
    assert "Members were not told 30 days ahead" in at_once.output
    assert "Members were not told" not in later.output
