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
from forum.disclosure.utilities import UTILITIES, UTILITY_WORDS

_TOKEN = re.compile(
    r"(?<![\w.$\u20ac\u00a3/=&?%@+-])"
    r"(?:(?:[A-Za-z]{0,4}[0-9][0-9A-Za-z]{0,8}|[A-Z]{1,2})(?:[ -]?[ "
    r"-][0-9]{0,5}[A-Z]{0,3}[0-9]"
    r"[0-9A-Z]{1,6}){1,5}|[0-9]{1,6}(?:[ -][0-9]{2,6}){1,5}|"
    r"[A-Za-z]{0,4}-?[0-9][0-9A-Za-z-]{5,24})"
    r"(?![\w%@-])(?![.,:][0-9A-Za-z])"
)
_AROUND = 110
_SOME_DIGITS = 8
_ONLY_DIGITS = re.compile(r"[0-9 -]+")
_CLAUSE_END = re.compile(r"[.!?;]\s|\n[ \t]{0,4}\n|\ufffc")
_BILL = re.compile(
    rf"\b(?:{UTILITIES})\b(?!-)|\b(?:account|acct|acc|a/c|customer (?:no|number|id|#)|"
    r"premise|esi-?id|service (?:point|agreement|delivery|id)|meter (?:no|number|id|#|"
    r"tag|"
    r"badge|face|plate)|smart meter|credits? (?:sitting|landed|landing|posted|went|"
    r"going|ended up|show\w{0,3}) (?:on|to|under|in)|\bmeter\b(?=[^|]{0,50}\b(?:signup|"
    r"vpp|"
    r"swap(?:ped)?|old one|number|no)\b)|(?:on|off|from|of) (?:the|my|our|his|her|"
    r"their) "
    r"(?:\w{2,12} )?(?:bill|statement|meter)|billing)\b"
)
_PLATE = re.compile(
    r"\b(?:serials?|s/n|sn|sticker|label|barcode|bar code|qr code|nameplate|name plate|"
    r"stamped|etched|engraved|printed on the (?:side|back|bottom|unit|box|case))\b"
)
_OTHER = re.compile(
    r"\b(?:case|ticket|order|rma|tracking|track|invoice|ref|reference|confirmation|"
    r"part|parts|"
    r"p/n|pn|sku|model|permit|claim|patent|version|ver|firmware|fw|build|issue|bug|po|"
    r"quote|"
    r"lot|batch|catalog|cat|item|article|upc|ean|isbn|nec|section|rule|docket|bill no|"
    r"hb|sb|"
    r"commit|pr|error|code|alarm|event|register|modbus|port|room|flight|isbn|cve|rfc|"
    r"datasheet|data sheet|document|manual|drawing|begins?|starts?|starting|beginning|"
    r"prefix|begins? with|starts? with|ul|iec|ieee|astm|iso|page|post|thread|step|line|"
    r"total|reading|reads?|read|phone|"
    r"call|fax|tel|text|cell|mobile|hotline|support)"
    r"(?:[ ]?(?:#|no\.?|numbers?|num|id))?(?:[ ]?(?:is|was|were|at|:|=|of))?[ "
    r"\"'`#(]{0,3}$"
)
_KEYED = re.compile(r"[\"']?\b(?P<key>[\w -]{1,24})[\"']?[ ]{0,2}[:=][ ]{0,2}[\"'`]?$")
_UNIT = re.compile(
    r"^[ ]{0,2}(?:kwh|wh|mwh|kw|w|mw|va|volts?|v|amps?|a|ah|hours?|hrs?|h|hz|rpm|psi|"
    r"btu|"
    r"miles?|mi|km|feet|ft|sq|days?|months?|years?|cycles?|dollars?|usd|eur|bucks|"
    r"cents?|"
    r"customers?|homes?|people|members?|posts?|lines?|rows?|seconds?|minutes?|am|pm|ms|"
    r"mb|gb)\b"
)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}[- ][01]?[0-9][- ][0-3]?[0-9]|[0-3]?[0-9][- ][0-3]?[0-9][- "
    r"](?:19|"
    r"20)?[0-9]{2}|(?:19|20)[0-9]{2}[- ](?:19|20)[0-9]{2}|[0-9]{5}-[0-9]{4}"
)
_BORN = re.compile(
    r"\b(?:birth ?days?|birth ?date|date of birth|d\.?o\.?b\.?|b-?day|was born|were "
    r"born|"
    r"i was born|born)\b"
)
_BANK = re.compile(
    r"\b(?:credit union|checking|savings account|bank account|routing|account at "
    r"(?:the|my) "
    r"(?:bank|credit union)|dda|direct deposit|bankverbindung|bank acct)\b"
)
_REFERS = re.compile(
    r"(?:mine|it|its|it's|that one|this one|the (?:\w{2,7} )?one|that|number|no)\b"
)
_FORM = re.compile(
    r"\b(?:begins?|starts?|starting|begin|start)\b(?: with)?|\bprefix|\blooks? like\b|"
    r"\bformat\b|\be\.g\b|\bfor example\b"
)
_NOT_BORN = re.compile(
    r"\b(?:gift|present|party|sale|company|system|array|promo|deal)\b"
)

