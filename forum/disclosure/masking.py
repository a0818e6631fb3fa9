"""How labels in the place of details look, and how they are found again."""

import re

from forum.disclosure.explaining import LABELS

BEGINNING = 4
"""How many signs of a serial number its label may show: the model and date code."""

_BY_US = "|".join(sorted((re.escape(label) for label in LABELS), reverse=True))
# Three dots, as well: a reading spells the one sign for them so.
_BEGUN = rf"serial number [A-Za-z0-9]{{{BEGINNING}}}(?:\u2026|\.\.\.) masked"
_THINGS = (
    "address|account number|date|e-?mail address|home address|location|name|number|"
    "password|phone number|place|serial number|street address|telephone number"
)
_WORDS = rf"(?:{_THINGS})(?:(?:,| and|, and) (?:{_THINGS})){{0,5}}"

_LABEL = (
    rf"\[(?:(?:{_BY_US}|{_BEGUN})(?: by a moderator)?"
    r"|masked by a moderator"
    rf"|{_WORDS} (?:removed|masked) by a moderator"
    r"|removed by a moderator"
    r"|(?:masked|taken back) by (?:the|its) author)\]"
)
LABEL = re.compile(_LABEL)
"""Finds the labels that masking leaves, whatever follows them."""
MASKED = re.compile(rf"{_LABEL}(?![(\[:])")
"""Finds what stands in a text instead of a detail; never a link's name."""
