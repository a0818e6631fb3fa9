"""Forms of the list of tags."""

from wtforms import BooleanField
from wtforms.validators import InputRequired, ValidationError

from forum.boards import queries, rules
from forum.core.forms import Form, Line

BOX = "Merge them, if there is such a tag already"


def _word(text: str | None) -> str:
    return "-".join((text or "").casefold().split())


class TagForm(Form):
    """A word under which threads can be found from now on."""

    name = Line("New tag", [InputRequired("Write a tag")])

    def validate_name(self, field: Line) -> None:
        """A tag is a small word, and not there yet."""
        if not (answer := rules.may_be_tag(_word(field.data))):
            raise ValidationError(answer.because)
        if meant := queries.tag_list().meant(_word(field.data)):
            raise ValidationError(f"This leads to the tag “{meant}” already")

    @property
    def wanted(self) -> str:
        """The tag as the list has it."""
        return _word(self.name.data)


class RenameForm(Form):
    """Another word for a tag, or the tag that takes its threads."""

    to = Line("New name", [InputRequired("Write the new name")])
    merges = BooleanField(BOX)

    tag = ""

    def validate_to(self, field: Line) -> None:
        """Two tags become one only if that is wanted."""
        if not (answer := rules.may_be_tag(_word(field.data))):
            raise ValidationError(answer.because)
        if _word(field.data) == self.tag:
            raise ValidationError("This is its name now")
        if self.meets and not self.merges.data:
            raise ValidationError(
                f"There is a tag “{self.meets}”. Tick the box to merge both"
            )

    @property
    def meets(self) -> str:
        """The other tag that stands under this word; nothing if there is none."""
        meant = queries.tag_list().meant(self.wanted)
        return "" if meant == self.tag else meant

    @property
    def wanted(self) -> str:
        """The word as the list has it."""
        return _word(self.to.data)
