"""Forms of appeals: appealing, writing about it, deciding."""

from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.core.db import KEY_MAX
from forum.core.forms import Text
from forum.warnings.forms import CheckedForm
from moderation.appeals.actions import JudgedAppeal
from moderation.appeals.models import WORDS_MAX
from moderation.models import Outcome
from moderation.models.decisions import REASONS_MAX

ABUSIVE = "abusive"
CHOICES = {
    str(Outcome.GRANT): (
        "Grant it",
        (
            "Everything goes back as it was, warnings are cancelled, counts are right "
            "again. The member and whoever reported it are told."
        ),
    ),
    str(Outcome.MODIFY): (
        "Change the decision",
        "Only what you choose below is taken back. The rest stays.",
    ),
    str(Outcome.REFUSE): ("Refuse it", "The decision stays. Say why."),
    ABUSIVE: (
        "Refuse it as abusive",
        "The decision stays, and the member cannot appeal for 90 days.",
    ),
}


def _words(label: str) -> Text:
    return Text(
        label,
        [
            InputRequired("Write something first"),
            Length(max=WORDS_MAX, message=f"Use {WORDS_MAX:,} characters at most"),
        ],
    )


class AppealForm(CheckedForm):
    """Why somebody thinks that a decision is wrong."""

    words = _words("Why is the decision wrong?")


class AppealWordsForm(CheckedForm):
    """What one side adds."""

    words = _words("Your message")


class AppealDecideForm(CheckedForm):
    """A decision about an appeal, with what its maker saw."""

    outcome = RadioField(
        "Your decision",
        [InputRequired("Choose a decision")],
        choices=lambda: [(value, label) for value, (label, _) in CHOICES.items()],
    )
    undone = SelectMultipleField("What is taken back", coerce=int, choices=[])
    reason = Text(
        "Reasons for the member",
        [
            InputRequired("Write the reasons; the member reads them"),
            Length(max=REASONS_MAX, message=f"Use {REASONS_MAX:,} characters at most"),
        ],
    )
    version = IntegerField()

    def fill(self, version: int, back: list[tuple[int, str]]) -> None:
        """Begin with what the case offers."""
        self.undone.choices = back
        if not self.is_submitted():
            self.version.data = version

    def validate_undone(self, field: SelectMultipleField) -> None:
        """A change names what it changes."""
        if self.outcome.data == Outcome.MODIFY and not field.data:
            raise ValidationError("Choose what is taken back")

    def judged(self, reasons: str) -> JudgedAppeal:
        """Hand over the decision."""
        seen, said = self.version.data, self.outcome.data
        is_abusive = said == ABUSIVE
        return JudgedAppeal(
            Outcome.REFUSE if is_abusive else Outcome(said),
            seen if seen is not None and 0 <= seen <= KEY_MAX else 0,
            reasons,
            frozenset(self.undone.data or ()),
            is_abusive,
            self.token or None,
        )
