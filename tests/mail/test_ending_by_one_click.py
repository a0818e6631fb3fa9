"""One click ends a kind of mail: no cookie, no sign-in, no form token (RFC 8058)."""

import time

import pytest
from flask import Flask

from forum.mail.choices import NEWSLETTER
from forum.mail.models import MailChoice
from forum.mail.unsubscribing import ending_url
from tests.browser import Browser
from tests.mail.activity import NAME, offer_activity_mail, queue
from tests.mail.announcing import ending_path
from tests.world import World

ROSA = "rosa@example.com"


@pytest.fixture(autouse=True)
def activity(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer a kind of activity mail."""
    offer_activity_mail(app, monkeypatch)


def link_in_mail(world: World) -> str:
    """Have a letter sent to Rosa; return the path that ends its kind."""
    queue(world, world.known("rosa"))
    world.run_jobs()
    return ending_path(world.outbox.to(ROSA)[-1]["List-Unsubscribe"])


def ended(world: World) -> set[str]:
    """Return the kinds of mail that somebody ended."""
    return {row.purpose for row in world.rows(MailChoice) if row.said == "link"}


def test_the_mail_says_how_to_end_it(world: World) -> None:
    link_in_mail(world)

    (mail,) = world.outbox.to(ROSA)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(mail["List-Id"]).endswith("<test-replies.127.0.0.1>")
    assert mail["Auto-Submitted"] == "auto-generated"


def test_looking_changes_nothing(world: World, guest: Browser) -> None:
    path = link_in_mail(world)

    page = guest.visit(path)

    assert page.status == 200
    assert page.forms(path)
    assert not ended(world)
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize(
    "headers", [{"User-Agent": "a mail program"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_mail_program_ends_it_without_cookie_or_token(
    world: World, guest: Browser, headers: dict[str, str]
) -> None:
    path = link_in_mail(world)

    page = guest.post(
        path, {"List-Unsubscribe": "One-Click"}, follow=False, headers=headers
    )

    assert page.status == 200
    assert ended(world) == {NAME}


def test_what_waits_in_line_is_not_sent_any_more(world: World, guest: Browser) -> None:
    path = link_in_mail(world)
    queue(world, world.member_id("rosa"))

    guest.post(path, {"List-Unsubscribe": "One-Click"})
    world.run_jobs()

    assert len(world.outbox.to(ROSA)) == 1


def test_a_person_ends_it_by_the_button(world: World, guest: Browser) -> None:
    path = link_in_mail(world)
    guest.visit(path)

    page = guest.submit(path)

    assert page.heading == "This mail has ended"
    assert ended(world) == {NAME}


def test_all_activity_mail_ends_by_the_other_button(
    world: World, guest: Browser
) -> None:
    path = link_in_mail(world)
    guest.visit(path)

    guest.submit(path, more={"all": "y"})

    assert NAME in ended(world)
    assert "newsletter" not in ended(world)


def test_a_forged_link_ends_nothing(world: World, guest: Browser) -> None:
    path = link_in_mail(world)

    page = guest.post(path[:-3] + "AAA", {"List-Unsubscribe": "One-Click"})

    assert page.status == 400
    assert not ended(world)


def test_a_link_works_for_a_year_and_no_longer(
    world: World, guest: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = world.known("rosa")
    with world.app.test_request_context():
        path = ending_path(f"<{ending_url(member, NEWSLETTER)}>")
    day = 24 * 3600

    monkeypatch.setattr("itsdangerous.timed.time.time", _in(364 * day))
    assert guest.visit(path).status == 200
    monkeypatch.setattr("itsdangerous.timed.time.time", _in(368 * day))
    assert guest.visit(path).status == 410


def _in(seconds: int) -> object:
    now = time.time()
    return lambda: now + seconds


def test_other_forms_still_refuse_a_foreign_page(rosa: Browser) -> None:
    token = rosa.visit("/my/mail").values("/my/mail")["csrf_token"]

    page = rosa.post(
        "/my/mail", {"csrf_token": token}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert page.status == 403
