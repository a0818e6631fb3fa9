"""Finds ZIP codes by the words around them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.words import COMPANY, EVERYDAY, MAKERS, STATES, VOCABULARY

_ZIP = re.compile(
    r"(?<![\w.,$#/:=%+-])[0-9]{5}(?:-[0-9]{4})?(?![\w%$])(?![.,:/-][0-9])(?!\ufffc)(?!["
    r" ]/[ ]?[0-9])"
)
_BEFORE = re.compile(
    r"\b(?:plz|zip|zips|zip ?code|postal ?code|post ?code|postcode|zip5|kod pocztowy|"
    r"mail "
    r"code)s?\b[^.!?\n0-9]{0,25}$"
)
_IN_LINK = re.compile(r"\b(?:zip|zip_?code|postal_?code)[\"']?[=:][ \"']{0,3}$")
_AFTER = re.compile(
    r"^[ ]{1,2}(?:zip|plz|postal|is (?:my|our|the) zip|area code zip)\b"
)
# Codes that are words as well count after a town only: "OK 20000", "in 12000".
_WORDS = "AL|CO|DE|HI|ID|IN|LA|MA|ME|MO|MS|OH|OK|OR|PA|PR|MD|SC|SD|AR|CT|DC|MT|ND"
_STATE = re.compile(
    rf"(?:\b(?i:{STATES['names']})|[A-Z][a-z.']+,? (?!PR)(?:{_WORDS})\b\.?|,[ "
    rf"]?(?:{_WORDS})\b\.?|"
    rf"\b(?!(?:{_WORDS})\b)(?:{STATES['codes']})\b\.?|\b[A-Z]\.[A-Z]\.),?[ ]{{1,2}}$"
)
_TOWN = re.compile(r"(?:^|[^\w])(?P<t>[A-Z][a-z]{3,14}), ?$")
_FOR = re.compile(
    r"\b(?:hours?|rebates?|rates?|weather|quotes?|installers?|pricing|prices|"
    r"forecasts?|"
    r"irradiance|insolation|pvwatts|production|tilt|azimuth|anyone|anybody|folks|"
    r"people|"
    r"members|neighbou?rs|living|live|lives|located|based|resident|greetings|moved|"
    r"moving|house|home|roof|array|serving?|shipping|ship|delivery|typed?|enter(?:ed)?|"
    r"put in|plugged in)\b"
    r"[^.!?\n0-9]{0,24}\b(?:for|in|at|of|from|near|to|around)[ ]$"
)
_OPENING = re.compile(r"(?:^|[.!?\n])[ \t]{0,3}$")
_HERE = re.compile(r"^[ ]here\b")
_LONG = re.compile(r"[0-9]{5}-[0-9]{4}")
# Postal codes of Britain, Canada and the Netherlands, and spaced-out ones.
_ABROAD = re.compile(
    r"(?<![\w.-])(?:[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][ABD-HJLNP-UW-Z]{2}|"
    r"[ABCEGHJ-NPRSTVXY][0-9][A-Z] [0-9][A-Z][0-9])(?![\w-])"
)
_CANADIAN = re.compile(
    r"(?<![\w.-])[abceghj-nprstvxy][0-9][a-z][ ]?[0-9][a-z][0-9](?![\w-])"
)
_ABROAD_CUED = re.compile(
    r"\b(?:post(?:al)? ?code|zip|plz|postleitzahl|c\u00f3digo postal|code postal|"
    r"postcode|eircode|kod pocztowy)s?"
    r"(?: is| was|:|=| for [a-z ]{3,15}?)?[ ]{0,2}[(]?(?P<v>[a-z]{1,2}[0-9][0-9a-z]? "
    r"?[0-9][a-z]{2}|"
    r"[a-z][0-9][0-9w] ?[a-z0-9]{4}|[a-z](?: [a-z])?(?: [0-9]){2,3}(?: [a-z]){2}|"
    r"[a-z][0-9][a-z] ?[0-9][a-z][0-9]|[0-9]{4} ?[a-z]{2}|[0-9]{2}-[0-9]{3}|[0-9]{4,5}|"
    r"[0-9](?:[ -][0-9]){4})(?![\w%])"
)
_BRITISH_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|"
    "DN|DT|DY|"
    "EH|EN|EX|FK|FY|GL|GU|HA|HD|HG|HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|LA|LD|LE|LL|LN|"
    "LS|LU|ME|"
    "MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|"
    "SP|SR|SS|"
    "ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
).lower()
_BRITISH = re.compile(
    r"(?:[,;(\ufffc.]|\b(?:in|near|at|of|here|postcode))[ "
    rf"]{{1,2}}(?P<v>(?:{_BRITISH_AREAS})"
    r"[0-9]{1,2} ?[0-9][abd-hjlnp-uw-z]{2})(?=[,.;:)!?]|$|\n)"
)
_DUTCH = re.compile(
    r"(?<![\w.-])(?:(?<=[a-z] )|(?<=, ))[1-9][0-9]{3} [A-Z]{2}(?=[ ][A-Z][a-z]|[,.;)]|"
    r"$|\n)"
)
_DUTCH_TOWNS = re.compile(
    r"\b(?:amsterdam|utrecht|rotterdam|den haag|eindhoven|groningen|tilburg|almere|"
    r"breda|"
    r"nijmegen|haarlem|arnhem|zwolle|leiden|delft|maastricht|netherlands|nederland)\b"
)
_APART = re.compile(r"(?<![\w.-])[0-9](?: [0-9]){4}(?![ ]?[\w%])")
_IN = re.compile(r"\b(?:in|near|from|around|here in|out in|over in|we're|i'm)[ ]$")
_END = re.compile(
    r"^(?:[ ]{0,2}(?:[,;!?)]|\.(?![0-9])|$|\n)|[ ](?:here|area|and (?:my|our|the|we|"
    r"i|it)|"
    r"we|i|where|with|so|but|says|gives|shows|gets|has|is|[a-z]{2,10}ing)\b)"
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
    for start, end in _mine(reading, registered.zip):
        yield Candidate(start, end, Kind.ZIP_CODE, own=True)
    for match in _ZIP.finditer(reading.text):
        start, end = match.span()
        if _UNIT.match(reading.after(end, 12)):
            continue
        own = bool(mine) and match.group()[:5] == mine
        if not own and MAKERS.search(reading.before(start, 60).rsplit("\n", 1)[-1]):
            continue
        if own or _is_zip(reading, match):
            yield Candidate(start, end, Kind.ZIP_CODE, own=own)
    for start, end in (*_abroad(reading), *_apart(reading)):
        yield Candidate(start, end, Kind.ZIP_CODE)


def _mine(reading: Reading, code: str) -> Iterator[tuple[int, int]]:
    """Find the member's own code by its letters and digits, however it is spelled."""
    bare = re.sub(r"[^a-z0-9]", "", code.lower())
    if len(bare) < 5 or len(bare) > 9:  # noqa: PLR2004
        return
    for match in _spread(bare).finditer(reading.lower):
        if not _UNIT.match(reading.after(match.end(), 12)):
            yield match.span()


