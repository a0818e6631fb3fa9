"""Finds what a member's own account holds: name, street and login name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.streets import SUFFIX
from forum.disclosure.words import (
    CITY_AND_STATE,
    COMPANY,
    EVERYDAY,
    NOT_STREETS,
    UNSURE_GIVEN,
)

_BEFORE, _AFTER = r"(?<![\w@./-])", r"(?![\w@]|\.\w|-\w)"
_NEXT_CAPITAL = re.compile(r" [A-Z][A-Za-z]")
_NEXT_WORD = re.compile(r"(?:'s)? ([A-Za-z&]+)")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|prof|family|the)\.?[ ]$")
_HOUSEHOLD = re.compile(
    r"^(?:'s|s)?[ ](?:house|home|family|residence|place|household)\b"
)
_LOGIN = re.compile(
    r"\b(?:log ?in|user ?name|user ?id|user|account|sign(?:ed)? in as|log(?:ged)? in "
    r"as|"
    r"registered as|id|portal|handle|nick(?:name)?|screen name)\b[^\n]{0,20}$"
)
_ON = re.compile(r"\b(?:on|off|at|of|to|from|down|along|up|here|our|corner)[ ]$")
_GROUPS = (
    ("street", "st", "str"), ("avenue", "ave", "av"), ("road", "rd"), ("lane", "ln"),
    ("boulevard", "blvd"), ("drive", "dr"), ("court", "ct"), ("circle", "cir"),
    ("terrace", "ter", "terr"), ("parkway", "pkwy"), ("trail", "trl"), ("place", "pl"),
    ("highway", "hwy"), ("square", "sq"), ("crossing", "xing"),
)  # fmt: skip
_SAME = {word: group for group in _GROUPS for word in group}
_STREET = re.compile(
    rf"^\s*(?P<no>[0-9]{{1,6}}[a-z]?)?,?\s*(?:[nsew][ew]?\.?\s|north\s|south\s|"
    rf"east\s|west\s)?"
    rf"(?P<name>[\w' -]{{2,40}}?)(?:\s(?P<suffix>{SUFFIX})\.?)?(?:\s[nsew][ew]?|"
    rf"\s?(?:,|#|apt|unit).*)?\s*$"
)
_SHORTEST = 4


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find the member's own details, words of every day only where they are meant."""
    yield from _name(reading, registered.name)
    yield from _street(reading, registered.street)
    yield from _handle(reading, registered.handle)


def is_everyday(word: str) -> bool:
    """Say whether a word is likely to stand in a text for something else."""
    low = word.lower()
    return (
        low in EVERYDAY or low in COMPANY or low in UNSURE_GIVEN or low in NOT_STREETS
    )


def _name(reading: Reading, name: str) -> Iterator[Candidate]:
    words = [word for word in re.split(r"[\s,]+", name.strip()) if word]
    if not words or len(name) > 120:  # noqa: PLR2004
        return
    first, last = words[0].lower(), words[-1].lower()
    common = is_everyday(first) and is_everyday(last)
    if len(words) > 1:
        for match in _full_name(first, last).finditer(reading.lower):
            if not common or _is_written_as_name(reading, match):
                yield Candidate(*match.span(), Kind.PERSON_NAME, own=True)
    yield from _surname(reading, last) if len(words) > 1 else ()


def _surname(reading: Reading, last: str) -> Iterator[Candidate]:
    if len(last) < 2:  # noqa: PLR2004
        return
    for match in _whole(last, "(?:'?s)?").finditer(reading.lower):
        if not reading.text[match.start()].isupper() and is_everyday(last):
            continue
        if is_everyday(last) and not _is_household(reading, match):
            continue
        if len(last) < _SHORTEST and not reading.text[match.start()].isupper():
            continue
        following = _NEXT_WORD.match(reading.lower, match.end())
        if following and following[1] in COMPANY - {"and", "&", "st"}:
            continue
        yield Candidate(*match.span(), Kind.PERSON_NAME, own=True)


def _is_household(reading: Reading, match: re.Match[str]) -> bool:
    titled = _TITLE.search(reading.before(match.start(), 12))
    housed = _HOUSEHOLD.match(reading.after(match.end(), 16))
    if not titled:
        return False
    return "the" not in titled.group() or bool(housed)


def _is_written_as_name(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether words of every day stand there as a name: Will Green, no more."""
    words = [
        word
        for word in re.split(r"[\s,.]+", reading.text[match.start() : match.end()])
        if word
    ]
    if not all(word[0].isupper() for word in words):
        return False
    if all(word.isupper() for word in words):
        beside = reading.text[max(0, match.start() - 8) : match.end() + 8]
        return not beside.isupper()
    return not _NEXT_CAPITAL.match(reading.text, match.end())


def _handle(reading: Reading, handle: str) -> Iterator[Candidate]:
    handle = handle.strip().lower()
    if len(handle) < 2 or len(handle) > 60:  # noqa: PLR2004
        return
    plain = is_everyday(handle) or len(handle) < _SHORTEST
    for match in _whole(handle, "").finditer(reading.lower):
        if plain and not _LOGIN.search(reading.before(match.start(), 35)):
            continue
        yield Candidate(*match.span(), Kind.USERNAME, own=True)


def _street(reading: Reading, street: str) -> Iterator[Candidate]:
    parts = _STREET.match(street.lower()[:80])
    if not parts or not parts["name"].strip():
        return
    name, suffix = parts["name"].strip(), parts["suffix"] or ""
    common = all(is_everyday(word) for word in name.split())
    for match in _own_street(parts["no"] or "", name, suffix).finditer(reading.lower):
        if _is_own_street(reading, match, common=common):
            end = match.end()
            town = CITY_AND_STATE.match(reading.text, end) if match["no"] else None
            end = town.end() if town else end
            yield Candidate(match.start(), end, Kind.STREET_ADDRESS, own=True)


def _is_own_street(reading: Reading, match: re.Match[str], *, common: bool) -> bool:
    if match["no"]:
        return True
    named = reading.text[match.start("name")].isupper()
    if match["suffix"]:
        start = match.start("suffix")
        return not common or (named and reading.text[start].isupper())
    return named and not common and bool(_ON.search(reading.before(match.start(), 10)))


@lru_cache(maxsize=64)
def _full_name(first: str, last: str) -> re.Pattern[str]:
    a, b = re.escape(first), re.escape(last)
    middle = r"(?:\s[a-z]\.?|\s[a-z]{2,12})?"
    return re.compile(
        rf"{_BEFORE}(?:{a}{middle}\s{{1,2}}{b}|{b},\s{a}|{a[0]}\.\s?{b})(?:'s)?{_AFTER}"
    )


@lru_cache(maxsize=64)
def _whole(word: str, ending: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}{re.escape(word)}{ending}{_AFTER}")


@lru_cache(maxsize=64)
def _own_street(number: str, name: str, suffix: str) -> re.Pattern[str]:
    spelled = r"\s+".join(map(re.escape, name.split()))
    ends = "|".join(map(re.escape, _SAME.get(suffix, (suffix,)))) if suffix else "(?!)"
    digits = (
        rf"(?P<no>{re.escape(number)},?\s{{1,2}}(?:[nsew][ew]?\.?\s)?)"
        if number
        else "(?P<no>(?!))"
    )
    return re.compile(
        rf"(?<![\w@/.-])(?:{digits})?(?P<name>{spelled})(?:\s(?P<suffix>{ends})\b\.?)"
        rf"?(?![\w@])"
    )
