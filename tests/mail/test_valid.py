"""Every kind of mail keeps RFC 5322, and says how it ends where it can be ended."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from flask import Flask

from forum.core.clock import utcnow
from forum.mail.jobs import send
from forum.mail.letters import MailClass, kind_named, kinds
from tests.browser import Browser
from tests.mail.announcing import ending_path
from tests.mail.every_kind import CAUSES, Cause
from tests.mail.valid import LISTED, faults
from tests.privacy.changing import Publish, publish
from tests.world import World

__all__ = ["publish"]

CHOSEN = {MailClass.ACTIVITY, MailClass.PROMOTIONAL}
SECURE = "https://forum.example.com"


@contextmanager
def in_earnest(app: Flask) -> Iterator[None]:
    """Let the forum have an address as it has in earnest, and a postal one."""
    given = {"postal_address": "100 Example Street, Sampletown", "base_url": SECURE}
    changed = app.extensions["settings"].model_copy(update=given)
    names = {"SERVER_NAME": "forum.example.com", "PREFERRED_URL_SCHEME": "https"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(app.extensions, "settings", changed)
        for name, value in names.items():
            patch.setitem(app.config, name, value)
        with app.app_context():
            yield


def sent(world: World, name: str) -> EmailMessage:
    """Let what a kind of letter is about happen, and one be sent."""
    payload = CAUSES[name](Cause(world))
    world.outbox.mails.clear()
    with in_earnest(world.app):
        send({"letter": name, "job": 77, **payload}, utcnow())
    (mail,) = world.outbox.mails
    return mail


def test_every_kind_of_letter_is_looked_at(app: Flask) -> None:
    assert app.name
    assert {one.name for one in kinds()} - {"test_replies"} == set(CAUSES)


@pytest.mark.usefixtures("mo")
@pytest.mark.parametrize("name", CAUSES)
def test_a_letter_keeps_the_rules(world: World, publish: Publish, name: str) -> None:
    publish()

    mail = sent(world, name)

    assert faults(mail) == []
    is_chosen = kind_named(name).mail_class in CHOSEN
    assert set(mail.keys()) & LISTED == (LISTED if is_chosen else set())
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    links = re.findall(r"https?://[^\s)>]+", text)
    assert links
    assert {one for one in links if not one.startswith(SECURE)} == set()


@pytest.mark.usefixtures("mo")
@pytest.mark.parametrize(
    "name",
    ["announced_newsletter", "announced_offers", "digest"]
    + [f"told_{one}" for one in ("mention", "quote", "reply", "thread")],
)
def test_what_can_be_ended_ends_by_one_click(
    world: World, guest: Browser, name: str
) -> None:
    mail = sent(world, name)
    address = str(mail["List-Unsubscribe"])
    assert address.startswith(f"<{SECURE}/mail/end/")

    said = {"List-Unsubscribe": "One-Click"}
    answer = guest.client.post(ending_path(address), data=said)

    assert answer.status_code == 200
    assert "Location" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def _plain(mail: EmailMessage) -> EmailMessage:
    part = mail.get_body(("plain",))
    assert isinstance(part, EmailMessage)
    return part


def _in_eight_bits(mail: EmailMessage) -> None:
    mail.policy = SMTP
    _plain(mail).set_content("über", cte="8bit")


def _without_html(mail: EmailMessage) -> None:
    text = _plain(mail)
    mail.set_payload([text])


BROKEN: dict[str, Callable[[EmailMessage], object]] = {
    "has 0 times Date": lambda mail: mail.__delitem__("Date"),
    "has the key": lambda mail: mail.replace_header("Message-ID", "x"),
    "has no subject": lambda mail: mail.replace_header("Subject", " "),
    "for To": lambda mail: mail.replace_header("To", "a@example.com, b@example.com"),
    "machine": lambda mail: mail.replace_header("Auto-Submitted", "no"),
    "and not all of": lambda mail: mail.__delitem__("List-Id"),
    "is ended at": lambda mail: mail.replace_header("List-Unsubscribe", "</x>"),
    "by one click": lambda mail: mail.replace_header("List-Unsubscribe-Post", "x"),
    "other headers": lambda mail: mail.add_header("X-Mailer", "x"),
    "seven bits": _in_eight_bits,
    "says nothing": lambda mail: _plain(mail).set_content(" "),
    "has the parts": _without_html,
}


@pytest.mark.parametrize("says", BROKEN)
def test_a_broken_letter_would_be_noticed(world: World, says: str) -> None:
    mail = sent(world, "told_reply")
    assert faults(mail) == []

    BROKEN[says](mail)

    assert any(says in one for one in faults(mail)), faults(mail)
