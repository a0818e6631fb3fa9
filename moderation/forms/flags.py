"""The form by which somebody reports a post, and the one that is only a button."""

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.core.forms import Form, Text
from forum.warnings.forms import CheckedForm
from moderation import rules
from moderation.models import FlagReason
from moderation.models.flags import NOTE_MAX


class FlagForm(CheckedForm):
    """Why somebody reports a post."""

    reason = RadioField(
        "What is wrong with it?",
        [InputRequired("Choose what is wrong with the post")],
        choices=lambda: [
            (str(reason), label) for reason, label in rules.REASONS.items()
        ],
    )
    note = Text(
        "What should moderators know?",
        [Length(max=NOTE_MAX, message=f"Use {NOTE_MAX:,} characters at most")],
    )

    hide_now = BooleanField("Hide it now, until it is reviewed")

    def validate_note(self, field: Text) -> None:
        """Ask for words where the reason alone says nothing."""
        said = len((field.data or "").strip())
        if self.reason.data == FlagReason.OTHER and said < rules.OTHER_NOTE_MIN:
            raise ValidationError("Say in a few words what is wrong")

    @property
    def chosen(self) -> FlagReason:
        """The reason that was chosen."""
        return FlagReason(self.reason.data)


class TokenForm(Form):
    """A button and nothing else."""
