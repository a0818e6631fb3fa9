"""The form for what a moderator does to a thread at once."""

from datetime import datetime, timedelta

from wtforms import SelectField
from wtforms.validators import Length, ValidationError

from forum.core.forms import Line
from forum.warnings.forms import CheckedForm
from moderation.actions import ThreadDeed

PINNED = (
    (7, "7 days"),
    (30, "30 days"),
    (90, "90 days"),
    (0, "until somebody unpins it"),
)


class ThreadForm(CheckedForm):
    """What to do with a thread at once, and why."""

    deed = SelectField(choices=lambda: [(str(deed), str(deed)) for deed in ThreadDeed])
    days = SelectField(
        "It stays on top for", coerce=int, choices=lambda: list(PINNED), default=30
    )
    reason = Line(
        "Why? Readers see it.",
        [Length(max=200, message="Use 200 characters at most")],
    )

    def validate_reason(self, field: Line) -> None:
        """Whoever finds a thread locked reads why."""
        if self.deed.data == ThreadDeed.LOCK and not field.data:
            raise ValidationError("Say why the thread is locked")

    def pinned_until(self, now: datetime) -> datetime | None:
        """Return when a pin ends by itself, if it does."""
        return now + timedelta(days=self.days.data) if self.days.data else None
