"""Finds addresses of devices on local networks."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_MAC = re.compile(
    r"(?<![\w:.-])(?:[0-9a-f]{2}(?P<s>[:-])(?:[0-9a-f]{2}(?P=s)){4}[0-9a-f]{2}|"
    r"[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}"
    r"|[0-9a-f]{2}(?:[ ][0-9a-f]{2}){5}|[0-9a-f]{6}-[0-9a-f]{6}|"
    r"[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5})(?![\w:-])"
)

_BARE_MAC = re.compile(
    r"\b(?:mac|hw ?addr|hardware address|bssid|ether)(?:[ ]?(?:address|addr|id))?[ "
    r"]?(?:is|was|of|for|:|=)?[ ]{0,2}"
    r"(?P<v>[0-9a-f]{12}|[0-9a-f]{6}[-:][0-9a-f]{6})\b"
    r"|\b(?P<w>[0-9a-f]{12})[ ]{0,2}(?:is|=|\()[ ]?(?:the|my|its)?[ ]?mac\b"
)

_MAC_WORDS = frozenset("mac hw hwaddr hardware bssid ether".split())

_MAC_CUE = re.compile(r"\bmac\b|hw ?addr|hardware|ether\b|bssid")


_BARE = re.compile(
    r"(?<![a-z0-9.:/])(?:[0-9a-f]{12}|[0-9a-f]{6}[-_:.][0-9a-f]{6})(?![\w:-])"
)
_REVISION = re.compile(
    r"\b(?:commit|sha\d*|hash|rev(?:ision)?|digest|build|id)\b[^\n]{0,6}$"
)
_NEAR_CUE = re.compile(
    r"\bmacs?\b|hw ?addr|hardware addr|\bbssid\b|\bphys\b|\blladdr\b|\boui\b|\bble\b|"
    r"\bbluetooth\b|\bnrf\b|\bdongle shows\b|\b[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}\b"
)


def _is_hex(value: str) -> bool:
    """Say whether twelve signs are hexadecimal ones and no number or word."""
    digits = sum(sign.isdigit() for sign in value)
    return 2 <= digits <= 11 and any(sign.isalpha() for sign in value)  # noqa: PLR2004


def _has_shape(value: str) -> bool:
    """Say whether a value can be nothing else, even where nothing announces it."""
    full = " " not in value and len(value) >= 14 and value[6:7] != "-"  # noqa: PLR2004
    return full and any(sign.isalpha() for sign in value)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find addresses of devices on a local network."""
    del registered
    if not reading.has_digits:
        return
    for match in _MAC.finditer(reading.lower):
        if _is_mac(reading, match):
            yield Candidate(*match.span(), Kind.MAC_ADDRESS)
    for match in _BARE.finditer(reading.lower):
        near = (
            reading.before(match.start(), 110) + " | " + reading.after(match.end(), 40)
        )
        if (
            _is_hex(match.group())
            and _NEAR_CUE.search(near)
            and not _REVISION.search(reading.before(match.start(), 20))
        ):
            yield Candidate(*match.span(), Kind.MAC_ADDRESS)
    if reading.speaks_of(_MAC_WORDS):
        for match in _BARE_MAC.finditer(reading.lower):
            span = match.span("v" if match["v"] else "w")
            yield Candidate(*span, Kind.MAC_ADDRESS)


def _is_mac(reading: Reading, match: re.Match[str]) -> bool:
    bare = match.group().replace(":", "").replace("-", "").replace(" ", "")
    near = reading.before(match.start(), 30) + reading.after(match.end(), 8)
    if not _has_shape(match.group()) and not _MAC_CUE.search(near):
        return False
    return len(set(bare)) > 2  # noqa: PLR2004 - ff:ff and 00:00 name no device
