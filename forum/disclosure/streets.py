"""Finds addresses of houses: number and street, boxes, routes, named corners."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.words import (
    CITY_AND_STATE,
    MAKERS,
    NOT_STREETS,
)

STRONG = (
    "street|str|avenue|ave|av|road|rd|lane|ln|boulevard|blvd|drive|dr|court|ct|circle|"
    "cir|terrace|ter|terr|parkway|pkwy|highway|hwy|turnpike|tpke"
)
_ALSO = (
    "way|wy|trail|trl|place|pl|loop|square|sq|crescent|cres|alley|aly|path|run|ridge|"
    "point|"
    "crossing|xing|cove|hollow|bend|pass|row|commons|glen|hill|heights|hts|knoll|"
    "landing|"
    "manor|meadow|meadows|mews|plaza|spur|trace|view|vista|walk|green|gate|grove|"
    "estates|"
    "estate|ford|fork|mill|creek|canyon|mesa|park|pike|st|close|gardens|orchard|"
    "overlook|"
    "plantation|pointe|rest|summit|woods|wood"
)
SUFFIX = rf"(?:{STRONG}|{_ALSO})"
_DIRECTION = r"(?:(?:north|south|east|west)(?:east|west)?|[ns][ew]?|[ew])"
UNIT = (
    r"(?:[ ,]{1,3}(?:(?:apt|apartment|unit|suite|ste|lot|no|bldg|building|floor|fl|"
    r"rm|spc|space)"
    r"\.?[ ]?#?[ ]?[a-z0-9-]{1,6}\b|#[ ]?[a-z0-9-]{1,5}\b))?"
)
_SUFFIXES = frozenset(f"{STRONG}|{_ALSO}".split("|"))
UNIT_AFTER = re.compile(UNIT, re.IGNORECASE)
NUMBER = (
    r"(?<![\w.$#/:=%-])(?<![0-9],)(?P<no>[1-9][0-9]{0,5}(?:[a-z]|-[0-9]{1,4}|[ ]?1/2)?)"
)
_WORD = r"[a-z][a-z'.-]{0,20}|[0-9]{1,3}(?:st|nd|rd|th)"
_HOUSE = re.compile(
    rf"{NUMBER},?[ \t]{{1,3}}(?:(?P<dir>{_DIRECTION})\.?[ ]{{1,2}})?"
    rf"(?P<name>(?:{_WORD})(?:[ ](?:{_WORD})){{0,3}}?)[ ]{{1,2}}"
    rf"(?P<suffix>{SUFFIX})\b\.?(?:[ ](?:{STRONG}|st|way|trail)\b\.?)?(?:[ "
    rf"]{_DIRECTION}\b)?{UNIT}"
)
_GRID = re.compile(
    rf"(?<![\w-])[nsew][ ]?[0-9]{{1,5}}[ ]?[nsew][ ]?[0-9]{{1,6}}[ ]{{1,2}}"
    rf"(?:{_WORD})(?:[ ](?:{_WORD})){{0,2}}[ ]{SUFFIX}\b\.?"
    r"|(?<![\w-])[nsew][0-9]{2,5}[ ]{1,2}(?:county|co|town|state)[ ](?:road|rd|hwy|"
    r"highway|"
    r"trunk)[ ][a-z0-9]{1,4}\b"
    rf"|(?<![\w-])[nsew][0-9]{{2,5}}[ ]{{1,2}}(?:{_WORD})(?:[ ](?:{_WORD})){{0,2}}[ ]"
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|trail)\b\.?"
)
_ROUTE = re.compile(
    rf"{NUMBER}[ ]{{1,2}}(?:(?:{_DIRECTION})\.?[ ])?"
    r"(?:old[ ])?(?:(?:state|us|u\.s\.|county|co\.?|farm|ranch|forest|fm|rm|cr|sr|nc|"
    r"ny|tx|"
    r"ca|pa|va|wa|or|vt|ma|nh|me|fs|interstate)[ ]?(?:to market|service)?[ ]?)?"
    r"(?:highway|hwy|route|rte|rt|road|rd|fm|rm|cr|sr|us|sh|state road|county road|"
    r"trunk)"
    rf"\.?[ -]{{1,2}}(?:(?:[a-z]{{1,2}}[ -])?[0-9]{{1,5}}[a-z]?|[a-z]{{1,2}})\b(?:[ "
    rf"]{_DIRECTION}\b)?{UNIT}"
)
_BOX = re.compile(
    r"\b(?:p\.?[ ]?o\.?|post(?:al)?[ ]office|post)[ ]?(?:box|drawer|bx)[ ]{0,2}(?:#|"
    r"no\.?|"
    r"number)?[ ]?"
    r"(?:[a-z]?-?[0-9]{1,7}|(?:[a-z]{3,6}[ -]?){1,4})\b"
    r"|(?:(?<=mail goes to )|(?<=letters to )|(?<=mail to )|(?<=write to )|(?<=send "
    r"it to ))"
    r"box [0-9]{1,6}\b"
    r"|\b(?:pob|p\.o\.b\.?)[ ]{1,2}#?[0-9]{1,7}\b"
    r"|\b(?:r\.?r\.?|rural route|rural rte|rfd|r\.f\.d\.|hc|h\.c\.|star route|"
    r"highway contract)[ ]?#?[ ]?[0-9]{1,4},?[ ]{0,2}(?:box|bx)[ ]?#?[0-9]{1,6}[a-z]?\b"
    r"|\b(?:rural route|rfd)[ ]#?[0-9]{1,4}\b"
    r"|\bbox[ ][0-9]{1,6},?[ ](?:rr|rural route|star route|route|rfd|hc)[ "
    r"]?[0-9]{0,4}\b"
)
_LOT = re.compile(
    r"\b(?:lot|space|spc|site|unit)[ ]#?[0-9]{1,4}[a-z]?,?[ ](?:at[ ]|in[ ])?"
    r"(?:[a-z][a-z'-]{2,15}[ ]){1,3}(?:acres|estates|ranch|village|trailer park|"
    r"meadows|"
    r"mobile home park|mhp|rv park|subdivision|landing|shores)\b"
    r"|\bpmb[ ]#?[0-9]{1,6}\b"
)
_UTAH = re.compile(
    r"(?<![\w.$/-])[1-9][0-9]{1,4}[ ](?:(?:n|s|north|south)\.?[ ][0-9]{1,3}(?:00|50|25|"
    r"75)[ ]"
    r"(?:e|w|east|west)|(?:e|w|east|west)\.?[ ][0-9]{1,3}(?:00|50|25|75)[ ]"
    r"(?:n|s|north|south))\b"
)
_SPANISH = re.compile(
    rf"{NUMBER}[ ]{{1,2}}(?:calle|camino|avenida|via|paseo|rancho|vista|rue|"
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
HOME_CUE = re.compile(
    r"\b(?:live|lives|living|reside|address|located|find (?:us|me)|come by|stop by|"
    r"drop by|"
    r"swing by|knock|ship(?:ped)?|deliver(?:ed)?|moved|house|home|"
    r"place)\b[^.!?\n]{0,30}$"
)
_NUMBERED_ROAD = re.compile(
    r"\b(?:county|state|co\.?|cr|us|old)[ ](?:rd|road|hwy|highway|route|rte)\.?[ "
    r"][0-9]{1,5},?[ ]"
    r"(?:number|no\.?|house|at|box|#)[ ]?#?[0-9]{1,6}\b"
)
_MARKED_ROAD = re.compile(
    r"\b(?:highway|hwy|route|rte|county (?:rd|road)|state (?:rd|road)|cr|fm)[ "
    r"][0-9]{1,4},?[ ]#"
    r"[0-9]{2,6}\b"
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
THINGS = frozenset(
    "model series variable frequency hard disk flash thumb test drive power speed "
    "square "
    "version type class level phase mode stage channel gen generation volt circuit "
    "feedback control learning current voltage ground road-trip "
    "honda ford toyota".split()
)
_OFFICE = re.compile(
    r"\b(?:hq|headquarter(?:s|ed)|head office|corporate(?: office| address)?|warehouse|"
    r"showroom|factory|rma|returns? (?:dept|department|center|address)|claims? dep\w*|"
    r"warranty (?:dep\w*|claims?)|incorporated|inc\.?|corp\.?|llc|gmbh|attn:? rma|"
    r"manufacturer(?:'s)? address|software foundation|office is|offices? (?:are|at))\b"
)
_OURS = re.compile(r"\b(?:my|our|we|i|i'm|live|home|house|neighbou?r)\b[^.\n]{0,40}$")
_BOX_WORDS = _SUFFIXES | frozenset(
    "drawer pmb lot space spc site unit n s e w north south east west box bx pob po p "
    "office post postal postbox pobox rr r rfd hc h star contract "
    "route rte rt hwy highway fm rm cr sr "
    "us sh trunk calle camino avenida via paseo rancho vista rue callej\u00f3n "
    "callejon corte caminito plaza "
    "placita cerro loma county state".split()
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
    for start, end in (*_houses(reading), *_boxes(reading)):
        yield with_town(reading, start, end)


def _houses(reading: Reading) -> Iterator[tuple[int, int]]:
    low = reading.lower
    if not reading.speaks_of(_SUFFIXES):
        return
    for match in _HOUSE.finditer(low) if reading.has_digits else ():
        if _is_house(reading, match):
            yield match.span()
    for match in _SPELLED.finditer(low):
        if _is_spelled_house(reading, match):
            yield match.span()


def _boxes(reading: Reading) -> Iterator[tuple[int, int]]:
    if not (reading.has_digits or reading.says("box", "drawer")):
        return
    if not reading.speaks_of(_BOX_WORDS):
        return
    is_box = reading.says("box", "bx", "drawer", "pob", "p.o")
    for pattern in (
        _ROUTE,
        *((_BOX,) if is_box else ()),
        _SPANISH,
        _GRID,
        _NUMBERED_ROAD,
        _UTAH,
        _LOT,
        _MARKED_ROAD,
    ):
        for match in pattern.finditer(reading.lower):
            if not _is_measure(match):
                yield match.span()


def _is_measure(match: re.Match[str]) -> bool:
    words = match.group().split()
    return len(words) > 1 and words[1] in ("in", "on", "to", "of", "from", "via", "at")


def _is_house(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether number and words are an address and not a quantity."""
    start, end = match.span("name")
    written = reading.text[start:end].split()
    if any(map(_is_no_name, written)) or _is_year_of(match, written):
        return False
    if _is_makers(reading, match.start()):
        return False
    suffix = reading.text[match.start("suffix")]
    is_named = all(word[0].isupper() or word[0].isdigit() for word in written)
    if is_named and (suffix.isupper() or match["suffix"] not in _WEAK_SUFFIXES):
        return True
    cued = bool(_CUE.search(reading.before(match.start(), 50)))
    if match["suffix"] in _WEAK_SUFFIXES:
        return cued and bool(HOME_CUE.search(reading.before(match.start(), 50)))
    return cued or match["suffix"] in _PLAIN_SUFFIXES


