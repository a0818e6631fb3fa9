"""Forms of the moderators' desk: many cases at once, notes, saved views, keys, team."""

from collections.abc import Iterable

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.core.forms import Form, Line, Text
from forum.core.numbers import key_in
from forum.warnings.forms import CheckedForm
from moderation.actions import Judged, Picked
from moderation.filters import sought_in
from moderation.keys import DEEDS, Keys, may_be_keys
from moderation.measures import Measure
from moderation.models import Rule
from moderation.models.decisions import INTERNAL_MAX, REASONS_MAX
from moderation.models.desk import VIEW_NAME_MAX, VIEW_QUERY_MAX
from moderation.models.flags import NOTE_MAX

PICKED_MAX = 100
KEY = "key_"


class NoteForm(CheckedForm):
    """What a moderator wants colleagues to know about a case."""

    body = Text(
        "Note about this case",
        [
            InputRequired("Write the note"),
            Length(max=NOTE_MAX, message=f"Use {NOTE_MAX:,} characters at most"),
        ],
    )


class ViewForm(Form):
    """A name for the present filter of the queue."""

    name = Line(
        "Name of this view",
        [
            InputRequired("Give the view a name"),
            Length(
                max=VIEW_NAME_MAX, message=f"Use {VIEW_NAME_MAX} characters at most"
            ),
        ],
    )
    query = Line()

    @property
    def kept(self) -> str:
        """The filter, of which only what we know is kept."""
        return sought_in(self.query.data or "").query[:VIEW_QUERY_MAX]


class TeamForm(Form):
    """Which boards a moderator looks after."""

    boards = SelectMultipleField("Boards", coerce=int, choices=[])


class KeysForm(Form):
    """Whether somebody works by keys, and by which."""

    are_off = BooleanField("Switch the keys off")

    def begin(self, keys: Keys) -> None:
        """Show what holds now."""
        self.are_off.data = keys.are_off
        for name, key in keys.by_deed.items():
            self[KEY + name].data = key

    @property
    def chosen(self) -> dict[str, str]:
        """The key for each deed."""
        return {name: (self[KEY + name].data or "").lower() for name in DEEDS}

    def is_sound(self) -> bool:
        """Say whether the keys can be told apart; else say what is wrong."""
        if not self.validate():
            return False
        if answer := may_be_keys(self.chosen):
            return True
        self[KEY + next(iter(DEEDS))].errors = [answer.because]
        return False


for _name, (_key, _said) in DEEDS.items():
    setattr(KeysForm, KEY + _name, Line(_said))


class BatchForm(CheckedForm):
    """One decision about many cases of a kind."""

    picked = SelectMultipleField(choices=[], validate_choice=False)
    measure = RadioField(
        "Your decision about all of them",
        [InputRequired("Choose a decision")],
        choices=[],
        validate_choice=False,
    )
    rule = SelectField("Rule", choices=[], validate_choice=False)
    reason = Text(
        "Reasons for the authors",
        [Length(max=REASONS_MAX, message=f"Use {REASONS_MAX:,} characters at most")],
    )
    note = Text(
        "Note for other moderators",
        [Length(max=INTERNAL_MAX, message=f"Use {INTERNAL_MAX:,} characters at most")],
    )

    def fill(self, can: Iterable[Measure], known: Iterable[Rule]) -> None:
        """Offer what can be decided about cases of this kind."""
        self.measure.choices = [(str(one), str(one)) for one in can]
        self.rule.choices = [
            (one.code, f"{one.code[1:]}. {one.title}") for one in known
        ]

    def validate_measure(self, field: RadioField) -> None:
        """Take only what was offered."""
        if field.data not in {choice[0] for choice in field.choices or ()}:
            raise ValidationError("Choose a decision")

    def validate_reason(self, field: Text) -> None:
        """A decision that takes something away gives its reasons."""
        if self._measure().needs_rule and not (field.data or "").strip():
            raise ValidationError("Write the reasons; each author reads them")

    @property
    def cases(self) -> list[Picked]:
        """The cases that were picked, and what was seen of each."""
        return [one for said in self.picked.data or () if (one := picked_in(said))]

    def judged(self) -> Judged:
        """Hand over the decision."""
        measure = self._measure()
        return Judged(
            measure,
            version=0,
            revision=0,
            rule_code=(self.rule.data or None) if measure.needs_rule else None,
            reasons=(self.reason.data or "").strip(),
            note=(self.note.data or "").strip(),
            once=self.token,
        )

    def _measure(self) -> Measure:
        known = {str(measure): measure for measure in Measure}
        return known.get(self.measure.data or "", Measure.LEAVE)


def picked_in(said: str) -> Picked | None:
    """Read a case as the form sends it: its number, its version, its wording."""
    numbers = said.split(".", PARTS)
    if len(numbers) != PARTS or not all(one == "0" or key_in(one) for one in numbers):
        return None
    return Picked(*map(key_in, numbers))


PARTS = 3
