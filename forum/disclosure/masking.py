"""Putting labels in the place of details, and finding such labels again."""

import re
from collections.abc import Iterable

from forum.disclosure.explaining import LABELS, advice
from forum.disclosure.kinds import Finding

_BY_US = "|".join(sorted((re.escape(label) for label in LABELS), reverse=True))
_THINGS = (
    "address|account number|date|e-?mail address|home address|location|name|number|"
    "password|phone number|place|serial number|street address|telephone number"
)
_WORDS = rf"(?:{_THINGS})(?:(?:,| and|, and) (?:{_THINGS})){{0,5}}"

_LABEL = (
    rf"\[(?:(?:{_BY_US})(?: by a moderator)?"
    r"|masked by a moderator"
    rf"|{_WORDS} (?:removed|masked) by a moderator"
    r"|removed by a moderator"
    r"|(?:masked|taken back) by (?:the|its) author)\]"
)
LABEL = re.compile(_LABEL)
"""Finds the labels that masking leaves, whatever follows them."""
MASKED = re.compile(rf"{_LABEL}(?![(\[:])")
"""Finds what stands in a text instead of a detail; never a link's name."""


def masked_form(text: str, finding: Finding) -> str:
    """Return what readers would see instead of a finding in a text."""
    del text  # the label tells the kind only; nothing of the words survives
    return f"[{advice(finding).label}]"


def mask(text: str, findings: Iterable[Finding]) -> str:
    """Return a text with some findings replaced by labels, in whatever order."""
    pieces: list[str] = []
    done = 0
    for finding in sorted(findings, key=lambda one: (one.start, -one.end)):
        if finding.start < done:
            done = max(done, finding.end)
            continue
        pieces += [text[done : finding.start], masked_form(text, finding)]
        done = finding.end
    return "".join([*pieces, text[done:]])
