"""Forms about rules, and about the words that reasons start from."""

from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.core.forms import Line, Text
from forum.warnings.forms import CheckedForm
from moderation.figures.actions import Words
from moderation.figures.rules import looking
from moderation.measures import Measure
from moderation.models import Outcome, ReasonTemplate, Rule
from moderation.models.decisions import INTERNAL_MAX
from moderation.models.reasons import RULE_MAX, TITLE_MAX, WORDS_MAX

KINDS = {
    "": "Any decision",
    Measure.MASK: "Mask the details",
    Measure.HIDE_UNTIL_EDITED: "Hide it until it is edited",
    Measure.REMOVE: "Remove it",
    Measure.MOVE_AND_LOCK: "Move and lock the thread",
    Measure.REJECT: "Reject it",
    Measure.WARN: "Warn its author",
    Measure.SUSPEND: "Suspend its author",
}

WOULD = {
    Outcome.UPHOLD: ("Do something about it", "It breaks a rule."),
    Outcome.DISMISS: ("Leave it", "It is within the rules."),
    Outcome.REJECT: ("Not publish it", "It breaks a rule."),
    Outcome.APPROVE: ("Approve it", "It is within the rules."),
}
"""What a moderator can say they would have decided."""


def _at_most(length: int) -> Length:
    return Length(max=length, message=f"Use {length:,} characters at most")


class RuleForm(CheckedForm):
    """A rule as everybody reads it."""

    title = Line("The rule in a line", [InputRequired("Write it"), _at_most(TITLE_MAX)])
    body = Text("The rule explained", [InputRequired("Explain it"), _at_most(RULE_MAX)])
    template = Text(
        "Words to start from",
        [InputRequired("Write a sentence"), _at_most(WORDS_MAX)],
    )
    version = IntegerField()

    def begin(self, rule: Rule) -> None:
        """Show the rule as it stands."""
        self.title.data, self.body.data = rule.title, rule.body
        self.template.data, self.version.data = rule.template, rule.version


class TemplateForm(CheckedForm):
    """Words to start reasons from."""

    kind = SelectField(
        "For", choices=lambda: [(str(k), said) for k, said in KINDS.items()]
    )
    title = Line("Name", [InputRequired("Give it a name"), _at_most(TITLE_MAX)])
    body = Text("Words", [InputRequired("Write the words"), _at_most(WORDS_MAX)])
    active = BooleanField("Offer it to moderators")
    version = IntegerField(default=0)

    def begin(self, row: ReasonTemplate) -> None:
        """Show the template as it stands."""
        self.kind.data, self.title.data, self.body.data = row.kind, row.title, row.body
        self.active.data, self.version.data = row.active, row.version

    def wanted(self, title: str, body: str) -> Words:
        """Hand over what was asked for, with the texts as they were checked."""
        return Words(self.kind.data or "", title, body, bool(self.active.data))


class SecondLookForm(CheckedForm):
    """What a moderator would have decided about a case, not knowing what was."""

    outcome = RadioField(
        "What would you have decided?", [InputRequired("Choose what")], choices=[]
    )
    rule = SelectField("By which rule?", choices=[], validate_choice=False)
    note = Text("Why? You can leave it empty", [_at_most(INTERNAL_MAX)])

    def fill(self, outcomes: tuple[Outcome, ...], known: list[tuple[str, str]]) -> None:
        """Offer what can be decided about such a case."""
        self.outcome.choices = [(str(one), WOULD[one][0]) for one in outcomes]
        self.rule.choices = [("", "Choose a rule"), *known]

    def validate_rule(self, field: SelectField) -> None:
        """What takes something away rests on a rule."""
        known = {choice[0] for choice in field.choices or () if choice[0]}
        if self._rests_on_rule() and field.data not in known:
            raise ValidationError("Choose the rule that you would have decided by")

    def seen(self, note: str) -> looking.Seen:
        """Hand over what was said, with the note as it was checked."""
        rule = (self.rule.data or None) if self._rests_on_rule() else None
        return looking.Seen(Outcome(self.outcome.data), rule, note)

    def _rests_on_rule(self) -> bool:
        known = {str(one): one for one in Outcome}
        said = known.get(self.outcome.data or "")
        return said is not None and looking.rests_on_rule(said)
