"""Finds passwords, codes of doors and keys of programs."""

import re
from collections.abc import Callable, Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.secretcues import (
    CLAUSE_END,
    CODE_SIGNS,
    COOKIE,
    CUED,
    CUED_KEY,
    DEFAULT,
    DIRECT,
    FINGERPRINT,
    FLAGGED,
    GLUED,
    IN_LINK,
    KEY_LATER,
    KEYS,
    MY_KEY,
    NEAR,
    NEAR_CUE,
    NET_KEY,
    OF_NET,
    PAIR,
    PASSWORD_WORDS,
    PLACEHOLDER,
    QUOTED,
    SETTING,
    TECHNICAL,
)
from forum.disclosure.words import EVERYDAY, NOT_SECRETS, VOCABULARY

_TRAIL = ".,;:!?)\"'`*]}>"
_SHORTEST, _KEY_SHORTEST = 4, 8

Judge = Callable[[str, bool, re.Match[str]], bool]


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find what opens a door, a network, an account or a program."""
    del registered
    yield from _shaped(reading)
    if reading.speaks_of(PASSWORD_WORDS):
        yield from _announced(reading)
    for match in IN_LINK.finditer(reading.lower):
        if not PLACEHOLDER.search(match["v"]) and not match["v"].endswith(
            (":password", ":pass", ":pw", ":secret")
        ):
            yield Candidate(*match.span("v"), Kind.SECRET)


def _shaped(reading: Reading) -> Iterator[Candidate]:
    """Find keys whose form tells what they are, and those that programs are given."""
    for match in KEYS.finditer(reading.text):
        if "EXAMPLE" not in match.group():
            yield Candidate(*match.span(), Kind.SECRET)
    for match in FLAGGED.finditer(reading.text):
        value = match["a"] or match["b"] or match["c"]
        if not PLACEHOLDER.search(value.lower()):
            yield Candidate(match.end() - len(value), match.end(), Kind.SECRET)
    for match in COOKIE.finditer(reading.text):
        if sum(sign.isdigit() for sign in match["v"]) > 1:
            yield Candidate(*match.span("v"), Kind.SECRET)


def _announced(reading: Reading) -> Iterator[Candidate]:
    """Find what follows words like "password" and "API key"."""
    yield from _nearby(reading)
    for pattern, judge in (
        (CUED, _is_password),
        (DIRECT, _is_odd_at_once),
        (CUED_KEY, _is_key),
        (MY_KEY, _is_key),
        (PAIR, _is_odd),
        (DEFAULT, _is_odd),
        (KEY_LATER, _is_signed),
        (GLUED, _is_any),
        (NET_KEY, _is_odd),
        (OF_NET, _is_signed),
    ):
        for match in pattern.finditer(reading.lower):
            yield from _value(reading, match, judge)
    for match in QUOTED.finditer(reading.lower):
        if " " in match["v"] and not PLACEHOLDER.search(match["v"]):
            yield Candidate(*match.span("v"), Kind.SECRET)


def _nearby(reading: Reading) -> Iterator[Candidate]:
    """Find a password that stands some words after it was announced."""
    if not reading.has_digits:
        return
    for cue in NEAR_CUE.finditer(reading.lower):
        window = CLAUSE_END.split(reading.text[cue.end() : cue.end() + 85], maxsplit=1)[
            0
        ]
        for match in NEAR.finditer(window):
            value = match["v"].rstrip(_TRAIL)
            if _is_uncommon(value, is_net=bool(cue["net"])):
                start = cue.end() + match.start("v")
                yield Candidate(start, start + len(value), Kind.SECRET)
                break


def _is_uncommon(value: str, *, is_net: bool) -> bool:
    """Say whether letters and digits make neither a model nor a quantity."""
    low = value.lower()
    if len(value) < 6 or TECHNICAL.match(low) or PLACEHOLDER.search(low):  # noqa: PLR2004
        return False
    signs = any(sign in "!@#$%^&*?" for sign in value)
    digits = sum(sign.isdigit() for sign in value)
    letters = sum(sign.isalpha() for sign in value)
    if is_net and "_" in value:
        return letters >= 5 and value[-2:].isdigit()  # noqa: PLR2004
    if is_net:
        return signs and digits >= 1 and letters >= 3  # noqa: PLR2004
    if value.isupper():
        return len(value) >= 10 and letters >= 2 and digits >= 4 and value.isalnum()  # noqa: PLR2004
    mixed = any(sign.islower() for sign in value) and letters >= 3  # noqa: PLR2004
    return mixed and (digits >= 2 or signs)  # noqa: PLR2004


def _value(reading: Reading, match: re.Match[str], judge: Judge) -> Iterator[Candidate]:
    start, end = match.span("v")
    value = reading.text[start:end].rstrip(_TRAIL)
    if "(" in value and reading.text[start + len(value) : end].startswith(")"):
        value += ")"
    if not value or PLACEHOLDER.search(value.lower()):
        return
    quoted = reading.text[start - 1] in "\"'`"
    if judge(value, quoted, match):
        yield Candidate(start, start + len(value), Kind.SECRET)


def _is_password(value: str, quoted: bool, match: re.Match[str]) -> bool:
    if len(value) < _SHORTEST:
        return False
    between = match.group()[: match.start("v") - match.start()]
    if _is_odd(value, quoted, match):
        return match["cue"] != "pass" or not CODE_SIGNS.search(value)
    low = value.lower()
    if "'s" in between:
        return False
    marked = (
        ":" in match.group()[: match.start("v") - match.start()] or "=" in match.group()
    )
    if low in NOT_SECRETS or not (quoted or marked or _is_last(value, match)):
        return False
    return match["cue"] != "pass" or marked


def _is_odd_at_once(value: str, quoted: bool, match: re.Match[str]) -> bool:
    """Say whether a value right after "password", with nothing between, is one."""
    technical = (
        (not quoted or "=" in value) and CODE_SIGNS.search(value)
    ) or TECHNICAL.match(value.lower())
    return not technical and _is_odd(value, quoted, match)


def _is_last(value: str, match: re.Match[str]) -> bool:
    """Say whether a word that nothing marks may be a password all the same.

    "The password is sunflower." it may; "the password is case sensitive" not.
    """
    low = value.lower()
    if low in EVERYDAY or low.endswith(("ed", "ing", "ly")):
        return False
    rest = match.string[match.start("v") + len(value) :][:2]
    return low not in VOCABULARY or not rest.startswith(" ")


def _is_odd(value: str, quoted: bool, match: re.Match[str]) -> bool:
    """Say whether a value is no word: digits and letters, signs, odd capitals."""
    del quoted, match
    if len(value) < _SHORTEST or value.lower() in NOT_SECRETS or SETTING.match(value):
        return False
    digits = any(sign.isdigit() for sign in value)
    letters = any(sign.isalpha() for sign in value)
    inner = any(sign.isupper() for sign in value[1:]) and not value.isupper()
    signs = any(sign in "!@#$%^&*+=?~" for sign in value)
    if digits and not letters:
        return len(value) >= _KEY_SHORTEST and "/" not in value and "." not in value
    return (digits and letters) or (inner and letters) or (signs and letters)


def _is_any(value: str, quoted: bool, match: re.Match[str]) -> bool:
    del value, quoted, match
    return True


def _is_signed(value: str, quoted: bool, match: re.Match[str]) -> bool:
    """Say whether a value has letters, digits and a sign, as passwords have."""
    mixed = (
        any(map(str.islower, value))
        and any(map(str.isupper, value))
        and sum(map(str.isdigit, value)) >= 2  # noqa: PLR2004
    )
    odd = _is_odd(value, quoted, match) and not TECHNICAL.match(value.lower())
    return odd and (mixed or _is_uncommon(value, is_net=True))


def _is_key(value: str, quoted: bool, match: re.Match[str]) -> bool:
    del quoted, match
    digits = sum(sign.isdigit() for sign in value)
    if FINGERPRINT.fullmatch(value) or "://" in value:
        return False
    return len(value) >= _KEY_SHORTEST and digits >= 2  # noqa: PLR2004
