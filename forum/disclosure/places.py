"""Finds ZIP codes by the words around them."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.words import STATES

_ZIP = re.compile(
    r"(?<![\w.,$#/:=%+-])[0-9]{5}(?:-[0-9]{4})?(?![\w%$])(?![.,:/-][0-9])"
)
_BEFORE = re.compile(
    r"\b(?:zip|zips|zip ?code|postal ?code|post ?code|postcode|mail "
    r"code)s?\b[^.!?\n0-9]{0,25}$"
)
_IN_LINK = re.compile(r"\b(?:zip|zip_?code|postal_?code)[\"']?[=:][ \"']{0,3}$")
_AFTER = re.compile(r"^[ ]{1,2}(?:zip|postal|is (?:my|our|the) zip|area code zip)\b")
_STATE = re.compile(
    rf"(?:\b(?i:{STATES['names']})|\b(?:{STATES['codes']})\.?),?[ ]{{1,2}}$"
)
_IN = re.compile(r"\b(?:in|near|from|around|here in|out in|over in|we're|i'm)[ ]$")
_END = re.compile(
    r"^(?:[ ]{0,2}(?:[,;!?)]|\.(?![0-9])|$|\n)|[ ](?:here|area|and (?:my|our|the|we|"
    r"i|it)|"
    r"we|i|where|with|so|but)\b)"
)
_NUMBERED = re.compile(
    r"(?:\b(?:code|error|part|no|number|sku|model|rev|version|id|event|fault|case|"
    r"order|"
    r"item|serial|sn|s/n|ticket|register|address|reads?|shows?|meter|alarm|date|time|"
    r"build)\b|#)[^\n]{0,12}$"
)
_UNIT = re.compile(
    r"^[ ]?(?:kwh|wh|mwh|kw|w|watts?|v|a|ah|hours?|hrs?|miles?|mi|km|days?|cycles?|"
    r"bucks|"
    r"dollars|usd|people|homes|btu|rpm|lumens|hz|ppm|lbs?|sq)\b"
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find ZIP codes; other numbers of five digits stay quiet."""
    mine = registered.zip.strip()[:5]
    for match in _ZIP.finditer(reading.text):
        start, end = match.span()
        if _UNIT.match(reading.after(end, 12)):
            continue
        own = bool(mine) and match.group()[:5] == mine
        if own or _is_zip(reading, match):
            yield Candidate(start, end, Kind.ZIP_CODE, own=own)


def _is_zip(reading: Reading, match: re.Match[str]) -> bool:
    start, end = match.span()
    before, after = reading.before(start, 45), reading.after(end, 25)
    if _BEFORE.search(before) or _IN_LINK.search(before) or _AFTER.match(after):
        return True
    if _STATE.search(reading.text[max(0, start - 20) : start]):
        return True
    if match.group()[0] == "0" and match.group()[1] != "0":
        return not _NUMBERED.search(before)
    return bool(_IN.search(before) and _END.match(after)) and not _is_round(match)


def _is_round(match: re.Match[str]) -> bool:
    return match.group().endswith("000")
