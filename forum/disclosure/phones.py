"""Finds telephone numbers of persons, in digits and in words."""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.words import MAKERS

_SEP = r"(?:[ \t]{0,2}[-._~*|][ \t]{0,2}|/|[ \t]{1,3}|\n|)"
_EXTENSION = r"(?:[ \t,]{0,2}(?:x|ext\.?|extension)[ \t]{0,2}[0-9]{1,5}\b)?"
_US = re.compile(
    rf"(?<![\w.,$#/=%-])(?<![\w][ ]\()(?:\+?1{_SEP})?(?P<open>(?:[(\[][ ]?)?)"
    rf"(?P<area>[2-9][0-9]{{2}})[ ]?[)\]]?(?P<one>{_SEP})"
    rf"(?P<office>[2-9][0-9]{{2}})(?P<two>{_SEP})(?P<line>[0-9]{{4}}){_EXTENSION}"
    r"(?![\w%])(?![.,:/-][0-9])(?![ ]?(?:kwh|wh|mwh|kw|w|v|a|hz|va|usd)\b)",
    re.IGNORECASE,
)
_SPACED = re.compile(
    r"(?<![\w.-])(?<![0-9][ .-])(?:1[ .-]{1,3})?\(?[2-9](?:[ .)-]{1,3}[0-9]){2}(?:[ "
    r".)-]{1,4}[0-9])"
    r"(?:[ .-]{1,3}[0-9]){6}(?![ .-]{0,3}[0-9])(?!\w)"
)
_LOCAL = re.compile(
    r"(?<![\w.,$#/:-])(?<![0-9] )(?P<office>[2-9][0-9]{2})[-. ](?P<line>[0-9]{4})"
    r"(?![\w%])(?![.,:/-][0-9])(?![ ][0-9]{3,})(?![ ]?(?:kwh|wh|mwh|kw|w|v|a|hz|va)\b)"
)
_ABROAD = re.compile(
    r"(?<![\w.:#])(?<![0-9][ .-])(?:\+|00[ ]?|011[ -])(?P<rest>[1-9][0-9]{0,2}"
    r"(?:[ ]?[-./]?[ ]?\(?[0-9]{1,5}\)?){2,7})(?!\w)"
)
_LINKED = re.compile(
    r"(?:wa\.me/|\b(?:tel|sms|callto):)\+?(?P<n>[0-9][0-9-]{8,16}[0-9])(?!\w)"
)
_CUE = re.compile(
    r"\b(?:phone|tele(?:phone)?|tel|cell(?:phone| ?#)?|mobile|call(?:ing)?|"
    r"text(?:ing)?|"
    r"txt|sms|ring|dial|whats ?app|wa\.me|signal|fax|land ?line|reach(?:able)?|"
    r"voice ?mail|ph|contact|number(?: is|'s)|(?:my|his|her|their|home|work|cell) "
    r"(?:number|#|no)|"
    r"buzz|shout|hotline|digits|area code|call or text|leave (?:a )?message|"
    r"ask for|give (?:me|us|him|her)|try me|hit me up|get me|get (?:a )?hold|"
    r"extension|pager|handy)\b(?!\s?=)[^\n]{0,45}$|\b[mtchp][:.][ ]?$|\b(?:my|his|"
    r"her|their|our) ?#[ ](?:is[ ])?$"
)
_CUE_AFTER = re.compile(
    r"^[ \t,;:.()-]{0,3}(?:(?:is|=) (?:my|the|our|his|her|best) )?(?:\(?(?:number|"
    r"cell|mobile|home|work|land ?line|text|phone|evenings|"
    r"after \d|call|any ?time|day or night|voice ?mail))\b"
)
NOT_PHONE = re.compile(
    r"(?:serial|s/n|\bsn|order|case|ticket|invoice|part(?: no| number)?|sku|model|"
    r"p/n|\bpn|"
    r"ref(?:erence)?|tracking|account|acct|meter|rma|\bid|isbn|upc|item|version|"
    r"firmware|"
    r"\bpo|permit|claim|licen[cs]e|esi|routing|a/c|installation|site|envoy|gateway|"
    r"inverter|pro(?= n)|tracking|bol|timestamp|epoch|error|code|kwh)"
    r"[ \t]?(?:#|no\.?|num(?:ber)?|id)?[ \t]?(?:is|was|reads|says|:|=|#|of)?[ "
    r"\t]{0,2}[\"'`]?$"
)
_HELP = re.compile(
    r"\b(?:support|help ?(?:line|desk)?|hot ?line|customer (?:service|care)|"
    r"tech(?:nical)?"
    r" (?:support|line|service)|call cent(?:er|re)|rma|warranty|service (?:line|desk|"
    r"number)|help number|info ?line|customer line"
    r"|toll[- ]free|emergency line|outage|dispatch|head ?quarters|switchboard)\b"
)
_TOLL_FREE = frozenset("800 822 833 844 855 866 877 888 900".split())
_COMPANY_LINES = frozenset(
    "5104983200 9166250870 2197345500 3604356030 9725758875 7077747000 7077634784 "
    "5108588900 4088332400 2023475000".split()
)
_DIGITS = re.compile(r"[0-9]")
_TEN, _SEVEN = 10, 7


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find numbers of persons; free numbers and company lines stay quiet."""
    mine = digits(registered.phone)[-_TEN:]
    if not reading.has_digits:
        return
    for match in _US.finditer(reading.text):
        yield from _american(reading, match, mine)
    for match in _SPACED.finditer(reading.text):
        yield from _counted(match, mine)
    yield from _abroad(reading)
    yield from _local(reading, mine)
    yield from _own(reading, mine)


def digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(_DIGITS.findall(text))


def _abroad(reading: Reading) -> Iterator[Candidate]:
    for match in _ABROAD.finditer(reading.text):
        if NOT_PHONE.search(reading.before(match.start(), 40)):
            continue
        if " 00 " in match.group():
            continue
        if _is_valid_abroad(match.group("rest")) and not _is_company(
            reading, *match.span()
        ):
            yield Candidate(match.start(), match.end(), Kind.PHONE)
    for match in _LINKED.finditer(reading.lower):
        if not _is_free(digits(match["n"])[-_TEN:]):
            yield Candidate(*match.span("n"), Kind.PHONE)


def _local(reading: Reading, mine: str) -> Iterator[Candidate]:
    for match in _LOCAL.finditer(reading.text):
        own = len(mine) == _TEN and digits(match.group()) == mine[-_SEVEN:]
        if own or _is_called(reading, *match.span()):
            yield Candidate(*match.span(), Kind.PHONE, own=own)


def _own(reading: Reading, mine: str) -> Iterator[Candidate]:
    """Find the member's own number however it is grouped."""
    if len(mine) < _SEVEN:
        return
    for match in _scattered(mine).finditer(reading.text):
        yield Candidate(match.start(), match.end(), Kind.PHONE, own=True)
    if len(mine) == _TEN:
        for match in _scattered(mine[-_SEVEN:]).finditer(reading.text):
            if len(match.group()) > _SEVEN or _has_cue(reading, *match.span()):
                yield Candidate(match.start(), match.end(), Kind.PHONE, own=True)


