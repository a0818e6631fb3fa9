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
    r"\b(?:nine digits|tin|tax(?:payer)? id|ssn?|s\.s\.(?:[ ]?(?:n\.?|no|num|#))?|ss "
    r"(?:no|num|number)|social(?: security)?|soc ?#|soc(?= number)|soc "
    r"?sec|itin|ss ?#)(?:\b|(?<=#))"
)
_SOCIAL = frozenset("soc social ssn".split())
_VERSION = re.compile(
    r"\b(?:v|ver|version|firmware|fw|build|release|section|nec|code)\b[^\n]{0,12}$"
)
_NOT_SSN = re.compile(
    r"\b(?:part|p/n|pn|sku|model|cat(?:alog)?|order|item|ref)\b[^\n]{0,15}$"
)
_GOV = re.compile(
    r"\b(?:driver'?s?'?[ ]licen[sc]e|driving licen[sc]e|driver'?s? lic\b\.?|aadhaar|"
    r"perso(?:nalausweis)?(?:nr\.?)?(?= )|"
    r"ausweis(?:nr\.?)?|licen[sc]e plate|plate number|"
    r"(?:state|national|military|tribal|voter|resident|student)[ ]id|passport|tax "
    r"?(?:payer)?[ ]id|itin|tin|ein(?= ?(?:#|no\b|num|is\b|was\b|:|[0-9]))|"
    r"fein|green card|alien (?:registration|number)|uscis|medicare|medicaid|mbi|"
    r"d\.?l\.?(?=[ ]?(?:#|no|num|is|:))|"
    r"national insurance(?: number)?|ni number|personalausweis|ausweisnummer|"
    r"steuer-?id|"
    r"steuernummer|sozialversicherungsnummer|social insurance(?: number)?|tax file "
    r"number|"
    r"burgerservicenummer|pesel|rijbewijs|permis de conduire|carnet de conducir|"
    r"num\u00e9ro de s\u00e9curit\u00e9 sociale|dni|nie|nif|curp|"
    r"rijksregister(?:nummer)?|registre national|tax file|nino"
    r"|rodn\u00e9 \u010d\u00edslo|personnr|sv-?nummer|ahv(?:-nummer)?|tax "
    r"identification|curp|nino|bsn|tfn|"
    r"driver licen[sc]e|driving permit|plates?(?= (?:is|are|number|#|reads))|vin|"
    r"personnummer|cpr(?:-nr)?|f\u00f8dselsnummer|henkil\u00f6tunnus|cnp|codice "
    r"fiscale|dow\u00f3d|"
    r"licen[sc]e: (?=[a-z]{2} [0-9])|voter registration|military service number|va "
    r"(?:claim|file) number|passnummer|"
    r"pasaporte|paspoort|passeport|concealed carry|cdl|licence number|operator'?s "
    r"licen[sc]e|"
    r"(?:my|his|her) licen[sc]e|permanent resident|visa number|dmv|real id|global "
    r"entry|known traveler|ktn)(?:\b|(?<=\.))"
    r"(?:[ ]?(?:card|number|no\.?|num|#|id))?"
)
# Too short to mean an office unless written in capitals.
_GOV_SHORT = re.compile(
    r"\b(?:EIN|DL/ID|ID/DL|DL|D\.L\.|SIN|TIN|NI|ID card|PPS|PPSN|AHV|NHS|RSA ID|CPF|"
    r"HKID)\b"
    r"(?:[ ]?(?:card|number|no\.?|num|#))?"
)
_SHAPED = re.compile(
    r"(?<![\w-])(?:[A-Z][0-9]{3}-[0-9]{4}-[0-9]{4}(?:-[0-9]{2})?|"
    r"[A-Z][0-9]{3}-[0-9]{3}-[0-9]{2}-[0-9]{3}-[0-9]|"
    r"[A-Z][0-9]{4}[- ][0-9]{5}[- ][0-9]{5}|[a-z]{2} [0-9]{2} [0-9]{2} [0-9]{2} [a-d]|"
    r"[XYZ][-. ]?[0-9]{7}[-. ]?[A-Z]|(?<=[Ii][Dd] )[A-Z]{3} ?[0-9]{6}|"
    r"(?:SRC|EAC|WAC|LIN|MSC|IOE|NBC|YSC)[ -]?[0-9](?:[ -]?[0-9]){9}|"
    r"[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}[ -]?[A-HJ-NP-TV-Z]|"
    r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}[- ][0-9]{3}[. ][0-9]{2}|"
    r"[A-Z9]{5}[ .-]?[0-9]{6}[ .-]?[A-Z][A-Z9][0-9][A-Z]{2}(?:[ .-]?[0-9]{2})?|"
    r"[A-CEGHJ-PR-TW-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?"
    r"[A-D])(?![\w-])"
)
_NORDIC = re.compile(r"(?<![\w.$/-])[0-9]{6}-[0-9]{4}(?![\w-])")
_POLISH = re.compile(
    r"(?<![\w.$/-])(?:[0-9]{11}|[0-9]{2,8}(?: [0-9]{2,8}){1,4})(?![\w-])"
)
_PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_ELEVEN = 11
# Nine to eleven digits in groups, in a sentence that speaks of such an office.
_GROUPS = re.compile(
    r"(?<![\w.$/-])[0-9]{2,4}(?:[ -][0-9]{2,4}){2,3}(?![\w%-])(?!\.[0-9])"
)
_OFFICE = re.compile(
    r"\b(?:(?-i:SIN|NAS|TFN|BSN|NIN|PESEL|AHV)|social insurance|assurance sociale|tax "
    r"file|"
    r"burgerservicenummer|steuer-?id|national insurance)\b",
    re.IGNORECASE,
)
_LAST_FOUR = re.compile(
    r"\b(?:last|final) (?:4|four)(?: digits| numbers)?(?: of)?(?: my| the| his| her| "
    r"your)?"
    r" (?:soc(?:ial)?|ssn)\b[^.!?\n0-9]{0,50}(?P<v>[0-9]{4})(?![\w.%-])"
    r"|\b(?:ssn|social|soc)\b[^.!?\n0-9]{0,12}\b(?:ends? (?:in|with)|ending(?: in)?|"
    r"last (?:4|four):?)(?: is)? (?P<w>[0-9]{4})(?![\w.%-])"
)
_FIRST_FIVE = re.compile(
    r"\bfirst (?:5|five)\b[^\n]{0,70}(?<![\w-])(?P<v>[0-9]{3}[- ]?[0-9]{2})(?![\w.%-])"
)
_NOUGHTS = frozenset(("000", "666"))


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find numbers that offices ask for to tell who someone is."""
    del registered
    if not reading.has_numbers:
        return
    for pattern in (_SSN, _NINE, _SPACED):
        for match in pattern.finditer(reading.text):
            kind = _office_number(reading, match)
            if kind:
                yield Candidate(*match.span(), kind)
    for start, end in _parts(reading):
        yield Candidate(start, end, Kind.SSN)
    for start, end in (*_announced(reading), *_shaped(reading), *_spoken_of(reading)):
        yield Candidate(start, end, Kind.GOV_ID)


def _parts(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find the first or last digits of a social security number, told apart."""
    if not reading.speaks_of(_SOCIAL):
        return
    for match in _LAST_FOUR.finditer(reading.lower):
        yield match.span("v" if match["v"] else "w")
    for match in _FIRST_FIVE.finditer(reading.lower):
        yield match.span("v")


def _spoken_of(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find numbers in groups where the sentence before names an office's number."""
    if not _OFFICE.search(reading.text):
        return
    for match in _GROUPS.finditer(reading.text):
        digits = count_digits(match.group())
        before = reading.text[max(0, match.start() - 110) : match.start()]
        if 9 <= digits <= _ELEVEN and _OFFICE.search(before.rsplit("\n\n")[-1]):  # noqa: PLR2004
            yield match.span()


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
        bare = match.group().replace(" ", "")
        if len(bare) != _ELEVEN or not _is_pesel(bare):
            continue
        if not match.group().startswith("0") or reading.says("pesel"):
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
