"""Pausing and deleting an account through the pages, and stopping that."""

import re
from datetime import timedelta

import time_machine
from flask import Flask

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.members.models import Member, MemberSession
from forum.rights.models import Erasure, Fate
from tests.browser import PASSWORD, Browser
from tests.moderation.cases import decided, flagged
from tests.world import World, words_of

PHONE = "My number is 413-555-0142, call after six."


def _signed_in(world: World, guest: Browser, handle: str = "rosa") -> int:
    member = world.known(handle)
    guest.begin_session(world.session_of(member))
    return member


def _deleted(guest: Browser, fate: str = "keep") -> None:
    guest.visit("/my/delete/confirm")
    page = guest.submit("/my/delete/confirm", fate=fate)
    assert page.heading == "Your account will be deleted in 14 days", page.text


def _stop_link(world: World) -> str:
    world.run_jobs()
    (mail,) = world.outbox.to("rosa@example.com")
    found = re.search(r"http://\S+(/delete/stop/\S+)", words_of(mail))
    assert found
    return found[1]


def test_what_pausing_means_stands_before_the_button(rosa: Browser) -> None:
    page = rosa.visit("/my/deactivate")

    text = page.text
    assert text.index("24 months") < text.index("Pause my account Stay active")
    assert "no mail" in text


def test_a_paused_member_is_signed_out_everywhere(world: World, guest: Browser) -> None:
    member = _signed_in(world, guest)
    world.session_of(member)
    guest.visit("/my/deactivate")

    page = guest.submit("/my/deactivate")

    assert page.heading == "Your account is paused"
    assert not [one for one in world.rows(MemberSession) if one.member_id == member]
    assert world.row(Member, member).deactivated_at is not None
    assert "Not active" in guest.visit("/m/rosa").text


def test_posts_of_a_paused_member_stay_with_a_name_that_leads_nowhere(
    world: World, guest: Browser
) -> None:
    thread = world.thread("rosa")
    _signed_in(world, guest)
    guest.visit("/my/deactivate")
    guest.submit("/my/deactivate")

    page = guest.visit(world.url(thread))

    assert "rosa" in page.text
    assert not page.soup.select('a[href="/m/rosa"]')


def test_a_paused_member_gets_no_mail_but_a_new_password(
    world: World, guest: Browser, mo: Browser
) -> None:
    thread = world.thread("rosa")
    _signed_in(world, guest)
    guest.visit("/my/deactivate")
    guest.submit("/my/deactivate")
    case = flagged(world, world.opening_post(thread))
    assert decided(mo, case, "remove").status == 200
    world.run_jobs()
    assert not world.outbox.to("rosa@example.com")

    guest.visit("/reset")
    guest.submit("/reset", email="rosa@example.com")
    world.run_jobs()

    (mail,) = world.outbox.to("rosa@example.com")
    assert mail["Subject"] == "Your link to a new password"


def test_pausing_an_old_session_asks_for_proof_first(
    world: World, guest: Browser
) -> None:
    member = _signed_in(world, guest)
    guest.visit("/my/deactivate")

    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        page = guest.submit("/my/deactivate")

    assert page.status == 403
    assert world.row(Member, member).deactivated_at is None


def test_the_only_administrator_stays(ada: Browser) -> None:
    ada.visit("/my/deactivate")

    page = ada.submit("/my/deactivate")

    assert page.status == 403
    assert "only administrator" in page.text


def test_who_stays_away_for_two_years_is_erased(app: Flask, world: World) -> None:
    member = world.member("rosa")
    guest = Browser(app)
    _signed_in(world, guest)
    guest.visit("/my/deactivate")
    guest.submit("/my/deactivate")

    with time_machine.travel(utcnow() + timedelta(days=731)):
        app.test_cli_runner().invoke(args=["sweep"])
        world.run_jobs()

    assert world.row(Member, member).is_former