@lru_cache(maxsize=64)
def _scattered(number: str) -> re.Pattern[str]:
    """Return a pattern for a number with anything but words between its digits."""
    spread = r"[\s()./_*|~,+:-]{0,3}".join(number)
    return re.compile(
        rf"(?<![\w.$])(?:\+?1[ .-]?)?(?:\+[0-9]{{2}}[ "
        rf".-]?(?:\(0\))?)?\(?{spread}(?![0-9])"
    )


def _american(reading: Reading, match: re.Match[str], mine: str) -> Iterator[Candidate]:
    number = match["area"] + match["office"] + match["line"]
    start, end = match.span()
    if number == mine:
        yield Candidate(start, end, Kind.PHONE, own=True)
        return
    if _is_free(number) or NOT_PHONE.search(reading.before(start, 40)):
        return
    bare = not match["one"] and not match["two"] and not match["open"]
    marked = reading.text[start] == "+" or (bare and _has_cue(reading, start, end))
    if bare and not marked:
        return
    loose = not (match["one"].strip() or match["two"].strip() or match["open"])
    spaced = not loose or bare or _looks_spaced(reading, match)
    if not spaced and not _has_cue(reading, start, end):
        return
    likely = number[3:6] == "555" or _is_in_use(number)
    if not likely and not _has_cue(reading, start, end):
        return
    if _is_american(number) and not _is_company(reading, start, end):
        yield Candidate(start, end, Kind.PHONE)


def _looks_spaced(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether groups apart by blanks only are a number and no table."""
    if "\n" in match.group():
        return False
    beside = reading.after(match.end(), 2) + reading.before(match.start(), 2)
    return not any(sign.isdigit() for sign in beside)


def _counted(match: re.Match[str], mine: str) -> Iterator[Candidate]:
    number = digits(match.group())[-_TEN:]
    own = number == mine
    if own or (not _is_free(number) and _is_american(number)):
        yield Candidate(*match.span(), Kind.PHONE, own=own)


@lru_cache(maxsize=256)
def _is_american(number: str) -> bool:
    """Say whether ten digits can be a number; invented ones count as well."""
    if len(set(number)) <= 2:  # noqa: PLR2004 - 555-555-5555 and the like
        return False
    return number[3:6] == "555" or phonenumbers.is_possible_number(
        phonenumbers.PhoneNumber(country_code=1, national_number=int(number))
    )


@lru_cache(maxsize=256)
def _is_in_use(number: str) -> bool:
    """Say whether such numbers are given out at all."""
    return phonenumbers.is_valid_number(
        phonenumbers.PhoneNumber(country_code=1, national_number=int(number))
    )


@lru_cache(maxsize=256)
def _is_valid_abroad(rest: str) -> bool:
    try:
        number = phonenumbers.parse("+" + digits(rest.replace("(0)", "")))
    except phonenumbers.NumberParseException:
        return False
    if number.country_code == 1:
        return False
    return phonenumbers.is_possible_number(number)


def _is_free(number: str) -> bool:
    return (
        number[:3] in _TOLL_FREE
        or number in _COMPANY_LINES
        or number[3:] == "5551212"
        or number[1:3] == "11"
    )


def _is_called(reading: Reading, start: int, end: int) -> bool:
    """Say whether seven digits are a person's number."""
    return _has_cue(reading, start, end) and not _is_company(reading, start, end)


def _has_cue(reading: Reading, start: int, end: int) -> bool:
    before = reading.before(start, 60)
    if NOT_PHONE.search(before):
        return False
    return bool(_CUE.search(before) or _CUE_AFTER.search(reading.after(end, 30)))


def _is_company(reading: Reading, start: int, end: int) -> bool:
    """Say whether a number is the help line of a maker or utility."""
    before, after = reading.before(start, 60), reading.after(end, 40)
    return bool(
        _HELP.search(before.rsplit("\n", 1)[-1]) or _HELP.search(after.split("\n")[0])
    ) and bool(
        MAKERS.search(before)
        or MAKERS.search(after[:20])
        or "toll" in before
        or "toll" in after
    )
