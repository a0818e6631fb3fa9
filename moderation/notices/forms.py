"""Forms that laws want, for everybody: no account, no script, nothing typed is lost."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import Length, ValidationError

from forum.core.forms import Form, Line, Text
from forum.members.registry.forms import EmailField, Required
from forum.tickets.forms import NEVER_SEND
from forum.tickets.rules import can_be_called, holds_what_nobody_should_send
from moderation import rules
from moderation.models import FlagReason
from moderation.models.flags import NOTE_MAX
from moderation.notices.filed import Filed
from moderation.notices.models import (
    LINE_MAX,
    PHONE_MAX,
    POSTAL_MAX,
    WORDS_MAX,
    NoticeKind,
    Relation,
)
from moderation.notices.rules import PLACES_MAX

RELATIONS = {
    Relation.SELF: "For myself",
    Relation.CHILD: "For my child",
    Relation.OTHER: "For somebody who asked me to",
}
SIGN = "Sign by typing your full name"
GOOD_FAITH = "Confirm this, or we cannot act on it"


def _short(most: int) -> Length:
    return Length(max=most, message=f"Use {most:,} characters at most")


def no_numbers(form: Form, field: Any) -> None:  # noqa: ARG001 - a validator
    """Refuse numbers that nobody should send."""
    if holds_what_nobody_should_send(field.data or ""):
        raise ValidationError(NEVER_SEND)


class WhereToAnswer(EmailField):
    """An address for the answer, not asked for where the law says so."""

    def pre_validate(self, form: Any) -> None:
        """Check the address if it is needed, and drop it if it is not."""
        if form.is_nameless:
            self.data = ""
            return
        super().pre_validate(form)


class GuestFlagForm(Form):
    """A report by somebody without an account (DSA, Art. 16)."""

    reason = RadioField(
        "What is wrong with it?",
        [Required("Choose what is wrong with the post")],
        choices=lambda: [
            (str(reason), label) for reason, label in rules.REASONS.items()
        ],
    )
    note = Text(
        "Where in the post, and why is it wrong?", [_short(NOTE_MAX), no_numbers]
    )
    name = Line("Your name", [_short(LINE_MAX), no_numbers])
    email = WhereToAnswer("Your email address")
    good_faith = BooleanField(
        "I believe in good faith that what I write here is right and complete",
        [Required(GOOD_FAITH)],
    )

    @property
    def is_nameless(self) -> bool:
        """Whether we do not want to know who reports this."""
        return bool(self.reason.data == FlagReason.ABUSE_OF_MINORS)

    @property
    def chosen(self) -> FlagReason:
        """The reason that was chosen."""
        return FlagReason(self.reason.data)

    def validate_note(self, field: Text) -> None:
        """Ask for words where the reason alone says nothing."""
        said = len((field.data or "").strip())
        if self.reason.data == FlagReason.OTHER and said < rules.OTHER_NOTE_MIN:
            raise ValidationError("Say in a few words what is wrong")

    def validate_name(self, field: Line) -> None:
        """Ask for a name, but not from those who report abuse of a minor."""
        if self.is_nameless:
            field.data = ""
        elif not field.data:
            raise ValidationError("Write your name")

    def filed(self) -> Filed:
        """Hand over who reports it."""
        return Filed(
            NoticeKind.FLAG,
            name=self.name.data,
            email=self.email.data,
            sworn=("good_faith",),
        )


class PlacesForm(Form):
    """A form that names posts by their addresses."""

    where = Text(
        "Address of the post",
        [Required("Write where it is"), _short(WORDS_MAX)],
    )

    def validate_where(self, field: Text) -> None:  # noqa: ARG002 - asked by name
        """Take some addresses, not hundreds."""
        if len(self.addresses) > PLACES_MAX:
            raise ValidationError(f"Name {PLACES_MAX} posts at most in one request")

    @property
    def addresses(self) -> list[str]:
        """The addresses, one for each line."""
        lines = (line.strip() for line in (self.where.data or "").split("\n"))
        return [line for line in lines if line]


class PrivacyRequestForm(PlacesForm):
    """A request of somebody whose data stands in a post."""

    words = Text(
        "What does it show?",
        [Required("Say what it shows"), _short(WORDS_MAX), no_numbers],
    )
    relation = SelectField(
        "For whom do you ask?",
        choices=lambda: [(str(one), label) for one, label in RELATIONS.items()],
    )
    email = EmailField("Your email address")

    def filed(self) -> Filed:
        """Hand over the request."""
        return Filed(
            NoticeKind.PRIVACY,
            (self.words.data or "").strip(),
            email=self.email.data,
            relation=Relation(self.relation.data),
        )


class TakeItDownForm(PlacesForm):
    """A request to take down an intimate picture (TAKE IT DOWN Act)."""

    words = Text(
        "What helps us to find the picture? (optional)",
        [_short(WORDS_MAX), no_numbers],
    )
    relation = SelectField(
        "For whom do you ask?",
        choices=lambda: [(str(one), label) for one, label in RELATIONS.items()],
    )
    email = EmailField("Your email address")
    good_faith = BooleanField(
        "I believe in good faith that the picture was published without the consent "
        "of the person it shows",
        [Required(GOOD_FAITH)],
    )
    signature = Line("Your signature", [Required(SIGN), _short(LINE_MAX), no_numbers])

    def filed(self) -> Filed:
        """Hand over the request."""
        return Filed(
            NoticeKind.TAKE_IT_DOWN,
            (self.words.data or "").strip(),
            email=self.email.data,
            signature=self.signature.data,
            relation=Relation(self.relation.data),
            sworn=("without_consent", "good_faith"),
        )


class ReachableForm(Form):
    """Who somebody is and where they can be reached, as 17 USC 512 wants it."""

    name = Line(
        "Your full name", [Required("Write your name"), _short(LINE_MAX), no_numbers]
    )
    postal = Text(
        "Your postal address",
        [Required("Write your postal address"), _short(POSTAL_MAX), no_numbers],
    )
    phone = Line("Your telephone number", [Required("Write your telephone number")])
    email = EmailField("Your email address")
    signature = Line("Your signature", [Required(SIGN), _short(LINE_MAX), no_numbers])

    def validate_phone(self, field: Line) -> None:
        """Take a number that can be called."""
        number = field.data or ""
        if holds_what_nobody_should_send(number):
            raise ValidationError(NEVER_SEND)
        if len(number) > PHONE_MAX or not can_be_called(number):
            raise ValidationError("Write a number that can be called")

    def filed_as(self, kind: NoticeKind, words: str, *sworn: str) -> Filed:
        """Hand over the notice."""
        return Filed(
            kind,
            words.strip(),
            self.name.data,
            self.email.data,
            self.phone.data,
            (self.postal.data or "").strip(),
            self.signature.data,
            sworn=sworn,
        )


class CopyrightForm(PlacesForm, ReachableForm):
    """A notice of claimed infringement (17 USC 512(c)(3))."""

    words = Text(
        "Which work of yours is it?",
        [Required("Say which work it is"), _short(WORDS_MAX), no_numbers],
    )
    good_faith = BooleanField(
        "I believe in good faith that this use is not authorized by the copyright "
        "owner, its agent, or the law",
        [Required(GOOD_FAITH)],
    )
    accurate = BooleanField(
        "The information in this notice is accurate", [Required(GOOD_FAITH)]
    )
    authorized = BooleanField(
        "Under penalty of perjury: I am the owner of the copyright, or authorized to "
        "act for the owner",
        [Required(GOOD_FAITH)],
    )

    def filed(self) -> Filed:
        """Hand over the notice."""
        said = ("good_faith", "accurate", "authorized_under_penalty_of_perjury")
        return self.filed_as(NoticeKind.COPYRIGHT, self.words.data or "", *said)


class CounterNoticeForm(ReachableForm):
    """A counter-notice (17 USC 512(g)(3))."""

    words = Text("Why may it be here? (optional)", [_short(WORDS_MAX), no_numbers])
    mistaken = BooleanField(
        "Under penalty of perjury: I believe in good faith that the post was removed "
        "by mistake or because it was taken for something else",
        [Required(GOOD_FAITH)],
    )
    jurisdiction = BooleanField(
        "I consent to the jurisdiction of the Federal District Court for the district "
        "of my address, or, if I live outside of the United States, of any district "
        "where the forum may be found",
        [Required(GOOD_FAITH)],
    )
    service = BooleanField(
        "I will accept service of process from whoever complained, or their agent",
        [Required(GOOD_FAITH)],
    )

    def filed(self) -> Filed:
        """Hand over the counter-notice."""
        said = ("mistaken_under_penalty_of_perjury", "jurisdiction", "service")
        return self.filed_as(NoticeKind.COUNTER_NOTICE, self.words.data or "", *said)
