"""The form in which members say something about themselves."""

from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.validators import Length, ValidationError

from forum.core.forms import Line, Text
from forum.members.models import (
    ABOUT_MAX,
    AFFILIATION_TEXT_MAX,
    Affiliation,
    Member,
)
from forum.members.rules import Described
from forum.warnings.forms import CheckedForm

TIES = {
    Affiliation.OWNER: "None: I own a system, or want one",
    Affiliation.INSTALLER: "Installer",
    Affiliation.VENDOR: "Vendor",
    Affiliation.UTILITY: "Utility",
    Affiliation.RESEARCHER: "Researcher",
    Affiliation.OTHER: "Other, in my own words",
}


class ProfileForm(CheckedForm):
    """What a member says in public, and whether the check gives hints too."""

    about = Text(
        "About you",
        [Length(max=ABOUT_MAX, message=f"Use {ABOUT_MAX} characters at most")],
    )
    affiliation = SelectField(
        "Tie to the trade",
        choices=lambda: [(str(tie), label) for tie, label in TIES.items()],
    )
    affiliation_text = Line(
        "Your tie in your own words",
        [
            Length(
                max=AFFILIATION_TEXT_MAX,
                message=f"Use {AFFILIATION_TEXT_MAX} characters at most",
            )
        ],
    )
    wants_hints = BooleanField(
        "Point out what is often harmless too (names of others, ZIP codes)"
    )

    def __init__(self, member: Member, **given: Any) -> None:
        """Begin with what the member says now."""
        super().__init__(**given)
        if not self.is_submitted():
            self.about.data = member.about
            self.affiliation.data = str(member.affiliation)
            self.affiliation_text.data = member.affiliation_text
            self.wants_hints.data = member.wants_hints

    def validate_affiliation_text(self, field: Line) -> None:
        """Ask for words where the list has none."""
        if self.affiliation.data == Affiliation.OTHER and not field.data:
            raise ValidationError("Say in a few words what ties you to the trade")

    def said(self) -> Described:
        """Hand over what is to be public; who has no tie has no words for it."""
        tie = Affiliation(self.affiliation.data)
        words = "" if tie is Affiliation.OWNER else self.affiliation_text.data or ""
        return Described((self.about.data or "").strip(), tie, words)
