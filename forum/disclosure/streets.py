"""Finds addresses of houses: number and street, boxes, routes, named corners."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.words import (
    CITY_AND_STATE,
    COMPANY,
    EVERYDAY,
    GIVEN,
    NOT_STREETS,
)

_STRONG = (
    "street|str|avenue|ave|av|road|rd|lane|ln|boulevard|blvd|drive|dr|court|ct|circle|"
    "cir|terrace|ter|terr|parkway|pkwy|highway|hwy|turnpike|tpke"
)
_ALSO = (
    "way|trail|trl|place|pl|loop|square|sq|crescent|cres|alley|aly|path|run|ridge|"
    "point|"
    "crossing|xing|cove|hollow|bend|pass|row|commons|glen|hill|heights|hts|knoll|"
    "landing|"
    "manor|meadow|meadows|mews|plaza|spur|trace|view|vista|walk|green|gate|grove|"
    "estates|"
    "estate|ford|fork|mill|creek|canyon|mesa|park|pike|st|close|gardens|orchard|"
    "overlook|"
    "plantation|pointe|rest|summit|woods|wood"
)
SUFFIX = rf"(?:{_STRONG}|{_ALSO})"
_DIRECTION = r"(?:(?:north|south|east|west)(?:east|west)?|[ns][ew]?|[ew])"
_UNIT = (
    r"(?:[ ,]{1,3}(?:(?:apt|apartment|unit|suite|ste|lot|no|bldg|building|floor|fl|"
    r"rm|spc|space)"
    r"\.?[ ]?#?[ ]?[a-z0-9-]{1,6}\b|#[ ]?[a-z0-9-]{1,5}\b))?"
)
_NUMBER = (
    r"(?<![\w.$#/:=%-])(?<![0-9],)(?P<no>[1-9][0-9]{0,5}(?:[a-z]|-[0-9]{1,4}|[ ]?1/2)?)"
)
_WORD = r"[a-z][a-z'.-]{0,20}|[0-9]{1,3}(?:st|nd|rd|th)"
_HOUSE = re.compile(
    rf"{_NUMBER},?[ \t]{{1,3}}(?:(?P<dir>{_DIRECTION})\.?[ ]{{1,2}})?"
    rf"(?P<name>(?:{_WORD})(?:[ ](?:{_WORD})){{0,3}}?)[ ]{{1,2}}"
    rf"(?P<suffix>{SUFFIX})\b\.?(?:[ ](?:{_STRONG}|st|way|trail)\b\.?)?(?:[ "
    rf"]{_DIRECTION}\b)?{_UNIT}"
)
_GRID = re.compile(
    rf"(?<![\w-])[nsew][ ]?[0-9]{{1,5}}[ ]?[nsew][ ]?[0-9]{{1,6}}[ ]{{1,2}}"
    rf"(?:{_WORD})(?:[ ](?:{_WORD})){{0,2}}[ ]{SUFFIX}\b\.?"
)
_ROUTE = re.compile(
    rf"{_NUMBER}[ ]{{1,2}}(?:(?:{_DIRECTION})\.?[ ])?"
    r"(?:old[ ])?(?:(?:state|us|u\.s\.|county|co\.?|farm|ranch|forest|fm|rm|cr|sr|nc|"
    r"ny|tx|"
    r"ca|pa|va|wa|or|vt|ma|nh|me|fs|interstate)[ ]?(?:to market|service)?[ ]?)?"
    r"(?:highway|hwy|route|rte|rt|road|rd|fm|rm|cr|sr|us|sh|state road|county road|"
    r"trunk)"
    rf"\.?[ -]{{1,2}}(?:[a-z]{{1,2}}[ -])?[0-9]{{1,5}}[a-z]?\b(?:[ "
    rf"]{_DIRECTION}\b)?{_UNIT}"
)
_BOX = re.compile(
    r"\b(?:p\.?[ ]?o\.?|post(?:al)?[ ]office|post)[ ]?box[ ]{0,2}(?:#|no\.?|"
    r"number)?[ ]?"
    r"(?:[a-z]?-?[0-9]{1,7}|(?:[a-z]{3,6}[ -]?){1,4})\b"
    r"|\b(?:pob|p\.o\.b\.?)[ ]{1,2}#?[0-9]{1,7}\b"
    r"|\b(?:r\.?r\.?|rural route|rural rte|rfd|r\.f\.d\.|hc|h\.c\.|star route|"
    r"highway contract)[ ]?#?[ ]?[0-9]{1,4},?[ ]{0,2}(?:box|bx)[ ]?#?[0-9]{1,6}[a-z]?\b"
    r"|\b(?:rural route|rfd)[ ]#?[0-9]{1,4}\b"
    r"|\bbox[ ][0-9]{1,6},?[ ](?:rr|rural route|star route|route|rfd|hc)[ "
    r"]?[0-9]{0,4}\b"
)
_NAMES = (
    r"(?:[A-Z][\w'.-]{1,20}|[0-9]{1,3}(?:st|nd|rd|th))(?: (?:[A-Z][\w'.-]{1,20})){0,3}"
)
_CORNER = re.compile(
    rf"(?i:corner|intersection|crossing|junction|crossroads)(?: lot)?(?: (?:of|at|"
    rf"where|house at|lot at|is))"
    rf"{{1,2}} (?P<a>{_NAMES}) (?:and|&|meets|/|x|at|with) (?P<b>{_NAMES})"
    rf"|(?P<c>{_NAMES}) (?:and|&|at|/) (?P<d>{_NAMES}),? (?:corner|intersection|"
    rf"crossing)\b"
)
_ROAD = (
    rf"(?:(?:[A-Z][\w'-]{{1,20}} ){{1,3}}(?i:{_STRONG}|st|way|trail|place|loop)\b\.?"
    rf"|[0-9]{{1,3}}(?:st|nd|rd|th)(?: (?i:{_STRONG}|st))\b\.?"
    r"|(?:Hwy|Highway|Route|Rte|Rt|CR|County R(?:oa)?d|FM|US|SR|State Route) "
    r"?[0-9]{1,4})"
)
_CROSS = re.compile(rf"\b{_ROAD} (?:and|&|at|/|x) {_ROAD}")
_SPANISH = re.compile(
    rf"{_NUMBER}[ ]{{1,2}}(?:calle|camino|avenida|via|paseo|rancho|vista|rue|"
    rf"callej[o\u00f3]n|"
    r"corte|caminito|plaza|placita|cerro|loma)(?:[ ][a-z][a-z'.-]{1,20}){1,3}"
)
_CUE = re.compile(
    r"\b(?:live|lives|living|reside|address(?:ed)?|located|house|home|place|property|"
    r"i'?m|we'?re|"
    r"come by|stop by|drop by|swing by|ship|send|mail|deliver|delivered|array|roof|"
    r"install(?:ed|ation)?|over|"
    r"find (?:us|me)|visit|knock|moved|service|site|here|job|project)\b[^.!?\n]{0,30}$"
)
_HOME_CUE = re.compile(
    r"\b(?:live|lives|living|reside|address|located|find (?:us|me)|come by|stop by|"
    r"drop by|"
    r"swing by|knock|ship(?:ped)?|deliver(?:ed)?|moved|house|home|"
    r"place)\b[^.!?\n]{0,30}$"
)
_BARE = re.compile(
    rf"{_NUMBER} (?P<name>[A-Z][a-z]{{3,20}}(?: [A-Z][a-z]{{2,20}})?)"
    r"(?=[,.;!?)\n]|$| (?:in|and|if|for|since|right|near|just|next|after|before)\b)"
)
_HOUSE_NO = re.compile(
    r"(?i:\b(?:house|number|no\.?|nr\.?|house number|house no\.?)|"
    r"(?<!\w)#(?=[0-9]{1,6} on))[ ]?(?:is )?#?[0-9]{1,6}[a-z]?"
    rf"(?:,| on| of| at|, on|, down| along){{0,2}} (?P<name>{_NAMES})"
)
_REVERSED = re.compile(
    rf"\b(?P<name>(?:[A-Z][\w'-]{{1,20}} ){{1,3}}(?i:{_STRONG}|st|way|trail|place|"
    rf"loop))\.?,? "
    r"(?:(?i:number|no\.?|nr\.?|house|at number|at no\.?|house number) ?#?|#) "
    r"?[0-9]{1,6}[a-z]?\b"
)
_NUMBERED_ROAD = re.compile(
    r"\b(?:county|state|co\.?|cr|us|old)[ ](?:rd|road|hwy|highway|route|rte)\.?[ "
    r"][0-9]{1,5},?[ ]"
    r"(?:number|no\.?|house|at|box|#)[ ]?#?[0-9]{1,6}\b"
)
_BETWEEN = re.compile(
    rf"(?i:house|home|live|lives|place|lot|property|driveway)\b[^.!?\n]{{0,25}} "
    rf"(?:at|on|off|by) (?P<a>{_NAMES}) (?:and|&) (?P<b>{_NAMES})"
)
_SPELLED = re.compile(
    r"\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -]?)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|"
    r"hundred)(?:[ -](?:hundred|oh|o|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|"
    r"twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|and)){0,6}[ ]"
    rf"(?P<name>(?:[a-z][a-z'-]{{1,20}}[ ]){{1,3}})(?P<suffix>{SUFFIX})\b\.?"
)
_PLAIN_SUFFIXES = frozenset(
    "street avenue ave road rd lane ln boulevard blvd terrace parkway pkwy "
    "trail".split()
)
_WEAK_SUFFIXES = frozenset(_ALSO.split("|")) - frozenset(
    "st way trail trl loop".split()
)
_STREETS_TOO = frozenset(
    "old new high long big small last first good mile miles two three four five six "
    "seven eight nine ten deep tall pole right left house home second large".split()
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find addresses that lead to a door or a letter box."""
    del registered
    for start, end in (
        *_houses(reading),
        *_boxes(reading),
        *_corners(reading),
        *_reversed(reading),
    ):
        yield _with_town(reading, start, end)


