"""Forms for moving, splitting, merging and slowing down threads."""

import re
from datetime import timedelta

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.boards.forms import check_title
from forum.core.forms import Line
from forum.warnings.forms import CheckedForm

PLACE = re.compile(r"(?:#|\S*/t/)?(\d{1,9})(?:[/?#]\S*)?")
WHY_MAX = 200
TOO_LONG = f"Use {WHY_MAX} characters at most"
PAUSES = (
    (10, "10 minutes"),
    (30, "30 minutes"),
    (60, "1 hour"),
    (180, "3 hours"),
    (720, "12 hours"),
    (1440, "24 hours"),
)
DAYS = ((1, "1 day"), (3, "3 days"), (7, "7 days"), (30, "30 days"))


class ReasonForm(CheckedForm):
    """Why something is done to what others wrote."""

    reason = Line(
        "Why?", [InputRequired("Say why"), Length(max=WHY_MAX, message=TOO_LONG)]
    )


class MoveForm(ReasonForm):
    """Where a thread goes."""

    board = SelectField("Board", choices=[], validate_choice=False)
    stub = BooleanField("Say for 30 days on the old board where it is now")

    def validate_board(self, field: SelectField) -> None:
        """Moving needs somewhere to go."""
        if field.data not in {choice[0] for choice in field.choices or () if choice[0]}:
            raise ValidationError("Choose the board that it moves to")


class SplitForm(ReasonForm):
    """Which posts begin a new thread, and what that is called."""

    posts = SelectMultipleField("Posts", coerce=int, validate_choice=False)
    title = Line("Title of the new thread")
    board = SelectField("Board", choices=[], validate_choice=False)

    def validate_posts(self, field: SelectMultipleField) -> None:
        """A thread needs a post."""
        if not field.data:
            raise ValidationError("Choose at least one post")

    def validate_title(self, field: Line) -> None:
        """Check that the title is a line one can go by."""
        check_title(field)

    def validate_board(self, field: SelectField) -> None:
        """The new thread stands somewhere."""
        if field.data not in {choice[0] for choice in field.choices or () if choice[0]}:
            raise ValidationError("Choose the board of the new thread")


class MergeForm(ReasonForm):
    """Into which thread all posts go."""

    into = Line("Number or link of the other thread")

    def validate_into(self, field: Line) -> None:  # noqa: ARG002 - asked by name
        """Ask for something that names a thread."""
        if self.target is None:
            raise ValidationError(
                "Give the number of the thread, or its link, such as /t/12"
            )

    @property
    def target(self) -> int | None:
        """The key of the thread that is named."""
        named = PLACE.fullmatch((self.into.data or "").strip())
        return int(named.group(1)) if named else None


class SlowForm(CheckedForm):
    """How long members wait between two posts in a thread, and until when."""

    minutes = SelectField(
        "One post from each member in", coerce=int, choices=lambda: list(PAUSES)
    )
    days = SelectField(
        "It ends after", coerce=int, choices=lambda: list(DAYS), default=1
    )
    reason = Line(
        "Why? Readers see it.",
        [InputRequired("Say why"), Length(max=WHY_MAX, message=TOO_LONG)],
    )

    @property
    def lasts(self) -> timedelta:
        """How long the thread is slowed down."""
        return timedelta(days=self.days.data)
