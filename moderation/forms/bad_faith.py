"""The part of a decision form that finds reports to be made in bad faith."""

from collections.abc import Iterable

from wtforms import SelectMultipleField
from wtforms.validators import Length, ValidationError

from forum.core.forms import Text
from forum.warnings.forms import CheckedForm
from moderation.measures import DISMISSING, Measure
from moderation.models.flags import BAD_FAITH_MAX
from moderation.pages import Report


class BadFaithPart(CheckedForm):
    """Which reports of a case were made in bad faith, and why."""

    bad_faith = SelectMultipleField(
        "Which of them?", coerce=int, choices=[], validate_choice=False
    )
    bad_faith_reason = Text(
        "Why in bad faith?",
        [Length(max=BAD_FAITH_MAX, message=f"Use {BAD_FAITH_MAX} characters at most")],
    )

    def offer(self, reports: Iterable[Report]) -> None:
        """Offer the reports that a decision can find to be so."""
        self.bad_faith.choices = [
            (one.id, f"{one.reason}: {one.note}" if one.note else one.reason)
            for one in reports
            if one.can_be_bad_faith
        ]

    def validate_bad_faith(self, field: SelectMultipleField) -> None:
        """Only what finds nothing wrong can find a report to be so."""
        known = {str(one) for one in DISMISSING}
        measure = self["measure"].data
        if field.data and measure and measure not in known:
            raise ValidationError(
                "A report was in bad faith only if you leave or restore what it is "
                "about"
            )

    def validate_bad_faith_reason(self, field: Text) -> None:
        """Whoever made it reads why."""
        if self.bad_faith.data and not (field.data or "").strip():
            raise ValidationError(
                "Say why the report was made in bad faith; its maker reads it"
            )

    def marked(self, measure: Measure) -> tuple[int, ...]:
        """Return which reports were found to be so by this decision."""
        picked = tuple(self.bad_faith.data or ())
        return picked if measure in DISMISSING else ()

    def why_bad_faith(self, measure: Measure) -> str:
        """Return why, if any report was found to be so."""
        said = (self.bad_faith_reason.data or "").strip()
        return said if self.marked(measure) else ""
