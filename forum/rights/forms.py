"""The forms in which members and administrators ask for something lasting."""

from typing import Any

from wtforms import BooleanField, PasswordField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Length

from forum.core.forms import Form
from forum.rights.models import Fate
from forum.rights.rules import PASSPHRASE_MIN
from forum.systems.forms import StatisticsForm

FATES = {
    Fate.KEEP: "Keep them, without my name",
    Fate.REDACT: "Destroy their words and photos",
}


class LeaveForm(Form):
    """What becomes of the posts, and which details in them are destroyed."""

    fate = RadioField(
        "What should happen to your posts?",
        [InputRequired("Choose what should happen to your posts")],
        choices=lambda: [(str(fate), label) for fate, label in FATES.items()],
    )
    redact = SelectMultipleField(
        "Details to destroy", choices=[], validate_choice=False
    )

    def wished(self) -> Fate:
        """Return what becomes of the posts."""
        return Fate(self.fate.data)

    def ticked(self) -> set[str]:
        """Return the names of the details that are to go."""
        chosen: list[Any] = self.redact.data or []
        return set(chosen)


class SealForm(Form):
    """The passphrase without which nobody opens an archive."""

    passphrase = PasswordField(
        "Passphrase for the archive",
        [
            InputRequired("Write a passphrase"),
            Length(
                min=PASSPHRASE_MIN,
                message=f"Use {PASSPHRASE_MIN} characters or more",
            ),
        ],
    )


class PrivacyForm(StatisticsForm):
    """What a member wants of the check, of search engines and of statistics."""

    wants_hints = BooleanField(
        "Point out what is often harmless too (names of others, ZIP codes)"
    )
    skips_search = BooleanField("Ask search engines to leave out threads I opened")
