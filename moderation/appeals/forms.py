"""Forms of appeals: appealing, writing about it, deciding."""

from collections.abc import Mapping, Sequence

from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.core.db import KEY_MAX
from forum.core.forms import Text
from forum.warnings.forms import CheckedForm
from moderation.appeals.actions import JudgedAppeal
from moderation.appeals.models import WORDS_MAX
from moderation.appeals.rules import Milder
from moderation.measures import Measure
from moderation.models import Outcome
from moderation.models.decisions import REASONS_MAX

ABUSIVE = "abusive"
CHOICES = {
    str(Outcome.GRANT): (
        "Grant it",
        (
            "Everything goes back as it was, warnings are cancelled, counts are right "
            "again. A post that was not published becomes public. The member and "
            "whoever reported it are told."
        ),
    ),
    str(Outcome.MODIFY): (
        "Change the decision",
        "Only what you choose below is taken back, or becomes milder. The rest stays.",
    ),
    str(Outcome.REFUSE): ("Refuse it", "The decision stays. Say why."),
    ABUSIVE: (
        "Refuse it as abusive",
        "The decision stays, and the member cannot appeal for 90 days.",
    ),
}


def _named(milder: Milder) -> str:
    """Name what takes the place of something harder."""
    days = f"{milder.days} day{'' if milder.days == 1 else 's'}"
    lasts = f"for {days} from the decision on" if milder.days else "without an end"
    return {
        Measure.WARN: "A warning",
        Measure.LIMIT: f"Reading only, {lasts}",
        Measure.SUSPEND: f"A suspension {lasts}",
        Measure.HIDE_UNTIL_EDITED: "Hiding it until its author edits it",
    }[milder.measure]


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
    undone = SelectMultipleField("What is taken back", choices=[])
    instead = SelectField("What takes its place", choices=[], default="")
    reason = Text(
        "Reasons for the member",
        [
            InputRequired("Write the reasons; the member reads them"),
            Length(max=REASONS_MAX, message=f"Use {REASONS_MAX:,} characters at most"),
        ],
    )
    version = IntegerField()

    def fill(
        self,
        version: int,
        back: Mapping[str, frozenset[int]],
        milder: Sequence[Milder],
        *,
        about_the_right: bool,
    ) -> None:
        """Begin with what the case offers: which effects, and what is milder."""
        self._back, self._milder = back, {one.key: one for one in milder}
        self.undone.choices = [(kind, kind) for kind in back]
        named = [(one.key, _named(one)) for one in milder]
        self.instead.choices = [("", "Nothing"), *named]
        if about_the_right:
            offered = [(value, label) for value, (label, _) in CHOICES.items()]
            self.outcome.choices = [one for one in offered if one[0] != ABUSIVE]
        if not self.is_submitted():
            self.version.data = version

    def validate_undone(self, field: SelectMultipleField) -> None:
        """A change names what it changes; what gets milder is taken back first."""
        if self.outcome.data == Outcome.MODIFY and self.instead.data in self._milder:
            replaced = str(self._milder[self.instead.data].replaces)
            field.data = list({*(field.data or ()), replaced})
        if self.outcome.data == Outcome.MODIFY and not field.data:
            raise ValidationError("Choose what is taken back")

    def _taken_back(self) -> frozenset[int]:
        kinds = self.undone.data or ()
        return frozenset(key for kind in kinds for key in self._back[kind])

    def judged(self, reasons: str) -> JudgedAppeal:
        """Hand over the decision."""
        seen, said = self.version.data, self.outcome.data
        is_abusive = said == ABUSIVE
        return JudgedAppeal(
            Outcome.REFUSE if is_abusive else Outcome(said),
            seen if seen is not None and 0 <= seen <= KEY_MAX else 0,
            reasons,
            self._taken_back(),
            self._milder.get(self.instead.data or ""),
            is_abusive,
            self.token or None,
        )
