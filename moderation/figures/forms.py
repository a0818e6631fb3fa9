"""Forms about rules, and about the words that reasons start from."""

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, Length

from forum.core.forms import Line, Text
from forum.warnings.forms import CheckedForm
from moderation.figures.actions import Words
from moderation.measures import Measure
from moderation.models import ReasonTemplate, Rule
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
