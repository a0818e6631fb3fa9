"""Forms of the walls: what waits on a board, which words are watched."""

from datetime import UTC, datetime, time

from flask import request
from wtforms import DateField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from forum.core.clock import utcnow
from forum.core.forms import Form, Line
from forum.warnings.forms import CheckedForm
from moderation.walls.actions import Wanted
from moderation.walls.chosen import MODES
from moderation.walls.matching import is_fit
from moderation.walls.models import PATTERN_MAX, SAID_MAX, Deed, Mode, Way
from moderation.walls.queries import BoardRow

WAYS = {
    Way.LITERAL: "These very characters, also inside a word",
    Way.WORD: "A whole word, or several in a row",
    Way.GLOB: "With signs: * is any run without a blank, # is one digit",
}
DEEDS = {
    Deed.BLOCK: "Block: it cannot be posted; its author reads which words",
    Deed.HOLD: "Hold: a moderator reads it first",
    Deed.MASK: "Mask: readers see “masked” in its place",
    Deed.NOTICE: "Notice: its author reads a note, and may post it all the same",
}


class ModeForm(Form):
    """What waits on a board."""

    board = SelectField("Board", coerce=int, choices=[])
    mode = SelectField(
        "What waits",
        choices=lambda: [(str(mode), said) for mode, said in MODES.items()],
    )

    @property
    def comes_from_board(self) -> bool:
        """Whether it was chosen on the page of the board."""
        return "from" in request.form

    @property
    def chosen(self) -> Mode:
        """The mode that was chosen."""
        return Mode(self.mode.data)


class WordForm(CheckedForm):
    """A word to look out for."""

    pattern = Line(
        "Word or pattern",
        [Length(max=PATTERN_MAX, message=f"Use {PATTERN_MAX} characters at most")],
    )
    way = RadioField(
        "How to look for it",
        [InputRequired("Choose how to look for it")],
        choices=lambda: [(str(way), said) for way, said in WAYS.items()],
        default=str(Way.WORD),
    )
    deed = RadioField(
        "What happens when it is found",
        [InputRequired("Choose what happens")],
        choices=lambda: [(str(deed), said) for deed, said in DEEDS.items()],
    )
    boards = SelectMultipleField("Boards", coerce=int, choices=[])
    said = Line(
        "What do we say to its author?",
        [Length(max=SAID_MAX, message=f"Use {SAID_MAX} characters at most")],
    )
    ends_on = DateField("Until", [Optional()])

    def fill(self, boards: tuple[BoardRow, ...]) -> None:
        """Offer the boards."""
        self.boards.choices = [(row.id, row.name) for row in boards]

    def validate_pattern(self, field: Line) -> None:
        """Ask for something that can be found, and that is not in every post."""
        if not field.data:
            raise ValidationError("Write a word or a pattern")
        if not is_fit(field.data, self.looked_for):
            raise ValidationError("Use two letters or digits at least")

    def validate_said(self, field: Line) -> None:
        """A notice needs words."""
        if self.deed.data == Deed.NOTICE and not field.data:
            raise ValidationError("Write the note that the author reads")

    def validate_ends_on(self, field: DateField) -> None:
        """An end lies ahead."""
        if field.data and field.data <= utcnow().date():
            raise ValidationError("Choose a day after today, or none")

    @property
    def looked_for(self) -> Way:
        """How it is looked for."""
        known = {str(way): way for way in Way}
        return known.get(self.way.data or "", Way.LITERAL)

    @property
    def wants_trial(self) -> bool:
        """Whether it is only to be tried on the newest posts."""
        return "try" in request.form

    def wanted(self, said: str) -> Wanted:
        """Hand over what was asked for, with the words as they were checked."""
        day = self.ends_on.data
        return Wanted(
            self.pattern.data or "",
            self.looked_for,
            Deed(self.deed.data),
            tuple(self.boards.data or ()),
            said,
            datetime.combine(day, time(), UTC) if day else None,
        )
