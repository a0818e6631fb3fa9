"""Forms in which members say something about themselves, and what they are called."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.core.forms import Form, Line, Text
from forum.members.models import (
    ABOUT_MAX,
    AFFILIATION_TEXT_MAX,
    Affiliation,
    Member,
    Scheme,
    Shown,
)
from forum.members.queries import is_taken
from forum.members.registry import registry
from forum.members.rules import Described, gives_away, may_be_called
from forum.solar.places import STATES
from forum.warnings.forms import CheckedForm

TAKEN = "This user name is taken. Choose another one"
SAME = "This is your user name already. Write another one"

TIES = {
    Affiliation.OWNER: "None: I own a system, or want one",
    Affiliation.INSTALLER: "Installer",
    Affiliation.VENDOR: "Vendor",
    Affiliation.UTILITY: "Utility",
    Affiliation.RESEARCHER: "Researcher",
    Affiliation.OTHER: "Other, in my own words",
}


SCHEMES = {
    Scheme.SYSTEM: ("As my device says", "Light by day and dark by night, if it does."),
    Scheme.LIGHT: ("Light", "Dark words on a light ground."),
    Scheme.DARK: ("Dark", "Light words on a dark ground."),
}


SEEN_BY = {
    Shown.PUBLIC: "Everyone",
    Shown.MEMBERS: "Signed-in members",
    Shown.HIDDEN: "Only you",
}


def _who(label: str) -> SelectField:
    """Return the question who sees something; hidden until somebody says more."""
    return SelectField(
        label,
        choices=lambda: [(str(one), said) for one, said in SEEN_BY.items()],
        default=str(Shown.HIDDEN),
    )


class ProfileForm(CheckedForm):
    """What a member says about themselves, and who sees it."""

    about = Text(
        "About you",
        [Length(max=ABOUT_MAX, message=f"Use {ABOUT_MAX} characters at most")],
    )
    about_seen = _who("Who sees what you say about yourself")
    region = SelectField(
        "State you live in",
        choices=lambda: [("", "I do not say"), *STATES.items()],
        default="",
    )
    region_seen = _who("Who sees your state")
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

    def __init__(self, member: Member, **given: Any) -> None:
        """Begin with what the member says now."""
        super().__init__(**given)
        if not self.is_submitted():
            self.about.data = member.about
            self.affiliation.data = str(member.affiliation)
            self.affiliation_text.data = member.affiliation_text
            self.about_seen.data = str(member.about_seen)
            self.region.data = member.region
            self.region_seen.data = str(member.region_seen)

    def validate_affiliation_text(self, field: Line) -> None:
        """Ask for words where the list has none."""
        if self.affiliation.data == Affiliation.OTHER and not field.data:
            raise ValidationError("Say in a few words what ties you to the trade")

    def said(self) -> Described:
        """Hand over what is to be public; who has no tie has no words for it."""
        tie = Affiliation(self.affiliation.data)
        words = "" if tie is Affiliation.OWNER else self.affiliation_text.data or ""
        return Described(
            (self.about.data or "").strip(),
            tie,
            words,
            Shown(self.about_seen.data),
            self.region.data or "",
            Shown(self.region_seen.data),
        )


class LookForm(Form):
    """In which colors a member reads, and with how much contrast."""

    scheme = RadioField(
        "Colors",
        [InputRequired("Choose the colors")],
        choices=lambda: [(str(scheme), name) for scheme, (name, _) in SCHEMES.items()],
    )
    more_contrast = BooleanField("More contrast")

    def chosen(self) -> Scheme:
        """Return the colors."""
        return Scheme(self.scheme.data)

    def explained(self) -> list[tuple[Scheme, str, str]]:
        """Return each choice with its name and what it means."""
        return [(scheme, name, about) for scheme, (name, about) in SCHEMES.items()]


class HandleForm(Form):
    """Another user name, by the rules that hold for a first one."""

    handle = Line("New user name")
    handle_anyway = BooleanField("Use this user name all the same")
    leads_on = BooleanField("Lead from my old address to my page for 12 months")

    def __init__(self, member: Member, **given: Any) -> None:
        """Begin with the old address leading on, until the member says no.

        A new user name at SolTrex stands there already, to be taken or replaced.
        """
        super().__init__(**given)
        self._member = member
        if not self.is_submitted():
            self.leads_on.data = True
            at_soltrex = registry().elsewhere(member.id)
            self.handle.data = at_soltrex.proposed if at_soltrex else None

    def validate_handle(self, field: Line) -> None:
        """Check that the user name may be used, is free and gives nothing away."""
        handle = field.data or ""
        if not handle:
            raise ValidationError("Write a user name")
        if handle == self._member.handle:
            raise ValidationError(SAME)
        if not (answer := may_be_called(handle)):
            raise ValidationError(answer.because)
        if is_taken(handle, by_other_than=self._member.id):
            raise ValidationError(TAKEN)
        email = registry().registered(self._member.id).email
        if gives_away(handle, email) and not self.handle_anyway.data:
            raise ValidationError(
                "This user name is part of your email address. Choose another one"
            )
