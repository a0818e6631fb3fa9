"""Finds what offices know people by: social security and licence numbers, birth."""

import re
from collections.abc import Iterator

from forum.disclosure.cued import count_digits, values_after
from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_SSN = re.compile(
    r"(?<![\w.$/-])(?P<a>[0-9]{3})(?P<s1>[ ]?[-.\u2013][ ]?|[ ]|"
    r"_)(?P<b>[0-9]{2})(?P<s2>[ ]?[-.\u2013][ ]?|[ ]|_)"
    r"(?P<c>[0-9]{4})(?![\w-])(?!\.[0-9])"
)
_NINE = re.compile(r"(?<![\w.$/-])[0-9]{3}[ ]?[0-9]{2}[ ]?[0-9]{4}(?![\w-])")
_SPACED = re.compile(r"(?<![\w.-])[0-9](?:[ -][0-9]){8}(?![ -]?[0-9])(?!\w)")
_SSN_CUE = re.compile(
    r"\b(?:ssn?|s\.s\.n\.?|social(?: security)?|soc ?sec|itin|ss ?#)(?:\b|(?<=#))"
)
_NOT_SSN = re.compile(
    r"\b(?:part|p/n|pn|sku|model|cat(?:alog)?|order|item|ref)\b[^\n]{0,15}$"
)
_GOV = re.compile(
    r"\b(?:driver'?s?'?[ ]licen[sc]e|driving licen[sc]e|licen[sc]e plate|plate number|"
    r"(?:state|national|military|tribal|voter|resident|student)[ ]id|passport|tax "
    r"?(?:payer)?[ ]id|itin|tin|ein|"
    r"fein|green card|alien (?:registration|number)|uscis|medicare|medicaid|mbi|"
    r"d\.?l\.?(?=[ ]?(?:#|no|num|is|:))|"
    r"(?:my|his|her) licen[sc]e|permanent resident|visa number|dmv|real id|global "
    r"entry|known traveler|ktn)\b"
    r"(?:[ ]?(?:card|number|no\.?|num|#|id))?"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?<![\w.$])(?:(?:the[ ])?[0-3]?[0-9](?:st|nd|rd|th)?[ -](?:of[ "
    rf"])?{_MONTH}(?:[ ,-]{{1,3}}'?(?:19|20)?[0-9]{{2}})?"
    rf"|{_MONTH}[ -](?:the[ ])?[0-3]?[0-9](?:st|nd|rd|th)?(?:[ ,-]{{1,3}}(?:of[ "
    rf"])?(?:19|20)[0-9]{{2}}|,?[ ]'[0-9]{{2}})?"
    r"|[0-3]?[0-9][ ]?[/.-][ ]?[0-3]?[0-9][ ]?[/.-][ ]?(?:19|20)?[0-9]{2}"
    r"|(?:19|20)[0-9]{2}[/.-][01]?[0-9][/.-][0-3]?[0-9]|[01][0-9][0-3][0-9](?:19|"
    r"20)[0-9]{2})(?![\w/-])"
)
_BIRTH = re.compile(
    r"\b(?:born|birth ?(?:day|date)?|date of birth|d\.?o\.?b\.?|b-?day|bday|"
    r"birthdate)(?!\w)"
)
_TURNED = re.compile(r"\bturn(?:s|ed|ing)?[ ](?:[1-9][0-9])[ ](?:on|this|next|last)\b")
_THING = re.compile(
    r"\b(?:system|array|panels?|inverter|roof|battery|company|business|forum|site|"
    r"program|"
    r"idea|project|plant)(?:'s)?[ ](?:\w{1,12}[ ]){0,2}$"
)
_OF_THING = re.compile(
    r"^[ ](?:of|for)[ ](?:my|the|our|this)[ ](?:\w{1,12}[ ])?(?:system|array|panel|"
    r"inverter|roof|battery)"
)
_BIRTH_AFTER = re.compile(
    r"^[ ]{0,2}(?:\(|,|-)?[ ]{0,2}(?:is|was|=)?[ ]?(?:my|his|her|the)?[ "
    r"]{0,2}(?:birth ?day|dob|date of birth|b-?day|baby)\b"
)
_NOUGHTS = frozenset(("000", "666"))


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find numbers and dates that offices ask for to tell who someone is."""
    del registered
    for pattern in (_SSN, _NINE, _SPACED):
        for match in pattern.finditer(reading.text):
            kind = _office_number(reading, match)
            if kind:
                yield Candidate(*match.span(), kind)
    for cue in _GOV.finditer(reading.lower):
        for span in values_after(reading, cue, 30, _is_document):
            yield Candidate(*span, Kind.GOV_ID)
    yield from _births(reading)


def _office_number(reading: Reading, match: re.Match[str]) -> Kind | None:
    digits = "".join(sign for sign in match.group() if sign.isdigit())
    before = reading.before(match.start(), 50)
    cued = bool(
        _SSN_CUE.search(before) or _SSN_CUE.search(reading.after(match.end(), 25))
    )
    dashed = match.re is _SSN and "-" in match["s1"] and "-" in match["s2"]
    if not cued and (not dashed or _NOT_SSN.search(before)):
        return None
    if digits[:3] in _NOUGHTS or digits[3:5] == "00" or digits[5:] == "0000":
        return None
    if digits == "123456789" and not cued:
        return None
    if digits[0] == "9":
        return Kind.GOV_ID if cued or digits[3] in "56789" else None
    return Kind.SSN


def _is_document(value: str, direct: bool) -> bool:
    return count_digits(value) >= (4 if direct else 6) and len(value) <= 18  # noqa: PLR2004


def _births(reading: Reading) -> Iterator[Candidate]:
    for pattern in (_BIRTH, _TURNED):
        for cue in pattern.finditer(reading.lower):
            if _THING.search(reading.before(cue.start(), 30)) or _OF_THING.match(
                reading.after(cue.end(), 30)
            ):
                continue
            window = reading.after(cue.end(), 55).split("\ufffc")[0]
            found = _DATE.search(window.split("\n\n")[0])
            if found and not re.search(r"[.!?]\s", window[: found.start()]):
                at = cue.end()
                yield Candidate(at + found.start(), at + found.end(), Kind.DOB)
    if (
        "birth" in reading.lower
        or "dob" in reading.lower
        or "bday" in reading.lower
        or " baby" in reading.lower
    ):
        for found in _DATE.finditer(reading.lower):
            if _BIRTH_AFTER.match(reading.after(found.end(), 40)):
                yield Candidate(*found.span(), Kind.DOB)
