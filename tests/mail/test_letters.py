"""What each letter says, in both of its forms, and the headers it carries."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest

from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job, enqueue
from forum.mail.letters import MailClass, kind_named
from moderation.rules import CLICK_WITHIN
from tests.browser import Browser
from tests.members.joining import fill_in
from tests.members.test_resetting import NEW, asked
from tests.world import World, words_of

ROSA = "rosa@example.com"
SUBJECTS = {
    "welcome": "Welcome to SolTrex Forum: please confirm your address",
    "known_address": "Somebody used your address at SolTrex Forum",
    "reset": "Your link to a new password",
    "password_changed": "Your password was changed",
    "approved": "[Service] Your post is public now",
    "statement": "[Service]",
}
SERVICE = {"approved", "statement"}


def html_of(mail: EmailMessage) -> str:
    """Return the other form of a mail."""
    body = mail.get_body(("html",))
    assert body is not None
    text: str = body.get_content()
    return text


def sent(world: World, guest: Browser, mo: Browser, name: str) -> EmailMessage:
    """Let the letter of this name be sent to Rosa."""
    if name == "welcome":
        fill_in(guest, email=ROSA)
    else:
        world.member("rosa", is_new=name in SERVICE)
    if name == "known_address":
        fill_in(guest, email=ROSA)
    elif name in {"reset", "password_changed"}:
        link = asked(guest, world)
        if name == "password_changed":
            guest.visit(link)
            guest.submit(link, password=NEW)
    elif name in SERVICE:
        measure = "approve" if name == "approved" else "reject"
        _decided(world, mo, measure)
    world.run_jobs(CLICK_WITHIN if name in SERVICE else timedelta())
    return world.outbox.to(ROSA)[-1]


def _decided(world: World, mo: Browser, measure: str) -> None:
    thread = world.thread("ken")
    world.reply(thread, "rosa", body="Seven modules on the shed.")
    queue = mo.visit("/moderation/queue")
    (item,) = {
        str(one["href"]) for one in queue.soup.select("a[href^='/moderation/items/']")
    }
    mo.visit(item)
    mo.submit("/claim")
    mo.visit(item)
    reason = "" if measure == "approve" else "It was **not** about solar power."
    mo.submit("/decide", measure=measure, reason=reason, rule="R4")


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_letter_says_the_same_in_both_forms(
    world: World, guest: Browser, mo: Browser, name: str
) -> None:
    mail = sent(world, guest, mo, name)

    plain, html = words_of(mail), html_of(mail)
    assert str(mail["Subject"]).startswith(SUBJECTS[name])
    assert "{{" not in plain + html
    for text in (plain, html):
        assert "You get this email because" in text
        assert "100 Example Street" in text
        for page in ("/privacy", "/terms", "/contact"):
            assert f"http://127.0.0.1:8000{page}" in text
    links = set(re.findall(r"http://127\.0\.0\.1:8000[\w/#-]*", plain))
    assert not [one for one in links if f'href="{one}"' not in html], links


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_letter_fetches_nothing_and_counts_nobody(
    world: World, guest: Browser, mo: Browser, name: str
) -> None:
    mail = sent(world, guest, mo, name)

    html = html_of(mail)
    assert not re.search(r"<(?:img|script|link|iframe)\b|url\(", html)
    hosts = set(re.findall(r"https?://([^/\s\"'<]+)", html))
    assert hosts == {"127.0.0.1:8000"}


def test_the_headers_are_those_of_a_machines_letter(
    world: World, guest: Browser, mo: Browser
) -> None:
    mail = sent(world, guest, mo, "reset")

    assert mail["From"] == "SolTrex Forum <forum@example.com>"
    assert mail["To"] == ROSA
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime is not None
    assert re.fullmatch(r"<[0-9a-f]{32}@127\.0\.0\.1>", mail["Message-ID"])
    assert mail.get_content_type() == "multipart/alternative"


def test_a_job_that_runs_twice_sends_the_same_message(world: World) -> None:
    member = world.member("rosa")

    for _ in range(2):
        _queue_again(world, member)
        world.run_jobs()

    first, second = world.outbox.to(ROSA)
    assert first["Message-ID"] == second["Message-ID"]


def _queue_again(world: World, member: int) -> None:
    payload = {"letter": "password_changed", "member": member}
    with world.writing():
        db.session.add(Job(id=77, kind="mail", payload=payload, run_at=utcnow()))


def test_two_letters_are_two_messages(world: World) -> None:
    member = world.member("rosa")
    payload = {"letter": "password_changed", "member": member}

    with world.writing():
        enqueue("mail", payload, utcnow())
        enqueue("mail", payload, utcnow())
    world.run_jobs()

    first, second = world.outbox.to(ROSA)
    assert first["Message-ID"] != second["Message-ID"]


def test_a_name_cannot_add_a_header_or_a_tag(world: World) -> None:
    name = "Eve\r\nBcc: ivy@example.com\r\n\r\n<b>Hello</b>"
    member = world.member("rosa", name=name)
    with world.writing():
        payload = {"letter": "password_changed", "member": member}
        enqueue("mail", payload, utcnow())

    world.run_jobs()

    (mail,) = world.outbox.mails
    assert mail["Bcc"] is None
    head = mail.as_bytes().partition(b"\r\n\r\n")[0]
    assert b"ivy@example.com" not in head
    assert "<b>Hello</b>" not in html_of(mail)
    assert "&lt;b&gt;Hello&lt;/b&gt;" in html_of(mail)


def test_a_letter_to_somebody_who_is_gone_is_not_written(
    world: World, guest: Browser
) -> None:
    with world.writing():
        for letter in ("known_address", "reset", "password_changed"):
            enqueue("mail", {"letter": letter, "member": 4711}, utcnow())
        enqueue("mail", {"letter": "welcome", "application": 4711}, utcnow())

    world.run_jobs()

    assert not world.outbox.mails
    assert not [job for job in world.rows(Job) if job.kind == "mail"]
    assert guest.visit("/").status == 200


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_letter_has_a_class(name: str) -> None:
    wanted = MailClass.SERVICE if name in SERVICE else MailClass.TRANSACTIONAL

    assert kind_named(name).mail_class is wanted


def test_a_queued_letter_holds_no_words(world: World, guest: Browser) -> None:
    fill_in(guest)

    (job,) = [one for one in world.rows(Job) if one.kind == "mail"]

    assert set(job.payload) == {"letter", "application"}
    assert isinstance(job.payload["application"], int)