def _houses(reading: Reading) -> Iterator[tuple[int, int]]:
    low = reading.lower
    for match in _HOUSE.finditer(low) if reading.has_digits else ():
        if _is_house(reading, match):
            yield match.span()
    for match in _SPELLED.finditer(low):
        if _is_spelled_house(reading, match):
            yield match.span()


def _boxes(reading: Reading) -> Iterator[tuple[int, int]]:
    if not (reading.has_digits or reading.says("box")):
        return
    for pattern in (_ROUTE, _BOX, _SPANISH, _GRID, _NUMBERED_ROAD):
        for match in pattern.finditer(reading.lower):
            if not _is_measure(match):
                yield match.span()


def _corners(reading: Reading) -> Iterator[tuple[int, int]]:
    if not reading.says(" and ", " & ", " at ", "/", " x ", " meets ", " with "):
        return
    for match in _BETWEEN.finditer(reading.text):
        named = f"{match['a']} {match['b']}".lower().split()
        if not any(w in EVERYDAY or w in GIVEN or w in COMPANY for w in named):
            yield match.start("a"), match.end("b")
    for pattern in (_CORNER, _CROSS):
        for match in pattern.finditer(reading.text):
            if not _has_other_words(match):
                yield match.span()


def _reversed(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find a house number that does not stand right before a street's name."""
    if not reading.has_digits:
        return
    for pattern in (_HOUSE_NO, _REVERSED):
        for match in pattern.finditer(reading.text):
            if not _has_other_words(match):
                yield match.span()
    for match in _BARE.finditer(reading.text):
        words = match["name"].lower().split()
        if not NOT_STREETS.intersection(words) and _HOME_CUE.search(
            reading.before(match.start(), 50)
        ):
            yield match.span()


def _has_other_words(match: re.Match[str]) -> bool:
    names = " ".join(filter(None, match.groupdict().values())).lower()
    return bool(NOT_STREETS.intersection(names.split()))


def _is_measure(match: re.Match[str]) -> bool:
    words = match.group().split()
    return len(words) > 1 and words[1] in ("in", "on", "to", "of", "from", "via", "at")


def _is_house(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether number and words are an address and not a quantity."""
    start, end = match.span("name")
    written = reading.text[start:end].split()
    if any(map(_is_no_name, written)):
        return False
    suffix = reading.text[match.start("suffix")]
    is_named = all(word[0].isupper() or word[0].isdigit() for word in written)
    if is_named and (suffix.isupper() or match["suffix"] not in _WEAK_SUFFIXES):
        return True
    cued = bool(_CUE.search(reading.before(match.start(), 50)))
    if match["suffix"] in _WEAK_SUFFIXES:
        return cued and bool(_HOME_CUE.search(reading.before(match.start(), 50)))
    return cued or match["suffix"] in _PLAIN_SUFFIXES


def _is_no_name(word: str) -> bool:
    """Say whether a word before "street" rather belongs to a quantity."""
    low = word.strip(".'").lower()
    return low in NOT_STREETS and not (word[0].isupper() and low in _STREETS_TOO)


def _is_spelled_house(reading: Reading, match: re.Match[str]) -> bool:
    start, end = match.span("name")
    written = reading.text[start:end].split()
    suffix = reading.text[match.start("suffix")]
    if NOT_STREETS.intersection(match["name"].split()):
        return False
    named = all(word[0].isupper() for word in written) and suffix.isupper()
    return named or bool(_HOME_CUE.search(reading.before(match.start(), 50)))


def _with_town(reading: Reading, start: int, end: int) -> Candidate:
    """Take in the town, state and ZIP code that follow an address."""
    town = CITY_AND_STATE.match(reading.text, end)
    if town:
        end = town.end()
    return Candidate(start, end, Kind.STREET_ADDRESS)
