"""The form for a decision about a post, and what each choice is called."""

from datetime import timedelta

from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, Length, ValidationError

from forum.boards.forms import PASSAGE_MIN, PASSAGES_MAX
from forum.core.forms import Text
from moderation.actions import Judged
from moderation.forms.bad_faith import BadFaithPart
from moderation.forms.numbers import whole
from moderation.measures import Measure
from moderation.models import ReviewableKind
from moderation.models.decisions import INTERNAL_MAX, REASONS_MAX
from moderation.pages import Case

SUSPENSIONS = (0, 1, 3, 7, 30, 365)
LABELS = {
    Measure.MASK: (
        "Mask the details",
        "The post stays. The words below are destroyed for good, everywhere.",
    ),
    Measure.HIDE_UNTIL_EDITED: (
        "Ask for an edit",
        "The post is hidden until its author edits it and a moderator reads it again.",
    ),
    Measure.REMOVE: (
        "Remove it",
        "Readers see “Removed by a moderator” with the rule. Staff can restore it.",
    ),
    Measure.MOVE_AND_LOCK: (
        "Move and lock the thread",
        "The thread goes to the board chosen below and takes no more replies.",
    ),
    Measure.LEAVE: ("Leave it", "Nothing changes."),
    Measure.RESTORE: ("Restore it", "The post is public again, as it was."),
    Measure.APPROVE: ("Approve it", "The post is public from now on."),
    Measure.REJECT: (
        "Do not publish it",
        "Its author still sees it and reads your reasons. Nobody else sees it.",
    ),
    Measure.ERASE_AUTHOR: (
        "Erase the account",
        (
            "The author is younger than 13: account, words and photos are destroyed. "
            "Any other decision opens the account again."
        ),
    ),
}
IN_CASES: dict[ReviewableKind, dict[Measure, tuple[str, str]]] = {
    ReviewableKind.TAKE_IT_DOWN: {
        Measure.MASK: (
            "Destroy the photo",
            (
                "The photos chosen below are destroyed and cannot be added again. The "
                "rest of the post is public again."
            ),
        ),
        Measure.REMOVE: (
            "Remove the whole post",
            "Its photos cannot be added again. Staff can restore the post.",
        ),
    },
    ReviewableKind.RESTRICTED_HOLD: {
        Measure.REMOVE: (
            "Keep it locked away",
            (
                "For abuse of a minor. The photos stay sealed for a year, as the law "
                "wants; follow the runbook and report it."
            ),
        ),
    },
    ReviewableKind.COUNTER_NOTICE: {
        Measure.LEAVE: (
            "Keep it removed",
            "Choose this only if whoever complained told us that they went to court.",
        ),
        Measure.RESTORE: (
            "Restore it now",
            (
                "Choose this only if whoever complained took the notice back. Else it "
                "comes back by itself in time."
            ),
        ),
    },
}
"""What a choice is called and does in cases of some kinds."""


def labels_for(kind: ReviewableKind) -> dict[Measure, tuple[str, str]]:
    """Return what each choice is called in a case, and what it does."""
    return LABELS | IN_CASES.get(kind, {})


class DecideForm(BadFaithPart):
    """A decision about a case, with what its maker saw."""

    measure = RadioField(
        "Your decision",
        [InputRequired("Choose a decision")],
        choices=lambda: [
            (str(measure), label) for measure, (label, _) in LABELS.items()
        ],
    )
    words = Text("Words to mask, one passage a line")
    pictures = SelectMultipleField("Photos to destroy", coerce=int, choices=[])
    rule = SelectField("Rule", choices=[], validate_choice=False)
    reason = Text(
        "Reasons for the author",
        [Length(max=REASONS_MAX, message=f"Use {REASONS_MAX:,} characters at most")],
    )
    note = Text(
        "Note for other moderators",
        [Length(max=INTERNAL_MAX, message=f"Use {INTERNAL_MAX:,} characters at most")],
    )
    board = SelectField("Board to move to", choices=[], validate_choice=False)
    warn = BooleanField("Warn the author; the warning expires after 90 days")
    suspend = SelectField(
        "Suspend the author",
        coerce=int,
        default=0,
        choices=lambda: [
            (days, f"for {days} day{'s' if days != 1 else ''}" if days else "no")
            for days in SUSPENSIONS
        ],
    )
    version = IntegerField()
    revision = IntegerField()

    def fill(self, case: Case) -> None:
        """Begin with what the case suggests."""
        self.rule.choices = [
            (rule.code, f"{rule.code[1:]}. {rule.title}") for rule in case.rules
        ]
        self.board.choices = [("", "Choose a board"), *case.boards]
        self.offer(case.reports)
        self.pictures.choices = [(one.id, one.alt) for one in case.pictures]
        if self.is_submitted():
            return
        self.rule.data = case.suggested_rule
        self.version.data, self.revision.data = case.version, case.revision
        templates = {rule.code: rule.template for rule in case.rules}
        self.reason.data = templates.get(case.suggested_rule, "")
        self.words.data = "\n".join(
            dict.fromkeys(case.words[one.start : one.end] for one in case.found)
        )

    def validate_reason(self, field: Text) -> None:
        """A decision that takes something away gives its reasons."""
        if self._measure().needs_rule and not (field.data or "").strip():
            raise ValidationError("Write the reasons; the author reads them")

    def validate_words(self, field: Text) -> None:  # noqa: ARG002 - asked by name
        """Masking needs words, and not hundreds of passages."""
        if self._measure() is not Measure.MASK:
            return
        if not (self._passages() or self.pictures.data):
            raise ValidationError(
                "Write the words that are to be masked, or choose a photo"
                if self.pictures.choices
                else "Write the words that are to be masked"
            )
        if any(sum(map(str.isalnum, one)) < PASSAGE_MIN for one in self._passages()):
            raise ValidationError(f"Mask {PASSAGE_MIN} letters or digits at least")
        if len(self._passages()) > PASSAGES_MAX:
            raise ValidationError(f"Use {PASSAGES_MAX} passages at most")

    def validate_warn(self, field: BooleanField) -> None:
        """Only a decision by a rule can warn or suspend somebody."""
        wished = field.data or self.suspend.data
        if wished and self.measure.data and not self._measure().needs_rule:
            raise ValidationError(
                "A warning or a suspension goes with a decision by a rule only"
            )

    def validate_board(self, field: SelectField) -> None:
        """Moving needs somewhere to go."""
        known = {choice[0] for choice in field.choices or () if choice[0]}
        if self._measure() is Measure.MOVE_AND_LOCK and field.data not in known:
            raise ValidationError("Choose the board that the thread moves to")

    def judged(self) -> Judged:
        """Hand over the decision."""
        measure = self._measure()
        return Judged(
            measure,
            whole(self.version.data),
            whole(self.revision.data),
            (self.rule.data or None) if measure.needs_rule else None,
            (self.reason.data or "").strip(),
            (self.note.data or "").strip(),
            self._passages() if measure is Measure.MASK else (),
            pictures=tuple(self.pictures.data or ()) if measure is Measure.MASK else (),
            to_board=self.board.data or "",
            warn=self.warn.data,
            suspend=timedelta(days=self.suspend.data) if self.suspend.data else None,
            once=self.token or None,
            bad_faith=self.marked(measure),
            bad_faith_reason=self.why_bad_faith(measure),
        )

    def _measure(self) -> Measure:
        known = {str(measure): measure for measure in Measure}
        return known.get(self.measure.data or "", Measure.LEAVE)

    def _passages(self) -> tuple[str, ...]:
        lines = (line.strip() for line in (self.words.data or "").split("\n"))
        return tuple(line for line in lines if line)
