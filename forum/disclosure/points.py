"""Finds points on the map: coordinates, map links, plus codes, three words."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_NUM = r"[-+]?[0-9]{1,3}\.[0-9]{3,12}"
_SIDE = r"(?:[ ]?\u00b0)?[ ]?"
_PAIR = re.compile(
    rf"(?<![\w.,/-])(?P<ns1>[ns][ ]?)?(?P<lat>{_NUM}){_SIDE}(?P<ns2>(?:n(?:orth)?|"
    rf"s(?:outh)?)\b)?"
    rf"(?:[ ]{{0,2}}[,;/|][ ]{{0,2}}|[ ]{{1,3}}|\n| by )(?P<ew1>[ew][ ]?)?"
    rf"(?P<lon>{_NUM}){_SIDE}(?P<ew2>(?:e(?:ast)?|"
    rf"w(?:est)?)\b)?(?![\w])(?!\.?[0-9])(?!,[ ]?[0-9])"
)
_NAMED = re.compile(
    rf"\blat(?:itude)?[\"']?[ ]{{0,2}}(?:is|of|[:=])?[ "
    rf"\"']{{0,2}}(?P<lat>{_NUM})[\"']?{_SIDE}(?:[ns]\b)?"
    rf"[^0-9\n-]{{0,15}}\n?[^0-9\n-]{{0,15}}(?:lon|lng|long|longitude)?[\"']?[ "
    rf"]{{0,2}}(?:is|of|[:=])?"
    rf"[ \"']{{0,2}}(?P<lon>{_NUM})(?:{_SIDE}[ew]\b)?"
)
_ONE_NAMED = re.compile(
    r"\b(?:lat|latitude|lon|lng|longitude)[\"']?[ ]{0,2}(?:is|of|[:=])?[ \"']{0,2}"
    r"[-+]?[0-9]{1,3}\.[0-9]{4,12}"
)
_DEG = r"[ ]?(?:\u00b0|deg(?:rees)?\b\.?)[ ]?"
_MIN = r"[ ]?(?:'|min(?:utes)?\b\.?|m\b)[ ]?"
_SEC = r"(?:[0-9]{1,2}(?:\.[0-9]{1,6})?[ ]?(?:\"|''|sec(?:onds)?\b\.?|s\b)?[ ]?)?"
_ANGLE = rf"[0-9]{{1,3}}{_DEG}[0-9]{{1,2}}(?:\.[0-9]{{1,6}})?{_MIN}{_SEC}"
_DMS = re.compile(
    rf"(?:\b[ns][ ]?)?(?<![\w.]){_ANGLE}(?:n(?:orth)?|s(?:outh)?)?[ ,;/]{{0,4}}"
    rf"(?:(?:and|by)[ ])?(?:[ew][ ]?)?{_ANGLE}(?:(?:e(?:ast)?|w(?:est)?)\b)?"
)
_BARE_DMS = re.compile(
    r"(?<![\w.])[ns]?[ ]?[0-9]{1,2}[ ][0-9]{1,2}(?:[ ][0-9]{1,2}(?:\.[0-9]{1,4})?|"
    r"\.[0-9]{2,5})"
    r"[ ]?(?P<a>[ns])?[ ,;/]{1,3}[ew]?[ ]?[0-9]{1,3}[ ][0-9]{1,2}"
    r"(?:[ ][0-9]{1,2}(?:\.[0-9]{1,4})?|\.[0-9]{2,5})[ ]?(?P<b>[ew])?(?!\w|\.\w)"
)
_COMMAS = re.compile(
    r"(?<![\w.,])-?[0-9]{1,2},[0-9]{4,8}[ ]?(?:;|/|[ ]|,[ ])[ "
    r"]?-?[0-9]{1,3},[0-9]{4,8}(?![\w,])"
)
_ONE_SIDED = re.compile(
    r"(?<![\w.])[0-9]{1,3}\.[0-9]{4,8}[ ]?(?:\u00b0[ ]?(?:[nsew]\b)?|"
    r"(?:degrees )?(?:north|south|east|west)\b)"
)
_LINK = re.compile(
    r"(?:https?://|www\.|\b)(?:(?:www\.|"
    r"maps\.)?google\.[a-z.]{2,8}/maps[^\s\ufffc<>\")\]]{0,400}"
    r"|maps\.google\.[a-z.]{2,8}/[^\s\ufffc<>\")\]]{0,400}"
    r"|(?:goo\.gl/maps|maps\.app\.goo\.gl|g\.co/maps|g\.page)/[a-z0-9/_-]{4,60}"
    r"|(?:www\.)?(?:openstreetmap\.org|osm\.org)/[^\s\ufffc<>\")\]]{0,200}"
    r"|maps\.apple\.com/[^\s\ufffc<>\")\]]{0,400}|"
    r"(?:www\.)?bing\.com/maps[^\s\ufffc<>\")\]]{0,400}"
    r"|(?:www\.|ul\.)?waze\.com/[^\s\ufffc<>\")\]]{0,200}"
    r"|(?:what3words\.com|w3w\.co)/[a-z]{2,20}\.[a-z]{2,20}\.[a-z]{2,20}"
    r"|(?:plus\.codes)/[a-z0-9+%]{6,20})|\bgeo:-?[0-9.]{3,16},-?[0-9.]{3,16}"
)
_POINTED = re.compile(
    r"[0-9]{1,3}\.[0-9]{3}|goo\.gl|g\.co|w3w|what3words|plus\.codes|"
    r"place/[^/]{0,60}[0-9]|"
    r"apple\.com/p/|waze\.com/live-map/.{0,40}[0-9]|[?&](?:q|query|address|"
    r"daddr)=[0-9]|"
    r"!3d|cid="
)
_PLUS = re.compile(
    r"(?<![\w+])(?:[23456789CFGHJMPQRVWX]{8}|[23456789CFGHJMPQRVWX]{4,6})"
    r"\+[23456789CFGHJMPQRVWX]{2,3}(?![\w+])(?:,? [A-Z][a-z]{2,15}(?:, [A-Z]{2}\b)?)?"
)
_WORDS = re.compile(
    r"(?<![\w/])///[ ]?[a-z]{2,20}\.[a-z]{2,20}\.[a-z]{2,20}\b"
    r"|\b(?:what3words|w3w|what 3 words|three "
    r"words?)\b[^\n]{0,25}?(?P<w>\b[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20})\b"
)
_CUE = re.compile(
    r"\b(?:gps|coord\w*|lat|latitude|lon|longitude|location|located|roof|house|home|"
    r"site|"
    r"array|map|maps|pin|place|find us|at|position|waypoint|google)\b[^\n]{0,40}$"
)
_FINE = re.compile(r"\.[0-9]{4}")
_LAT, _LON = 90.0, 180.0


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find points that lead to one house; rounded ones stay quiet."""
    del registered
    low = reading.lower
    for match in _PAIR.finditer(low):
        if _is_point(reading, match):
            yield Candidate(*match.span(), Kind.GPS)
    for pattern in _patterns(reading):
        for match in pattern.finditer(low):
            if pattern is not _LINK or _POINTED.search(match.group()):
                yield _trimmed(reading, match)
    for start, end in (
        *_by_letters(reading),
        *_plus_codes(reading.text),
        *_three_words(reading),
    ):
        yield Candidate(start, end, Kind.GPS)


