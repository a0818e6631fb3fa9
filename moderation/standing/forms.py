"""Forms about members: reporting is the one of posts; deciding, noting, cleaning up."""

from datetime import datetime, time, timedelta

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from forum.core.clock import utcnow
from forum.core.db import KEY_MAX
from forum.core.forms import Text
from forum.warnings.forms import CheckedForm
from moderation.actions import Judged
from moderation.forms.bad_faith import BadFaithPart
from moderation.measures import Measure
from moderation.models import Rule
from moderation.models.decisions import INTERNAL_MAX, REASONS_MAX
from moderation.standing.actions import Wanted
from moderation.standing.models import NOTE_MAX, NoteKind
from moderation.standing.queries import LinkedDomain
from moderation.standing.rules import LENGTHS, Ending, Window

LABELS = {
    Measure.LEAVE: ("Leave it", "Nothing changes."),
    Measure.CLEAR_WORDS: (
        "Take away the words of the profile",
        "What they say about themselves and their tie to the trade in own words.",
    ),
    Measure.WARN: (
        "Warn them",
        "For 90 days. They have to say that they read it before they post again.",
    ),
    Measure.LIMIT: (
        "Let them read only",
        "They read, keep drafts and take back. They neither post nor report.",
    ),
    Measure.SUSPEND: (
        "Suspend them",
        "They see one page: the reasons, the end, and what is theirs in any case.",
    ),
}
ACTS = (Measure.WARN, Measure.LIMIT, Measure.SUSPEND)
FOREVER = 0
TERMS = [
    *((days, f"{days} day{'' if days == 1 else 's'}") for days in LENGTHS[:-1]),
    (LENGTHS[-1], "1 year"),
    (FOREVER, "until a moderator ends it; looked at every 12 months"),
]
KINDS = {
    NoteKind.INFO: "To know",
    NoteKind.WATCH: "To watch",
    NoteKind.POSITIVE: "Well done",
}
WINDOWS = {
    Window.DAY: "The last 24 hours",
    Window.WEEK: "The last 7 days",
    Window.ALL: "Everything",
}


def _reasons() -> Text:
    most = f"Use {REASONS_MAX:,} characters at most"
    return Text("Reasons for the member", [Length(max=REASONS_MAX, message=most)])


class _RuledForm(CheckedForm):
    """What rests on a rule, and for how long it holds."""

    rule = SelectField("Rule", choices=[], validate_choice=False)
    days = SelectField("For how long", coerce=int, default=7, choices=lambda: TERMS)
    reason = _reasons()

    def fill(self, known: tuple[Rule, ...], suggested: str) -> None:
        """Begin with the rules in force."""
        self.rule.choices = [
            (one.code, f"{one.code[1:]}. {one.title}") for one in known
        ]
        if not self.is_submitted():
            self.rule.data = suggested

    @property
    def reasons(self) -> str:
        """The reasons as they were written."""
        return (self.reason.data or "").strip()

    def _wanted(self, measure: Measure) -> Wanted:
        days = self.days.data or FOREVER
        return Wanted(measure, days, self.rule.data or "", self.reasons)


class ActForm(_RuledForm):
    """A measure about a member, outside of any case."""

    measure = RadioField(
        "What do you do?",
        [InputRequired("Choose what you do")],
        choices=lambda: [(str(one), LABELS[one][0]) for one in ACTS],
    )

    def validate_reason(self, field: Text) -> None:
        """What takes something away gives its reasons."""
        if not (field.data or "").strip():
            raise ValidationError("Write the reasons; the member reads them")

    def wanted(self) -> Wanted:
        """Hand over what is to be done."""
        return self._wanted(Measure(self.measure.data))


