"""The form in which members say what mail they want."""

from wtforms import SelectMultipleField

from forum.core.forms import Form
from forum.mail.choices import choices


class ChoicesForm(Form):
    """A box for each kind of mail there is."""

    wanted = SelectMultipleField(
        "Mail you want",
        choices=lambda: [(one.name, one.label) for one in choices()],
    )

    def chosen(self) -> dict[str, bool]:
        """Return what a member ticked and what not."""
        ticked = set(self.wanted.data or ())
        return {one.name: one.name in ticked for one in choices()}
