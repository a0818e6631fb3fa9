"""Finds a member's own name and login name, in whatever spelling."""

import re
from collections.abc import Iterator
from functools import lru_cache

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.namecues import CUE
from forum.disclosure.reading import Reading, plain
from forum.disclosure.words import (
    COMPANY,
    EVERYDAY,
    NOT_STREETS,
    UNSURE_GIVEN,
    VOCABULARY,
)

_BEFORE, _AFTER = r"(?<![\w@./-])", r"(?![\w@]|\.\w|-\w)"
_NEXT_CAPITAL = re.compile(r" [A-Z][A-Za-z]")
_NEXT_WORD = re.compile(r"(?:'s)? ([A-Za-z&]+)")
_STARTS = re.compile(r"(?:^|[.!?:>]\s|\n)[\s>*\"'(-]{0,6}$")
_IS_SIGNATURE = re.compile(
    r"^(?:'s)?(?:\s*(?:\n|$)|[ ]?[,.)](?:\s|$)|[ ]\(| (?:here|from|said|says|signed|"
    r"wrote|and|"
    r"again|speaking|lives|in [A-Z]))"
)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|prof|family|the)\.?[ ]$")
_HOUSEHOLD = re.compile(
    r"^(?:'s|s|es|s')?[ ](?:house|home|family|residence|place|household)\b"
)
_LOGIN = re.compile(
    r"\b(?:log ?in|user ?name|user ?id|user|account|sign(?:ed)? in as|log(?:ged)? in "
    r"as|registered as|id|portal|handle|nick(?:name)?|screen name|known as|member|"
    r"profile)\b[^\n]{0,20}$"
)
_SHORTEST, _LONG = 4, 7


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find the member's own names, words of every day only where they are meant."""
    yield from _name(reading, registered.name)
    yield from _handle(reading, registered.handle)


def is_everyday(word: str) -> bool:
    """Say whether a word is likely to stand in a text for something else."""
    low = word.lower()
    return (
        low in EVERYDAY or low in COMPANY or low in UNSURE_GIVEN or low in NOT_STREETS
    )


def _name(reading: Reading, name: str) -> Iterator[Candidate]:
    words = [word for word in re.split(r"[\s,]+", plain(name.strip())) if word]
    if not words or len(name) > 120:  # noqa: PLR2004
        return
    first, last = words[0].lower(), words[-1].lower()
    common = _is_common(first, last)
    if len(words) > 1:
        for match in _full_name(first, last).finditer(reading.plain):
            if not common or _is_written_as_name(reading, match):
                yield Candidate(*match.span(), Kind.PERSON_NAME, own=True)
        yield from _joined(reading, first, last)
        yield from _surname(reading, last)


def _is_common(first: str, last: str) -> bool:
    """Say whether a name is made of words that stand in texts for other things."""
    words = (first, last)
    return any(map(is_everyday, words)) and all(
        is_everyday(word) or word in VOCABULARY for word in words
    )


def _joined(reading: Reading, first: str, last: str) -> Iterator[Candidate]:
    """Find first and last name as one word, as in links and addresses."""
    if len(first) + len(last) < _LONG or len(last) < 3:  # noqa: PLR2004
        return
    for match in _one_word(first, last).finditer(reading.plain):
        if match["mark"] or not _is_common(first, last):
            yield Candidate(*match.span(), Kind.PERSON_NAME, own=True)


def _surname(reading: Reading, last: str) -> Iterator[Candidate]:
    if len(last) < 2:  # noqa: PLR2004
        return
    common = is_everyday(last)
    for match in _surnames(last).finditer(reading.plain):
        if not reading.text[match.start()].isupper() and (
            common or len(last) < _SHORTEST or last in VOCABULARY
        ):
            continue
        if common and not _is_household(reading, match):
            continue
        following = _NEXT_WORD.match(reading.lower, match.end())
        if following and following[1] in COMPANY - {"and", "&", "st"}:
            continue
        titled = _TITLE.search(reading.before(match.start(), 12))
        is_title = titled is not None and "the" not in titled.group()
        start = match.start() - (len(titled.group()) if titled and is_title else 0)
        yield Candidate(start, match.end(), Kind.PERSON_NAME, own=True)


def _is_household(reading: Reading, match: re.Match[str]) -> bool:
    titled = _TITLE.search(reading.before(match.start(), 12))
    housed = _HOUSEHOLD.match(reading.after(match.end(), 16))
    if not titled:
        return bool(housed and re.search(r"famil|resid|househ", housed.group()))
    return "the" not in titled.group() or bool(housed)


