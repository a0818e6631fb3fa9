"""Finds corners and houses whose number stands elsewhere than before a street."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.streets import HOME_CUE, NUMBER, STRONG, THINGS, with_town
from forum.disclosure.words import (
    COMPANY,
    EVERYDAY,
    GIVEN,
    NOT_STREETS,
)

_NAMES = (
    r"(?:(?:[NSEW][EW]?\.? )?(?:[A-Z][\w'.-]{1,20}|[0-9]{1,3}(?:st|nd|rd|th)))"
    r"(?: (?:[A-Z][\w'.-]{1,20})){0,3}"
)

_CORNER = re.compile(
    rf"(?i:corner|intersection|crossing|junction|crossroads)(?: lot)?(?: (?:of|at|"
    rf"where|house at|lot at|is))"
    rf"{{1,2}} (?P<a>{_NAMES}) (?:and|&|meets|/|x|at|with) (?P<b>{_NAMES})"
    rf"|(?P<c>{_NAMES}) (?:and|&|at|/) (?P<d>{_NAMES}),? (?:corner|intersection|"
    rf"crossing)\b"
)

_ROAD = (
    rf"(?:(?:[A-Z][\w'-]{{1,20}} ){{1,3}}(?i:{STRONG}|st|way|trail|place|loop)\b\.?"
    rf"|[0-9]{{1,3}}(?:st|nd|rd|th)(?: (?i:{STRONG}|st))\b\.?"
    r"|(?:Hwy|Highway|Route|Rte|Rt|CR|County R(?:oa)?d|FM|US|SR|State Route) "
    r"?[0-9]{1,4})"
)

_CROSS = re.compile(rf"\b{_ROAD} (?:and|&|at|/|x) {_ROAD}")

_BARE = re.compile(
    rf"(?=[0-9]{{2}}){NUMBER} (?P<name>[A-Z][a-z]{{3,20}}(?: [A-Z][a-z]{{2,20}})?)"
    r"(?=[,.;!?)\n]|$| (?:in|and|if|for|since|right|near|just|next|after|before)\b)"
)

_BARE_NAMED = re.compile(
    r"(?:^|[.!?\n]\s|\b(?i:at|to|is|it's|here:|address:?|@) )"
    rf"(?P<place>{NUMBER} (?P<name>[A-Z][a-z]{{3,20}}))"
    r"(?=, (?i:you know|the (?:\w+ )?(?:house|place|one)|across|next|right|just|come|"
    r"apt|unit|upstairs|downstairs|around back)| (?i:is the address|is our house|"
    r"is my house|is us|is where))"
)

_SITES = re.compile(r"Git|Hub\b|Amazon|Ebay|Reddit|Page\b|List\b|[a-z][A-Z]")
_BROKEN = re.compile(
    rf"{NUMBER}[ \t]{{0,2}}\n[ \t>]{{0,3}}(?P<name>(?:[A-Z][\w'-]{{2,20}} ){{1,2}}"
    rf"(?i:{STRONG}|st|way|trail)\b\.?)"
)

_ORDINAL = re.compile(
    rf"{NUMBER} (?:[NSEW][EW]?\.?|North|South|East|West) (?P<name>[0-9]{{1,3}}"
    r"(?:st|nd|rd|th|ST|ND|RD|TH))\b"
)

_TRAILING = re.compile(
    r"(?<![\w/.-])(?P<name>(?:[A-Z][a-z'-]{2,20} ){1,2}(?:Street|St\.?|Avenue|Ave\.?|"
    r"Road|Rd\.?|Lane|Ln\.?|Drive|Dr\.?|Court|Ct\.?|Boulevard|Blvd\.?|Terrace|Close|"
    r"Crescent|Circle|Way|Place)),? #?[1-9][0-9]{1,4}[a-zA-Z]?(?=[,.;!?)\n]|"
    r"$)(?!\.[0-9])"
)

_HOUSE_NO = re.compile(
    r"(?i:\b(?:house|number|no\.?|nr\.?|house number|house no\.?)|"
    r"(?<!\w)#(?=[0-9]{1,6} on))[ ]?(?:is )?#?[0-9]{1,6}[a-z]?"
    rf"(?:,| on| of| at|, on|, down| along){{0,2}} (?P<name>{_NAMES})"
)

_REVERSED = re.compile(
    rf"\b(?P<name>(?:[A-Z][\w'-]{{1,20}} ){{1,3}}(?i:{STRONG}|st|way|trail|place|"
    rf"loop))\.?,? "
    r"(?:(?i:number|no\.?|nr\.?|house|at number|at no\.?|house number) ?#?|#) "
    r"?[0-9]{1,6}[a-z]?\b"
)

_STRETCH = re.compile(r"\bbetween\b")
_BETWEEN = re.compile(
    rf"(?i:house|home|live|lives|place|lot|property|driveway)\b[^.!?\n]{{0,25}} "
    rf"(?:at|on|off|by) (?P<a>{_NAMES}) (?:and|&) (?P<b>{_NAMES})"
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find named corners, and houses whose number does not stand before a street."""
    del registered
    if not reading.has_capitals:
        return
    for start, end in (*_corners(reading), *_reversed(reading)):
        yield with_town(reading, start, end)


def _corners(reading: Reading) -> Iterator[tuple[int, int]]:
    if not reading.says(" and ", " & ", " at ", "/", " x ", " meets ", " with "):
        return
    for match in _BETWEEN.finditer(reading.text):
        named = f"{match['a']} {match['b']}".lower().split()
        if not any(w in EVERYDAY or w in GIVEN or w in COMPANY for w in named):
            yield match.start("a"), match.end("b")
    for pattern in (_CORNER, _CROSS):
        for match in pattern.finditer(reading.text):
            if not _has_other_words(match) and not _is_stretch(reading, match):
                yield match.span()


def _is_stretch(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether two streets are named as the ends of a stretch of a third."""
    at = match.start()
    return bool(_STRETCH.search(reading.lower[max(0, at - 9) : at + 9]))


def _reversed(reading: Reading) -> Iterator[tuple[int, int]]:
    if not reading.has_digits:
        return
    is_said = reading.says("house", "no", "nr", "number", "#")
    said = (_HOUSE_NO, _REVERSED) if is_said else ()
    for pattern in (*said, _ORDINAL):
        for match in pattern.finditer(reading.text):
            if _is_numbered_house(reading, match):
                yield match.span()
    for pattern in (_BROKEN, _TRAILING):
        for match in pattern.finditer(reading.text):
            named = match["name"].lower().split()[:-1]
            if not (THINGS | NOT_STREETS).intersection(named):
                yield match.span()
    yield from _bare(reading)


def _is_numbered_house(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether "#19 on X" is a house; issues and pages are numbered as well."""
    if _has_other_words(match) or _SITES.search(match["name"]):
        return False
    marked = match.group().startswith("#")
    return not marked or bool(HOME_CUE.search(reading.before(match.start(), 50)))


def _bare(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find a number and a name where the words around tell it is a house."""
    for match in _BARE_NAMED.finditer(reading.text):
        if not any(map(_is_word, match["name"].lower().split())):
            yield match.span("place")
    for match in _BARE.finditer(reading.text):
        named = NOT_STREETS.intersection(match["name"].lower().split())
        if not named and HOME_CUE.search(reading.before(match.start(), 50)):
            yield match.span()


def _is_word(word: str) -> bool:
    return word in NOT_STREETS or word in COMPANY or word in EVERYDAY


def _has_other_words(match: re.Match[str]) -> bool:
    names = " ".join(filter(None, match.groupdict().values())).lower()
    return bool(NOT_STREETS.intersection(names.split()))