_BILL_WORDS = UTILITY_WORDS | frozenset(
    "account accounts acct acc a customer premise esi esiid service meter bill "
    "statement billing smart credit credits".split()
)
_PLATE_WORDS = frozenset(
    "serial serials s sn sticker label barcode bar qr nameplate name stamped etched "
    "engraved printed".split()
)
_BANK_WORDS = frozenset(
    "credit checking savings bank routing account dda direct bankverbindung".split()
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find account numbers, serial numbers and dates of birth by their sentence."""
    del registered
    if not reading.has_numbers:
        return
    low = reading.lower
    has_bill = reading.speaks_of(_BILL_WORDS) and bool(_BILL.search(low))
    has_plate = reading.speaks_of(_PLATE_WORDS) and bool(_PLATE.search(low))
    has_bank = reading.speaks_of(_BANK_WORDS) and bool(_BANK.search(low))
    if has_bill or has_plate or has_bank:
        for match in _TOKEN.finditer(reading.text):
            kind = _kind_of(reading, match, has_bill=has_bill, has_plate=has_plate)
            if kind:
                yield Candidate(*match.span(), kind)
    if reading.says("birth", "born", "dob", "o.b", "b-day", "bday"):
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
    sentence = _sentence(reading, *match.span())
    if _is_something_else(reading, match, digits, has_plate=has_plate):
        return None
    if _FORM.search(sentence):
        return None
    keyed = _KEYED.search(reading.before(match.start(), 30))
    around = keyed["key"] if keyed else sentence
    if has_plate and _PLATE.search(around):
        return Kind.DEVICE_SERIAL
    few = digits < _SOME_DIGITS
    if _BANK.search(around) and not few and _ONLY_DIGITS.fullmatch(value):
        return Kind.BANK_ACCOUNT
    lettered = value[:3].isalpha() or (value[:1].isalpha() and few)
    if has_bill and _BILL.search(around) and not lettered:
        return Kind.UTILITY_ACCOUNT
    return None


def _is_something_else(
    reading: Reading, match: re.Match[str], digits: int, *, has_plate: bool
) -> bool:
    """Say whether a number is a date, a call, a quantity or the number of a thing."""
    value = match.group()
    if digits < 7 or _DATE.fullmatch(value) or PHONE.fullmatch(value):  # noqa: PLR2004
        return True
    if len(value) > 12 and value.count("-") == 4:  # noqa: PLR2004 - a UUID
        return True
    if _UNIT.match(reading.after(match.end(), 14)):
        return True
    other = _OTHER.search(reading.before(match.start(), 30))
    is_read = has_plate and other is not None and other.group().startswith("read")
    return other is not None and not is_read


def _sentence(reading: Reading, start: int, end: int) -> str:
    """Return the sentence around a place, without what stands in it."""
    before, after = reading.before(start, _AROUND), reading.after(end, _AROUND)
    cuts = [cut.end() for cut in _CLAUSE_END.finditer(before)]
    close = _CLAUSE_END.search(after)
    if cuts and _REFERS.match(before[cuts[-1] :]):
        cuts = cuts[:-1]
    return (
        before[cuts[-1] if cuts else 0 :]
        + " | "
        + after[: close.start() if close else None]
    )