def test_the_findings_in_own_posts_are_listed_and_ticked(
    world: World, guest: Browser
) -> None:
    world.thread("rosa", body=PHONE)
    _signed_in(world, guest)

    page = guest.visit("/my/delete/confirm")

    boxes = page.soup.select('input[name="redact"]')
    assert len(boxes) >= 1
    assert all(box.has_attr("checked") for box in boxes)
    assert "413-555-0142" in page.text


def test_a_choice_is_asked_for(world: World, guest: Browser) -> None:
    world.thread("rosa", body=PHONE)
    member = _signed_in(world, guest)
    guest.visit("/my/delete/confirm")

    page = guest.submit("/my/delete/confirm", redact="")

    assert page.status == 422
    assert "Choose what should happen to your posts" in page.text
    assert not page.soup.select('input[name="redact"][checked]')
    assert world.row(Member, member).erase_at is None


def test_ticks_are_kept_if_proof_is_too_old(world: World, guest: Browser) -> None:
    world.thread("rosa", body=PHONE)
    member = _signed_in(world, guest)
    guest.visit("/my/delete/confirm")

    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        page = guest.submit("/my/delete/confirm", fate="redact")

    assert page.status == 403
    assert "Please confirm it is you" in page.text
    assert page.soup.select('input[value="redact"][checked]')
    assert page.soup.select('input[name="redact"][checked]')
    assert world.row(Member, member).erase_at is None


def test_nothing_is_erased_for_fourteen_days(world: World, guest: Browser) -> None:
    thread = world.thread("rosa", body=PHONE)
    member = _signed_in(world, guest)

    _deleted(guest)
    with time_machine.travel(utcnow() + timedelta(days=13, hours=23)):
        world.run_jobs()

    assert world.row(Member, member).handle == "rosa"
    assert "413-555-0142" in world.row(Post, world.opening_post(thread)).html
    assert len(world.rows(Erasure)) == 1


def test_after_fourteen_days_it_is_done(world: World, guest: Browser) -> None:
    thread = world.thread("rosa", body=PHONE)
    member = _signed_in(world, guest)
    _deleted(guest)

    with time_machine.travel(utcnow() + timedelta(days=14, minutes=1)):
        world.run_jobs()

    assert world.row(Member, member).is_former
    html = world.row(Post, world.opening_post(thread)).html
    assert "413-555-0142" not in html
    assert "call after six" in html
    (one,) = world.rows(Erasure)
    assert one.fate is Fate.KEEP
    assert one.passages is None
    assert one.found_after == 0


def test_a_reminder_comes_two_days_before(world: World, guest: Browser) -> None:
    _signed_in(world, guest)
    _deleted(guest)
    world.run_jobs()

    with time_machine.travel(utcnow() + timedelta(days=12, minutes=1)):
        world.run_jobs()

    assert len(world.outbox.to("rosa@example.com")) == 2


def test_the_link_in_the_mail_stops_it(world: World, guest: Browser) -> None:
    member = _signed_in(world, guest)
    _deleted(guest)
    link = _stop_link(world)
    guest.visit(link)
    assert world.row(Member, member).erase_at is not None

    page = guest.submit(link)

    assert page.heading == "Your account stays"
    kept = world.row(Member, member)
    assert kept.erase_at is None
    assert kept.deactivated_at is None
    with time_machine.travel(utcnow() + timedelta(days=15)):
        world.run_jobs()
        assert guest.visit(link).status == 410
    assert world.row(Member, member).handle == "rosa"


def test_signing_in_stops_it(world: World, guest: Browser) -> None:
    member = _signed_in(world, guest)
    _deleted(guest)

    guest.sign_in("rosa", PASSWORD)
    guest.visit("/sign-in/return")
    guest.submit("/sign-in/return")

    assert world.row(Member, member).erase_at is None
    with time_machine.travel(utcnow() + timedelta(days=15)):
        world.run_jobs()
    assert world.row(Member, member).handle == "rosa"


def test_a_made_up_link_stops_nothing(guest: Browser) -> None:
    assert guest.visit("/delete/stop/abc").status == 410
