"""What all forms share: text fields that lose nothing and hide nothing."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.validators import StopValidation

LOST = "\ufffd"
UNREADABLE = (
    "Some characters in this text cannot be stored. We took them out; please check "
    "it and send it again"
)
KEPT_CONTROLS = "\n\t"
NO_CHARACTER = 0xFFFE


class Form(FlaskForm):
    """A form of the forum; its token is checked before any view runs.

    It reads words alone: a file or JSON in the place of a field is no answer.
    """

    class Meta(FlaskForm.Meta):
        """How what was sent becomes the answers of a form."""

        def wrap_formdata(self, form: "Form", formdata: Any) -> Any:
            """Return the fields that were sent, unless a view hands over others."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() else None

    def first_errors(self) -> list[tuple[str, str]]:
        """Return each wrong field's id with the first thing wrong in it."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]


class _Readable:
    """Takes text apart from what is no text, and says so once."""

    data: Any
    had_unreadable = False

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        sent = valuelist[0].replace("\r\n", "\n").replace("\r", "\n")
        self.data = readable(sent)
        self.had_unreadable = self.data != sent

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - called by WTForms
        if self.had_unreadable:
            raise StopValidation(UNREADABLE)


class Line(_Readable, StringField):
    """One line of text, without blanks around it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the line as it is sent."""
        super().process_formdata(valuelist)
        if isinstance(self.data, str):
            self.data = " ".join(self.data.split())


class Text(_Readable, TextAreaField):
    """A text of many lines, kept as it is written."""


def readable(text: str) -> str:
    """Return a text without what no text has in it."""
    return "".join(character for character in text if _is_text(character))


def _is_text(character: str) -> bool:
    if character in KEPT_CONTROLS:
        return True
    return character.isprintable() or (
        (
            character != LOST
            and not "\x00" <= character <= "\x1f"
            and character != "\x7f"
        )
        and not "\ud800" <= character <= "\udfff"
        and ord(character) & 0xFFFE != NO_CHARACTER
    )