_YEARS = re.compile(r"(?:19|20)[0-9]{2}-(?:19|20)?[0-9]{2}")
_YEAR = re.compile(r"19[5-9][0-9]|20[0-4][0-9]")


def _is_year_of(match: re.Match[str], written: list[str]) -> bool:
    """Say whether a number is a year: "the 2020 Model Y road trip"."""
    low = [word.lower() for word in written]
    single = len(low[-1]) == 1 and not match["suffix"].startswith(("str", "st", "ave"))
    if _YEARS.fullmatch(match["no"]):
        return True
    year = _YEAR.fullmatch(match["no"])
    odd = THINGS.intersection(low) or (year and _STREETS_TOO.intersection(low))
    return bool(odd) or single


def _is_makers(reading: Reading, start: int) -> bool:
    """Say whether an address is that of a firm, as a maker's head office is."""
    before = reading.before(start, 80).rsplit("\n\n", 1)[-1]
    named = MAKERS.search(before[-28:])
    return bool(named or _OFFICE.search(before)) and not _OURS.search(before)


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
    return named or bool(HOME_CUE.search(reading.before(match.start(), 50)))


def with_town(reading: Reading, start: int, end: int) -> Candidate:
    """Take in the town, state and ZIP code that follow an address."""
    town = CITY_AND_STATE.match(reading.text, end)
    if town:
        end = town.end()
    return Candidate(start, end, Kind.STREET_ADDRESS)