def _is_written_as_name(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether words of every day stand there as a name: Will Green, no more."""
    text, start, end = reading.text, match.start(), match.end()
    words = [word for word in re.split(r"[\s,.]+", match.group()) if word]
    written = [word for word in re.split(r"[\s,.]+", text[start:end]) if word]
    if not all(word[0].isupper() for word in written) or len(words) < 2:  # noqa: PLR2004
        return False
    announced = bool(CUE.search(reading.before(start, 40)))
    if all(word.isupper() for word in written) and len(written[0]) > 1:
        beside = text[max(0, start - 8) : end + 8]
        return not beside.isupper() or (announced and bool(_ends(text, end)))
    if _NEXT_CAPITAL.match(text, end):
        return False
    if "," in match.group() or not _STARTS.search(text[max(0, start - 8) : start]):
        return announced or "," not in match.group() or bool(_ends(text, end))
    return announced or bool(_ends(text, end))


def _ends(text: str, at: int) -> bool:
    """Say whether what follows a name fits one, as the end of a line does."""
    return bool(_IS_SIGNATURE.match(text[at : at + 12]))


def _handle(reading: Reading, handle: str) -> Iterator[Candidate]:
    handle = handle.strip().lower()
    if len(handle) < 2 or len(handle) > 60:  # noqa: PLR2004
        return
    simple = is_everyday(handle) or handle in VOCABULARY or len(handle) < _SHORTEST
    for match in _login(handle).finditer(reading.lower):
        slashed = "slash" in reading.before(match.start(), 7)
        if " " in match.group() and not (slashed or _is_coined(handle)):
            continue
        if simple and not _LOGIN.search(reading.before(match.start(), 35)):
            continue
        yield Candidate(*match.span(), Kind.USERNAME, own=True)


@lru_cache(maxsize=64)
def _full_name(first: str, last: str) -> re.Pattern[str]:
    a, b = re.escape(first), _loosely(last)
    initials = re.escape(first[0])
    middle = r"(?:\s[a-z]\.?|\s[a-z]{2,12})?"
    return re.compile(
        rf"{_BEFORE}(?:{a}{middle}(?:\s{{1,2}}|\n[ >]{{0,3}}){b}|{b}(?:[,/<]{{1,2}}\s?|"
        rf"\s){a}(?:\s[a-z]\b\.?)?|{b},? "
        rf"{initials}\.|"
        rf"{re.escape(first[0])}(?:\.\s?|\s){b})(?:'?s)?{_AFTER}"
    )


@lru_cache(maxsize=64)
def _one_word(first: str, last: str) -> re.Pattern[str]:
    a, b = re.escape(first), re.escape(re.sub(r"[^\w]", "", last))
    return re.compile(rf"(?<![a-z0-9@.])(?:{a}(?P<mark>[._-]?){b})(?![a-z0-9@]|\.\w+@)")


@lru_cache(maxsize=64)
def _surnames(word: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}{_loosely(word)}(?:'?s)?{_AFTER}")


@lru_cache(maxsize=64)
def _login(handle: str) -> re.Pattern[str]:
    spread = r"[ ._-]?".join(map(re.escape, _parts(handle)))
    return re.compile(rf"(?<![\w@.-]){spread}(?![\w@]|-\w|\.\w+@)")


def _parts(handle: str) -> list[str]:
    """Return the words and numbers a login name is put together from."""
    parts = [part for part in re.findall(r"[^\W\d_]+|[0-9]+|[^\w._-]", handle) if part]
    cut: list[str] = []
    for part in parts:
        ends = [at for at in range(3, len(part) - 2) if _is_word(part[:at], part[at:])]
        cut += [part[: ends[-1]], part[ends[-1] :]] if ends else [part]
    return cut or [handle]


def _is_word(first: str, second: str) -> bool:
    return any(
        len(word) >= _SHORTEST and (is_everyday(word) or word in VOCABULARY)
        for word in (first, second)
    )


def _is_coined(handle: str) -> bool:
    """Say whether a login name is more than words that may stand side by side."""
    return any(sign.isdigit() for sign in handle) or not all(
        is_everyday(part) or part in VOCABULARY for part in _parts(handle)
    )


def _loosely(word: str) -> str:
    """Return a pattern for a name whose hyphen or apostrophe may be left out."""
    return r"[-' ]?".join(re.escape(part) for part in re.split(r"[-']", word) if part)
