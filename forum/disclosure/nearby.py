"""Finds numbers by what the sentence around them speaks of.

Other rules read on from a word such as "account number". People also put the
number first, or say what it is a few words away: here the whole sentence counts,
on both sides, unless something says that the number is of another kind.
"""

import re
from collections.abc import Iterator

from forum.disclosure.births import BIRTH_DATE
from forum.disclosure.devices import PHONE
from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.utilities import UTILITIES

_TOKEN = re.compile(
    r"(?<![\w.$\u20ac\u00a3/=&?%@+-])"
    r"(?:[0-9]{1,6}(?:[ -][0-9]{2,6}){1,5}|[A-Za-z]{0,4}-?[0-9][0-9A-Za-z-]{5,24})"
    r"(?![\w%@])(?![.,:][0-9A-Za-z])"
)
_AROUND = 110
_CLAUSE_END = re.compile(r"[.!?;]\s|\n[ \t]{0,4}\n|\ufffc")
_BILL = re.compile(
    rf"\b(?:{UTILITIES})\b(?!-)|\b(?:account|acct|acc|a/c|customer (?:no|number|id|#)|"
    r"premise|esi-?id|service (?:point|agreement|delivery|id)|meter (?:no|number|id|#|tag|"
    r"badge|face|plate)|smart meter|(?:on|off|from|of) (?:the|my|our|his|her|their) "
    r"(?:\w{2,12} )?(?:bill|statement|meter)|billing)\b"
)
_PLATE = re.compile(
    r"\b(?:serials?|s/n|sn|sticker|label|barcode|bar code|qr code|nameplate|name plate|"
    r"stamped|etched|engraved|printed on the (?:side|back|bottom|unit|box|case))\b"
)
_OTHER = re.compile(
    r"\b(?:case|ticket|order|rma|tracking|track|invoice|ref|reference|confirmation|part|parts|"
    r"p/n|pn|sku|model|permit|claim|patent|version|ver|firmware|fw|build|issue|bug|po|quote|"
    r"lot|batch|catalog|cat|item|article|upc|ean|isbn|nec|section|rule|docket|bill no|hb|sb|"
    r"commit|pr|error|code|alarm|event|register|modbus|port|room|flight|isbn|cve|rfc|"
    r"ul|iec|ieee|astm|iso|page|post|thread|step|line|total|reading|reads?|read|phone|"
    r"call|fax|tel|text|cell|mobile|hotline|support)"
    r"(?:[ ]?(?:#|no\.?|numbers?|num|id))?(?:[ ]?(?:is|was|were|at|:|=|of))?[ \"'`#(]{0,3}$"
)
_KEYED = re.compile(r"[\"']?\b(?P<key>[\w -]{1,24})[\"']?[ ]{0,2}[:=][ ]{0,2}[\"'`]?$")
_UNIT = re.compile(
    r"^[ ]{0,2}(?:kwh|wh|mwh|kw|w|mw|va|volts?|v|amps?|a|ah|hours?|hrs?|h|hz|rpm|psi|btu|"
    r"miles?|mi|km|feet|ft|sq|days?|months?|years?|cycles?|dollars?|usd|eur|bucks|cents?|"
    r"customers?|homes?|people|members?|posts?|lines?|rows?|seconds?|minutes?|am|pm|ms|mb|gb)\b"
)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}[- ][01]?[0-9][- ][0-3]?[0-9]|[0-3]?[0-9][- ][0-3]?[0-9][- ](?:19|"
    r"20)?[0-9]{2}|(?:19|20)[0-9]{2}[- ](?:19|20)[0-9]{2}|[0-9]{5}-[0-9]{4}"
)
_BORN = re.compile(
    r"\b(?:birth ?days?|birth ?date|date of birth|d\.?o\.?b\.?|b-?day|was born|were born|"
    r"i was born|born)\b"
)
_NOT_BORN = re.compile(r"\b(?:gift|present|party|sale|company|system|array|promo|deal)\b")


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find account numbers, serial numbers and dates of birth by their sentence."""
    del registered
    if not reading.has_digits:
        return
    has_bill, has_plate = bool(_BILL.search(reading.lower)), bool(
        _PLATE.search(reading.lower)
    )
    if has_bill or has_plate:
        for match in _TOKEN.finditer(reading.text):
            kind = _kind_of(reading, match, has_bill=has_bill, has_plate=has_plate)
            if kind:
                yield Candidate(*match.span(), kind)
    if _BORN.search(reading.lower):
        for match in BIRTH_DATE.finditer(reading.lower):
            around = _sentence(reading, *match.span())
            if _BORN.search(around) and not _NOT_BORN.search(around):
                yield Candidate(*match.span(), Kind.DOB)


def _kind_of(
    reading: Reading, match: re.Match[str], *, has_bill: bool, has_plate: bool
) -> Kind | None:
    """Say what the sentence around a number says it is, if it says so."""
    value = match.group()
    digits = sum(sign.isdigit() for sign in value)
    if digits < 7 or _DATE.fullmatch(value) or PHONE.fullmatch(value):  # noqa: PLR2004
        return None
    if _UNIT.match(reading.after(match.end(), 14)):
        return None
    if _OTHER.search(reading.before(match.start(), 30)):
        return None
    if len(value) > 12 and value.count("-") == 4:  # noqa: PLR2004 - a UUID
        return None
    keyed = _KEYED.search(reading.before(match.start(), 30))
    around = keyed["key"] if keyed else _sentence(reading, *match.span())
    if has_plate and _PLATE.search(around):
        return Kind.DEVICE_SERIAL
    if has_bill and _BILL.search(around) and not value[:1].isalpha():
        return Kind.UTILITY_ACCOUNT
    return None


def _sentence(reading: Reading, start: int, end: int) -> str:
    """Return the sentence around a place, without what stands in it."""
    before, after = reading.before(start, _AROUND), reading.after(end, _AROUND)
    cuts = [cut.end() for cut in _CLAUSE_END.finditer(before)]
    close = _CLAUSE_END.search(after)
    return before[cuts[-1] if cuts else 0 :] + " | " + after[: close.start() if close else None]
