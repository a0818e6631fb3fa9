"""A kind of activity mail of the tests' own, as a later package would add it."""

from datetime import datetime

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from forum.core.clock import utcnow
from forum.core.jobs import Payload, enqueue
from forum.mail import choices, letters
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import registry
from tests.world import World

NAME = "test_replies"


def offer_activity_mail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer a kind of activity mail for the time of a test."""
    offered = {one.name: one for one in choices.choices()}
    monkeypatch.setattr("forum.mail.choices._choices", offered)
    written = {one.name: one for one in letters.kinds()}
    monkeypatch.setattr("forum.mail.letters._kinds", written)
    kind = choices.offer(NAME, "Replies", "Somebody replied to you.", is_on=True)

    @letter(NAME, MailClass.ACTIVITY, kind)
    def replies(payload: Payload, now: datetime) -> Letter | None:
        del now
        contact = registry().contact(payload["member"])
        return None if contact is None else Letter(contact, "Somebody replied to you")

    words = {
        f"mail/{NAME}.{form}": "A reply. {{ end_url }}" for form in ("txt", "html")
    }
    assert app.jinja_env.loader is not None
    both = ChoiceLoader([DictLoader(words), app.jinja_env.loader])
    monkeypatch.setattr(app.jinja_env, "loader", both)


def queue(world: World, member: int) -> None:
    """Have a letter of that kind sent."""
    with world.writing():
        enqueue("mail", {"letter": NAME, "member": member}, utcnow())