class MemberForm(_RuledForm, BadFaithPart):
    """A decision about a member whose profile was reported."""

    measure = RadioField(
        "Your decision",
        [InputRequired("Choose a decision")],
        choices=lambda: [(str(one), label) for one, (label, _) in LABELS.items()],
    )
    note = Text(
        "Note for other moderators",
        [Length(max=INTERNAL_MAX, message=f"Use {INTERNAL_MAX:,} characters at most")],
    )
    version = IntegerField()

    def begin(self, version: int) -> None:
        """Name the version of the case that its maker saw."""
        if not self.is_submitted():
            self.version.data = version

    def validate_reason(self, field: Text) -> None:
        """A decision that takes something away gives its reasons."""
        if self._measure().needs_rule and not (field.data or "").strip():
            raise ValidationError("Write the reasons; the member reads them")

    def judged(self) -> Judged:
        """Hand over the decision."""
        measure = self._measure()
        seen = self.version.data
        return Judged(
            measure,
            seen if seen is not None and 0 <= seen <= KEY_MAX else 0,
            revision=1,
            rule_code=(self.rule.data or None) if measure.needs_rule else None,
            reasons=self.reasons,
            note=(self.note.data or "").strip(),
            once=self.token or None,
            bad_faith=self.marked(measure),
            bad_faith_reason=self.why_bad_faith(measure),
        )

    def _measure(self) -> Measure:
        known = {str(measure): measure for measure in LABELS}
        return known.get(self.measure.data or "", Measure.LEAVE)


class EndForm(CheckedForm):
    """Ends a measure before its time."""

    what = SelectField(choices=lambda: [(str(one), str(one)) for one in Ending])
    reason = _reasons()


class ProbationForm(CheckedForm):
    """Ends the probation of a member, or begins it anew."""

    begins = SelectField(choices=lambda: [("y", "begin"), ("n", "end")])
    reason = _reasons()

    def validate_reason(self, field: Text) -> None:
        """Say why; the member reads it."""
        if not (field.data or "").strip():
            raise ValidationError("Write why; the member reads it")


class MemberNoteForm(CheckedForm):
    """A note of staff on a member."""

    kind = SelectField(
        "Kind", choices=lambda: [(str(one), label) for one, label in KINDS.items()]
    )
    body = Text(
        "Note",
        [
            InputRequired("Write the note"),
            Length(max=NOTE_MAX, message=f"Use {NOTE_MAX:,} characters at most"),
        ],
    )
    until = DateField("Until when? You can leave it empty", [Optional()])

    def validate_until(self, field: DateField) -> None:
        """A note that ended already is none."""
        if field.data and field.data <= utcnow().date():
            raise ValidationError("Choose a day to come, or leave it empty")

    @property
    def expires_at(self) -> datetime | None:
        """When the note goes by itself, if it does."""
        if self.until.data is None:
            return None
        ends: datetime = datetime.combine(
            self.until.data + timedelta(days=1), time(), utcnow().tzinfo
        )
        return ends


class CleanUpForm(_RuledForm):
    """How far a clean-up after a member reaches, and why."""

    window = RadioField(
        "What goes?",
        [InputRequired("Choose how far it reaches")],
        choices=lambda: [(str(one), label) for one, label in WINDOWS.items()],
    )
    domains = SelectMultipleField("Domains to watch", choices=[], validate_choice=False)

    def offer(self, found: tuple[LinkedDomain, ...]) -> None:
        """Offer domains; those that nobody else links to are ticked at first."""
        self.domains.choices = [(one.name, _described(one)) for one in found]
        if not self.is_submitted():
            self.domains.data = [one.name for one in found if not one.by_others]

    def picked(self, found: tuple[LinkedDomain, ...]) -> list[str]:
        """Return what was ticked of what stands in the posts that go."""
        ticked = set(self.domains.data or ())
        return [one.name for one in found if one.name in ticked]

    def validate_reason(self, field: Text) -> None:
        """What takes something away gives its reasons."""
        if not (field.data or "").strip():
            raise ValidationError("Write the reasons; the member reads them")

    def wanted(self) -> Wanted:
        """Hand over for how long and why the member is suspended."""
        return self._wanted(Measure.SUSPEND)


def _described(found: LinkedDomain) -> str:
    many = f"{found.posts} post{'' if found.posts == 1 else 's'}"
    others = ", and in posts by others" if found.by_others else ""
    return f"{found.name} (in {many}{others})"