@lru_cache(maxsize=64)
def _spread(bare: str) -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w$./-])" + r"[ .-]{0,2}".join(bare) + r"(?![\w%$])(?![.,][0-9])"
    )


def _abroad(reading: Reading) -> Iterator[tuple[int, int]]:
    if not reading.has_digits:
        return
    for match in (
        *_ABROAD.finditer(reading.text),
        *filter(_is_canadian, _CANADIAN.finditer(reading.lower)),
    ):
        if not _NUMBERED.search(reading.before(match.start(), 30)):
            yield match.span()
    for match in _BRITISH.finditer(reading.lower):
        yield match.span("v")
    for match in _ABROAD_CUED.finditer(reading.lower):
        yield match.span("v")
    if _DUTCH_TOWNS.search(reading.lower):
        for match in _DUTCH.finditer(reading.text):
            yield match.span()


def _is_canadian(match: re.Match[str]) -> bool:
    """Say whether a code in lower case is none in hexadecimal digits."""
    return any(sign > "f" for sign in match.group() if sign.isalpha())


def _apart(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find codes with a blank between their digits, where "zip" stands near."""
    if reading.has_digits and reading.says("zip"):
        for match in _APART.finditer(reading.text):
            if "zip" in reading.before(match.start(), 40) + reading.after(
                match.end(), 15
            ):
                yield match.span()


def _is_zip(reading: Reading, match: re.Match[str]) -> bool:
    start, end = match.span()
    before, after = reading.before(start, 45), reading.after(end, 25)
    if _BEFORE.search(before) or _IN_LINK.search(before) or _AFTER.match(after):
        return True
    if _NUMBERED.search(before):
        return False
    written = reading.text[max(0, start - 20) : start]
    if _STATE.search(written) or re.match(r"0[1-9]", match.group()):
        return True
    if _LONG.fullmatch(match.group()) and _IN.search(before):
        return True
    town = _TOWN.search(written)
    if _HERE.match(after) and _OPENING.search(written) and not _is_round(match):
        return True
    located = bool(_IN.search(before) or _FOR.search(before)) or (
        town is not None and not _is_word(town["t"])
    )
    return located and bool(_END.match(after)) and not _is_round(match)


def _is_word(word: str) -> bool:
    low = word.lower()
    return low in EVERYDAY or low in VOCABULARY or low in COMPANY


def _is_round(match: re.Match[str]) -> bool:
    return match.group().endswith("000")
