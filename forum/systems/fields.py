"""Fields of the card's form: figures as people type them, words of closed lists."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from wtforms import SelectField
from wtforms.validators import Length, StopValidation

from forum.core.forms import Line
from forum.solar.numbers import NoFigure, read_figure

NOT_SAID = ("", "Not said")


class Figure(Line):
    """A figure, with or without its unit."""

    figure: float | None = None
    wanted = "Write a figure, such as 6.4"

    def pre_validate(self, form: Any) -> None:
        """Read the figure, or say what one looks like."""
        super().pre_validate(form)
        try:
            self.figure = read_figure(self.data or "")
        except NoFigure:
            raise StopValidation(self.wanted) from None


class Whole(Figure):
    """A whole number."""

    wanted = "Write a whole number"

    def pre_validate(self, form: Any) -> None:
        """Read the number; nobody has half a module."""
        super().pre_validate(form)
        if self.figure is not None and self.figure != int(self.figure):
            raise StopValidation(self.wanted)

    @property
    def number(self) -> int | None:
        """The number, if one was written."""
        return None if self.figure is None else int(self.figure)


class Year(Whole):
    """A year."""

    wanted = "Write a year, such as 2021"


def short(label: str, at_most: int) -> Line:
    """Return a field for a short text."""
    too_long = f"Use {at_most} characters at most"
    return Line(label, [Length(max=at_most, message=too_long)])


def words(label: str, known: Mapping[Any, str], *, required: bool = False) -> Any:
    """Return a field with a closed list; unless required, it may stay unsaid."""
    listed = [(str(value), text) for value, text in known.items()]
    every = listed if required else [NOT_SAID, *listed]
    # WTForms wants other pairs where a list is given, and these where it asks.
    return SelectField(label, choices=lambda: every)


def chosen(field: SelectField, kind: type[StrEnum]) -> Any:
    """Return the word that was chosen, None for none."""
    return kind(field.data) if field.data else None
