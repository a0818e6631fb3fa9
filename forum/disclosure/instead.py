"""What readers see instead of a detail: a label, or something less exact.

A town instead of a street, a region instead of a point, the beginning of a serial
number. Whatever is not plainly of one of these shapes gets the label alone.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from forum.disclosure import streets
from forum.disclosure.explaining import advice
from forum.disclosure.kinds import Finding, Kind, Registered
from forum.disclosure.masking import BEGINNING, LABEL
from forum.disclosure.reading import read
from forum.disclosure.scanning import scan
from forum.disclosure.words import STATES

_TOWN = re.compile(
    r"(?P<street>[^\n]+?)(?:,[ \n]|\n)"
    r"(?P<town>(?:(?:[A-Z][a-z]*['-]?[A-Z]?[a-z]+|St\.) ){0,2}"
    r"[A-Z][a-z]*['-]?[A-Z]?[a-z]+)"
    rf"(?:,? (?P<state>{STATES['codes']}|(?i:{STATES['names']})))?"
    r"(?:,? [0-9]{5}(?:-[0-9]{4})?)?"
)
_NOT_TOWNS = frozenset(
    "apartment apt avenue ave back basement block blvd boulevard box building corner "
    "court ct door drive dr entrance floor front gate highway house hwy lane ln lot "
    "number parkway pkwy rd rear road route st street suite terrace trail unit "
    "upstairs way".split()
)
_POINT = re.compile(
    r"(?P<lat>[+-]?[0-9]{1,3}\.[0-9]{3,12})(?: {0,2}[,;/|] {0,2}| {1,3}|\n)"
    r"(?P<lon>[+-]?[0-9]{1,3}\.[0-9]{3,12})"
)
_SERIAL = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")
_SHORTEST_SERIAL = 10
_AROUND = 60
_NUMBER = re.compile(r"([0-9]+)")
_NUMBER_BEFORE = re.compile(r"[0-9][^0-9a-zA-Z]{0,4}$")
_NUMBER_AFTER = re.compile(r"[^0-9a-zA-Z]{0,4}[0-9]")


def masked_form(text: str, finding: Finding) -> str:
    """Return what readers would see instead of a finding in a text."""
    label = advice(finding).label
    words = text[finding.start : finding.end]
    lessened = _LESS_EXACT[finding.kind](words) if finding.kind in _LESS_EXACT else ""
    if lessened and (LABEL.fullmatch(lessened) or _is_quiet(text, finding, lessened)):
        return lessened
    return f"[{label}]"


def mask(text: str, findings: Iterable[Finding]) -> str:
    """Return a text with some findings masked, in whatever order they come."""
    pieces: list[str] = []
    done = 0
    for finding in sorted(findings, key=lambda one: (one.start, -one.end)):
        if finding.start < done:
            done = max(done, finding.end)
            continue
        pieces += [text[done : finding.start], masked_form(text, finding)]
        done = finding.end
    return "".join([*pieces, text[done:]])


def _town(words: str) -> str:
    """Leave the town of an address and its state; never street or ZIP code."""
    match = _TOWN.fullmatch(words)
    if not match or _NOT_TOWNS.intersection(match["town"].lower().split()):
        return ""
    if not _is_address(match["street"]):
        return ""  # the comma may stand between a house number and its street
    place = ", ".join(filter(None, (match["town"], match["state"])))
    return f"[street address masked], {place}"


def _is_address(words: str) -> bool:
    found = streets.find(read(words), Registered())
    return any(one.end == len(words) for one in found)


def _region(words: str) -> str:
    """Leave one decimal of each coordinate: about seven miles."""
    match = _POINT.fullmatch(words)
    if not match:
        return ""
    return f"{float(match['lat']):.1f}, {float(match['lon']):.1f}"


def _beginning(words: str) -> str:
    """Leave the first signs of a long serial number, which name model and date."""
    signs = words.replace(" ", "").replace("-", "")
    if not _SERIAL.fullmatch(words) or len(signs) < _SHORTEST_SERIAL:
        return ""
    return f"[serial number {signs[:BEGINNING]}\u2026 masked]"


_LESS_EXACT: Mapping[Kind, Callable[[str], str]] = {
    Kind.STREET_ADDRESS: _town,
    Kind.GPS: _region,
    Kind.DEVICE_SERIAL: _beginning,
}


def _is_quiet(text: str, finding: Finding, lessened: str) -> bool:
    """Say whether nothing would be found in the less exact form where it would stand.

    A town may be somebody's name, and what stands before may make a code of a number.
    Words are looked at as far as the next number: it belongs to other details.
    """
    before = text[max(0, finding.start - _AROUND) : finding.start]
    after = text[finding.end : finding.end + _AROUND]
    if lessened[-1].isdigit() and (
        _NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(after)
    ):
        return False  # the other number may be rounded, too, and both read as one
    before, after = _NUMBER.split(before)[-1], "".join(_NUMBER.split(after)[:2])
    start, end = len(before), len(before) + len(lessened)
    found = scan(f"{before}{lessened}{after}")
    return not any(one.start < end and one.end > start for one in found)
