"""The form by which a decision is taken back."""

from wtforms.validators import Length, ValidationError

from forum.core.forms import Text
from forum.warnings.forms import CheckedForm
from moderation.models.decisions import REASONS_MAX


class ReverseForm(CheckedForm):
    """Why a decision is taken back."""

    reason = Text(
        "Why do you take it back?",
        [Length(max=REASONS_MAX, message=f"Use {REASONS_MAX:,} characters at most")],
    )

    def validate_reason(self, field: Text) -> None:
        """Whoever it is about reads why."""
        if not (field.data or "").strip():
            raise ValidationError("Write why; whoever it is about reads it")
