"""The form for a decision about a system card."""

from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.core.forms import Text
from moderation.actions import Judged
from moderation.forms.bad_faith import BadFaithPart
from moderation.forms.numbers import whole
from moderation.measures import Measure
from moderation.models import Rule
from moderation.models.decisions import INTERNAL_MAX, REASONS_MAX

CARD_LABELS = {
    Measure.HIDE_UNTIL_EDITED: (
        "Hide the card",
        "Only its owner sees it until they edit it and a moderator shows it again.",
    ),
    Measure.LEAVE: ("Leave it", "Nothing changes."),
    Measure.RESTORE: ("Show it again", "Others see what its owner shares with them."),
}


class CardForm(BadFaithPart):
    """A decision about a system card."""

    measure = RadioField(
        "Your decision",
        [InputRequired("Choose a decision")],
        choices=lambda: [
            (str(measure), label) for measure, (label, _) in CARD_LABELS.items()
        ],
    )
    rule = SelectField("Rule", choices=[], validate_choice=False)
    reason = Text(
        "Reasons for the owner",
        [Length(max=REASONS_MAX, message=f"Use {REASONS_MAX:,} characters at most")],
    )
    note = Text(
        "Note for other moderators",
        [Length(max=INTERNAL_MAX, message=f"Use {INTERNAL_MAX:,} characters at most")],
    )
    version = IntegerField()

    def fill(self, version: int, known: tuple[Rule, ...], suggested: str) -> None:
        """Begin with what the case suggests."""
        self.rule.choices = [
            (one.code, f"{one.code[1:]}. {one.title}") for one in known
        ]
        if self.is_submitted():
            return
        self.rule.data, self.version.data = suggested, version

    def validate_reason(self, field: Text) -> None:
        """A decision that takes something away gives its reasons."""
        if self._measure().needs_rule and not (field.data or "").strip():
            raise ValidationError("Write the reasons; the owner reads them")

    def judged(self) -> Judged:
        """Hand over the decision."""
        measure = self._measure()
        return Judged(
            measure,
            whole(self.version.data),
            revision=1,
            rule_code=(self.rule.data or None) if measure.needs_rule else None,
            reasons=(self.reason.data or "").strip(),
            note=(self.note.data or "").strip(),
            once=self.token or None,
            bad_faith=self.marked(measure),
            bad_faith_reason=self.why_bad_faith(measure),
        )

    def _measure(self) -> Measure:
        known = {str(measure): measure for measure in CARD_LABELS}
        return known.get(self.measure.data or "", Measure.LEAVE)
