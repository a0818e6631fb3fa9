"""Forms for correcting a post, putting a notice beside it, destroying it."""

from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.boards import rules as boards
from forum.boards.drafts import Draft
from forum.boards.forms import check_title
from forum.boards.models import REASON_MAX
from forum.boards.notices import newest_notices
from forum.core.forms import Form, Line, Text
from forum.warnings.forms import CheckedForm
from moderation.models import Rule
from moderation.models.decisions import REASONS_MAX

REASON_LONG = f"Use {REASON_MAX} characters at most"


class NoticeForm(Form):
    """Which safety notice stands beside a post."""

    notice = RadioField(
        "Notice",
        [InputRequired("Choose a notice")],
        choices=lambda: [(one.key, one.title) for one in newest_notices()],
    )


class CorrectionForm(CheckedForm):
    """A small correction of what somebody else wrote, and why."""

    title = Line("Title")
    body = Text("Text")
    reason = Line(
        "Why? The author reads it.",
        [InputRequired("Say why"), Length(max=REASON_MAX, message=REASON_LONG)],
    )
    revision = IntegerField()
    has_title = False

    def validate_title(self, field: Line) -> None:
        """Check the title of an opening post."""
        if self.has_title:
            check_title(field)

    def validate_body(self, field: Text) -> None:
        """Check that there is a text and that it is not endless."""
        length = len((field.data or "").strip())
        if not boards.BODY_MIN <= length <= boards.BODY_MAX:
            raise ValidationError(
                f"The text takes {boards.BODY_MIN} to {boards.BODY_MAX:,} characters"
            )

    def draft(self) -> Draft:
        """Hand over what was written."""
        return Draft(
            body=(self.body.data or "").strip(),
            title=(self.title.data or "") if self.has_title else "",
            reason=self.reason.data or "",
        )


class PurgeForm(CheckedForm):
    """By which rule something is destroyed, and why."""

    rule = SelectField("Rule", choices=[])
    reason = Text(
        "Reasons for the author",
        [
            InputRequired("Write the reasons; the author reads them"),
            Length(max=REASONS_MAX, message=f"Use {REASONS_MAX:,} characters at most"),
        ],
    )
    is_sure = BooleanField("Destroy it for good")

    def fill(self, known: tuple[Rule, ...]) -> None:
        """Offer the rules in force."""
        self.rule.choices = [
            (one.code, f"{one.code[1:]}. {one.title}") for one in known
        ]

    def validate_is_sure(self, field: BooleanField) -> None:
        """Destroying is final, so that it is asked about once more."""
        if not field.data:
            raise ValidationError("Tick the box: this cannot be undone")