def _by_letters(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find degrees that have no signs, and halves of a pair."""
    if not reading.has_digits:
        return
    for match in _BARE_DMS.finditer(reading.lower):
        sides = sum(sign in "nsew" for sign in match.group())
        if sides >= 2:  # noqa: PLR2004 - one for each half
            yield match.span()
    for match in _COMMAS.finditer(reading.text):
        if _CUE.search(reading.before(match.start(), 50)) or "-" in match.group():
            yield match.span()
    for match in _ONE_SIDED.finditer(reading.lower):
        yield match.span()


def _plus_codes(text: str) -> Iterator[tuple[int, int]]:
    for match in _PLUS.finditer(text):
        code = match.group().split(" ")[0]
        if any(map(str.isalpha, code)) and any(map(str.isdigit, code)):
            yield match.span()


def _three_words(reading: Reading) -> Iterator[tuple[int, int]]:
    if reading.says("///", "w3w", "wor"):
        for match in _WORDS.finditer(reading.lower):
            yield match.span("w") if match["w"] else match.span()


def _patterns(reading: Reading) -> Iterator[re.Pattern[str]]:
    """Choose the patterns a text can match at all."""
    if reading.says("lat"):
        yield from (_NAMED, _ONE_NAMED)
    if reading.says("\u00b0", "deg"):
        yield _DMS
    if reading.says(
        "map", "goo.gl", "g.page", "osm.org", "w3w", "waze", "geo:", ".codes"
    ):
        yield _LINK
    if reading.says("what3words.com"):
        yield _LINK


def _trimmed(reading: Reading, match: re.Match[str]) -> Candidate:
    words = reading.text[match.start() : match.end()].rstrip(" .,;/!?")
    return Candidate(match.start(), match.start() + len(words), Kind.GPS)


def _is_point(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether two decimals are a place on earth and not two readings."""
    lat, lon = float(match["lat"]), float(match["lon"])
    if abs(lat) > _LAT and abs(lon) <= _LAT and lat < 0:
        lat, lon = lon, lat  # as maps for programs write it
    if abs(lat) > _LAT or abs(lon) > _LON:
        return False
    sided = any(match[side] for side in ("ns1", "ns2", "ew1", "ew2"))
    if sided:
        return True
    fine = bool(_FINE.search(match["lat"]) and _FINE.search(match["lon"]))
    west = lon < 0
    if fine and west and abs(lon) > 1:
        return True
    cued = bool(_CUE.search(reading.before(match.start(), 50)))
    return cued and (fine or west) and abs(lat) > 1
