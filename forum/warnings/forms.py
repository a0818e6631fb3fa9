"""What texts for others and the decisions about them travel in."""

import re
import secrets
from datetime import UTC, datetime
from typing import Any, cast

from flask import current_app, request
from wtforms import HiddenField

from forum.core.clock import utcnow
from forum.core.forms import Form
from forum.core.keys import Keys
from forum.warnings.weighing import Answers

ONCE_MAX = 48
CHOICES_MAX = 500
MAC_LENGTH = 12
CHOICE = re.compile(r"choice-[0-9]{1,4}")


class CheckedForm(Form):
    """A form whose texts are looked into before others read them."""

    once = HiddenField()
    seal = HiddenField()
    step = HiddenField()

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        sent = self.once.data or ""
        # Anything else cannot have come from one of our forms.
        if (
            not sent
            or len(sent) > ONCE_MAX
            or not (sent.isascii() and sent.isprintable())
        ):
            self.once.data = fresh_token(utcnow())

    @property
    def token(self) -> str:
        """The token of this composition."""
        return self.once.data or ""

    def seconds_open(self, now: datetime) -> float:
        """Return how long ago the form was made; 0 where its token does not say."""
        began = began_at(self.token)
        return (now - began).total_seconds() if began else 0.0

    @property
    def is_confirmed(self) -> bool:
        """Whether it comes from a confirmation page."""
        return bool(self.step.data == "confirm")

    @property
    def wants_preview(self) -> bool:
        """Whether the confirmation page is to be shown once more."""
        return "preview" in request.form

    @property
    def wants_back(self) -> bool:
        """Whether the author goes back to the text."""
        return "back" in request.form

    @property
    def masks_all(self) -> bool:
        """Whether all that must be decided is to be masked, whatever was marked."""
        return request.form.get("all") == "mask"

    def answers(self) -> Answers:
        """Hand over what was decided about the texts."""
        marked = {
            int(name.rpartition("-")[2]): value
            for name, value in list(request.form.items())[:CHOICES_MAX]
            if CHOICE.fullmatch(name)
        }
        return Answers(
            self.seal.data or "", self.is_confirmed, marked, masks_all=self.masks_all
        )


def fresh_token(now: datetime) -> str:
    """Return a token for a new composition; it says when that began, signed."""
    said = f"{int(now.timestamp()):x}.{secrets.token_urlsafe(18)}"
    return f"{said}.{_signed(said)}"


def began_at(token: str) -> datetime | None:
    """Return when a composition began; None if we did not sign that."""
    said, _, mac = token.rpartition(".")
    if not said or not secrets.compare_digest(mac.encode(), _signed(said).encode()):
        return None
    return datetime.fromtimestamp(int(said.partition(".")[0], 16), UTC)


def _signed(said: str) -> str:
    keys = cast(Keys, current_app.extensions["keys"])
    return keys.mac("composition", said)[:MAC_LENGTH]
