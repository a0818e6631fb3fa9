"""The form in which members note something beside a bookmark."""

from wtforms.validators import Length

from forum.core.forms import Form, Line
from forum.reactions.models import NOTE_MAX


class BookmarkNoteForm(Form):
    """Why one wants to find it again."""

    note = Line(
        "Note",
        validators=[Length(max=NOTE_MAX, message=f"At most {NOTE_MAX} characters.")],
    )
