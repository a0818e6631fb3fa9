"""Finds what offices know people by: social security and licence numbers, birth."""

import re
from collections.abc import Iterator

from forum.disclosure.cued import count_digits, values_after
from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.money import has_luhn
from forum.disclosure.reading import Reading

_SSN = re.compile(
    r"(?<![\w.$/-])(?P<a>[0-9]{3})(?P<s1>[ ]?[-.\u2013][ ]?|[ ]|"
    r"_)(?P<b>[0-9]{2})(?P<s2>[ ]?[-.\u2013][ ]?|[ ]|_)"
    r"(?P<c>[0-9]{4})(?![\w-])(?!\.[0-9])"
)
_NINE = re.compile(r"(?<![\w.$/-])[0-9]{3}[ ]?[0-9]{2}[ ]?[0-9]{4}(?![\w-])")
_SPACED = re.compile(r"(?<![\w.-])[0-9](?:[ -][0-9]){8}(?![ -]?[0-9])(?!\w)")
_SSN_CUE = re.compile(
    r"\b(?:nine digits|tin|tax(?:payer)? id|ssn?|s\.s\.n\.?|social(?: security)?|soc "
    r"?sec|itin|ss ?#)(?:\b|(?<=#))"
)
_VERSION = re.compile(
    r"\b(?:v|ver|version|firmware|fw|build|release|section|nec|code)\b[^\n]{0,12}$"
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
    r"national insurance(?: number)?|ni number|personalausweis|ausweisnummer|"
    r"steuer-?id|"
    r"steuernummer|sozialversicherungsnummer|social insurance(?: number)?|tax file "
    r"number|"
    r"burgerservicenummer|pesel|rijbewijs|permis de conduire|carnet de conducir|"
    r"num\u00e9ro de s\u00e9curit\u00e9 sociale|dni|nie|nif|curp|nino|bsn|tfn|"
    r"driver licen[sc]e|driving permit|plates?(?= (?:is|are|number|#|reads))|vin|"
    r"personnummer|cpr(?:-nr)?|f\u00f8dselsnummer|henkil\u00f6tunnus|cnp|codice "
    r"fiscale|dow\u00f3d|"
    r"licen[sc]e: (?=[a-z]{2} [0-9])|voter registration|military service number|va "
    r"(?:claim|file) number|passnummer|"
    r"pasaporte|paspoort|passeport|concealed carry|cdl|licence number|operator'?s "
    r"licen[sc]e|"
    r"(?:my|his|her) licen[sc]e|permanent resident|visa number|dmv|real id|global "
    r"entry|known traveler|ktn)\b"
    r"(?:[ ]?(?:card|number|no\.?|num|#|id))?"
)
# Too short to mean an office unless written in capitals.
_GOV_SHORT = re.compile(
    r"\b(?:DL/ID|ID/DL|DL|D\.L\.|SIN|TIN|NI|ID card|PPS|PPSN|AHV|NHS|RSA ID|CPF|HKID)\b"
    r"(?:[ ]?(?:card|number|no\.?|num|#))?"
)
_SHAPED = re.compile(
    r"(?<![\w-])(?:[A-Z][0-9]{3}-[0-9]{4}-[0-9]{4}(?:-[0-9]{2})?|"
    r"[A-Z][0-9]{3}-[0-9]{3}-[0-9]{2}-[0-9]{3}-[0-9]|"
    r"[A-Z][0-9]{4}[- ][0-9]{5}[- ][0-9]{5}|[a-z]{2} [0-9]{2} [0-9]{2} [0-9]{2} [a-d]|"
    r"[XYZ][-. ]?[0-9]{7}[-. ]?[A-Z]|(?<=[Ii][Dd] )[A-Z]{3} ?[0-9]{6}|"
    r"[A-CEGHJ-PR-TW-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?"
    r"[A-D])(?![\w-])"
)
_NORDIC = re.compile(r"(?<![\w.$/-])[0-9]{6}-[0-9]{4}(?![\w-])")
_POLISH = re.compile(
    r"(?<![\w.$/-])(?:[0-9]{11}|[0-9]{4} [0-9]{3} [0-9]{4}|[0-9]{6} [0-9]{5})(?![\w-])"
)
_PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_NOUGHTS = frozenset(("000", "666"))


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find numbers that offices ask for to tell who someone is."""
    del registered
    if not reading.has_digits:
        return
    for pattern in (_SSN, _NINE, _SPACED):
        for match in pattern.finditer(reading.text):
            kind = _office_number(reading, match)
            if kind:
                yield Candidate(*match.span(), kind)
    for start, end in (*_announced(reading), *_shaped(reading)):
        yield Candidate(start, end, Kind.GOV_ID)


def _announced(reading: Reading) -> Iterator[tuple[int, int]]:
    for cue in _GOV.finditer(reading.lower):
        yield from values_after(reading, cue, 30, _is_document)
    for cue in _GOV_SHORT.finditer(reading.text):
        yield from values_after(reading, cue, 20, _is_direct_document)


def _shaped(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find numbers that tell by their form or check digit what they are."""
    for match in _NORDIC.finditer(reading.text):
        if _is_born_number(match.group()):
            yield match.span()
    for match in _POLISH.finditer(reading.text):
        if _is_pesel(match.group().replace(" ", "")):
            yield match.span()
    for match in _SHAPED.finditer(reading.text):
        yield match.span()


def _is_born_number(value: str) -> bool:
    """Say whether a number begins with a date and ends with its check digit."""
    digits = value.replace("-", "")
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= 31 and has_luhn(digits)  # noqa: PLR2004


def _is_pesel(digits: str) -> bool:
    """Say whether eleven digits are a Polish person's number."""
    total = sum(int(d) * w for d, w in zip(digits, _PESEL_WEIGHTS, strict=False))
    month, day = int(digits[2:4]) % 20, int(digits[4:6])
    fits = 1 <= month <= 12 and 1 <= day <= 31  # noqa: PLR2004
    return fits and (10 - total % 10) % 10 == int(digits[10])


def _is_direct_document(value: str, direct: bool) -> bool:
    letters = any(sign.isalpha() for sign in value)
    return direct and count_digits(value) >= (6 if letters else 8) and len(value) <= 18  # noqa: PLR2004


def _office_number(reading: Reading, match: re.Match[str]) -> Kind | None:
    digits = "".join(sign for sign in match.group() if sign.isdigit())
    before = reading.before(match.start(), 90)
    cued = bool(
        _SSN_CUE.search(before) or _SSN_CUE.search(reading.after(match.end(), 25))
    )
    marks = {match["s1"].strip(), match["s2"].strip()} if match.re is _SSN else set()
    dashed = marks == {"-"} or (marks == {"."} and not _VERSION.search(before))
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
