"""Finds a member's own street, with and without the number of the house."""

import re
from collections.abc import Iterator
from functools import lru_cache

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.numbers import in_words
from forum.disclosure.own import is_everyday
from forum.disclosure.reading import Reading, plain, respelled
from forum.disclosure.streets import SUFFIX, UNIT_AFTER
from forum.disclosure.words import CITY_AND_STATE, VOCABULARY

_ON = re.compile(
    r"\b(?:on|off|at|of|to|from|in|the|live|down|along|up|here|our|corner)[ ]$"
)
_GROUPS = (
    ("street", "st", "str"), ("avenue", "ave", "av"), ("road", "rd"), ("lane", "ln"),
    ("boulevard", "blvd", "bl"), ("drive", "dr", "drv"), ("court", "ct", "crt"),
    ("circle", "cir"), ("terrace", "ter", "terr"), ("parkway", "pkwy"),
    ("trail", "trl"), ("place", "pl"), ("highway", "hwy"), ("square", "sq"),
    ("crossing", "xing"), ("parade", "pde"), ("esplanade", "esp"),
    ("grove", "gr", "grv"), ("close", "cl"), ("gardens", "gdns"),
    ("way", "wy"), ("crescent", "cres"), ("point", "pt"),
    ("ridge", "rdg"), ("heights", "hts"), ("mount", "mt"), ("saint", "st"),
    ("north", "n"), ("south", "s"), ("east", "e"), ("west", "w"),
    ("northwest", "nw"), ("northeast", "ne"), ("southwest", "sw"), ("southeast", "se"),
)  # fmt: skip
_ENDINGS = (
    ("strasse", "stra\u00dfe", "straat", "str"),
    ("laan", "ln"),
    ("platz", "plein", "pl"),
    ("gasse", "g"),
)
_SAME = {word: group for group in _GROUPS for word in group}
_DIRECTIONS = frozenset(
    "n s e w ne nw se sw north south east west northeast northwest southeast "
    "southwest".split()
)
_KINDS = frozenset(
    "ul ul. ulica calle via rue c/ avenida avda avda. os os. al al.".split()
)
_TOWN = re.compile(r",? (?:[A-Z]{1,2}-)?[0-9]{4,5} [A-Z][\w-]{2,20}")
_STREET = re.compile(
    rf"^\s*(?P<no>(?:[nsew][ ]?)?[0-9]{{1,6}}(?:-[0-9]{{1,4}})?[a-z]?)?,?\s*"
    rf"(?P<name>[\w'./ -]{{2,40}}?)(?:\s(?P<suffix>{SUFFIX})\.?)?"
    rf"(?P<dir>\s[nsew][ew]?)?(?:\s?(?:,|#|\bapt\b|\bunit\b).*)?\s*$"
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find the member's own street; words of every day only where they are meant."""
    parts = _STREET.match(registered.street.lower()[:80])
    if not parts or not parts["name"].strip():
        return
    words, suffix = parts["name"].split(), parts["suffix"] or ""
    number = parts["no"] or ""
    if not number and len(words) > 1 and words[-1][0].isdigit():
        number, words = words[-1], words[:-1]
    if len(words) > 1 and words[0] in _KINDS:
        words = words[1:]
    while len(words) > 1 and words[0].strip(".") in _DIRECTIONS:
        words = words[1:]
    common = all(is_everyday(word) for word in words)
    pattern = _own_street(number, tuple(words), suffix)
    for match in pattern.finditer(reading.plain):
        if _is_own_street(reading, match, common=common, words=len(words)):
            end = match.end()
            for more in (UNIT_AFTER, CITY_AND_STATE, _TOWN):
                follows = more.match(reading.text, end) if match["no"] else None
                end = follows.end() if follows else end
            yield Candidate(match.start(), end, Kind.STREET_ADDRESS, own=True)


def _is_own_street(
    reading: Reading, match: re.Match[str], *, common: bool, words: int
) -> bool:
    named = reading.text[match.start("name")].isupper()
    if match["no"] or match["no2"]:
        return not common or named or bool(match["suffix"])
    if match["suffix"]:
        start = match.start("suffix")
        if reading.text[start].isupper() and named:
            return True
        plain = all(is_everyday(w) or w in VOCABULARY for w in match["name"].split())
        on = bool(_ON.search(reading.before(match.start(), 10)))
        return not common and (on or not plain)
    if common:
        return False
    on = bool(_ON.search(reading.before(match.start(), 10)))
    rare = len(match["name"]) >= 7 and match["name"] not in VOCABULARY  # noqa: PLR2004
    if rare and _is_unheard_of(match["name"]):
        return True
    return (on and (named or rare)) or (words > 1 and (named or on))


def _is_unheard_of(name: str) -> bool:
    """Say whether nothing else in a text is likely to be called so."""
    return any(
        len(word) >= 9 and word not in VOCABULARY and not is_everyday(word)  # noqa: PLR2004
        for word in name.split()
    )


@lru_cache(maxsize=64)
def _own_street(number: str, words: tuple[str, ...], suffix: str) -> re.Pattern[str]:
    spelled = r"\.?\s+".join(_either(word.strip(".")) for word in words)
    joined = re.escape("".join(words)) if len(words) > 1 else spelled
    ends = _either(suffix) if suffix else "(?!)"
    direction = rf"(?:(?:{'|'.join(sorted(_DIRECTIONS, key=len)[::-1])})\.?\s{{1,2}})?"
    numbers = "|".join([_spread(number), *map(re.escape, in_words(number))])
    digits = (
        rf"(?P<no>#?(?:{numbers}),?\s{{0,2}}{direction})" if number else "(?P<no>(?!))"
    )
    after = (
        rf"(?P<no2>,?\s?(?:#|no\.?\s?|number\s)?{re.escape(number)}(?![\w]))?"
        if number
        else "(?P<no2>(?!))?"
    )
    return re.compile(
        rf"(?:(?<![\w@/.-])|(?<=/)(?=[0-9]))(?:{digits})?(?P<name>{spelled}|{joined})"
        rf"(?:[\s.]{{0,2}}(?P<suffix>{ends})(?![a-z])\.?)?"
        rf"(?:\s(?:{'|'.join(sorted(_DIRECTIONS, key=len)[::-1])})(?![\w.]))?{after}(?"
        rf"![\w@])"
    )


def _spread(number: str) -> str:
    """Return a pattern for the number of a house, its signs apart or left out."""
    parts = re.findall(r"[0-9]+|[a-z]+", number)
    return "[ -]?".join(map(re.escape, parts)) or re.escape(number)


def _either(word: str) -> str:
    """Return a pattern for a word and its shorter or longer forms."""
    bends = len(word) > 6 and word.endswith(("a", "owa", "ska"))  # noqa: PLR2004
    ending = "(?:[aeiouy]|ej|iej|ego)" if bends else ""
    if bends and word not in _SAME:
        return f"{re.escape(plain(word[:-1]))}{ending}"
    for endings in _ENDINGS:
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) > 2:  # noqa: PLR2004
                stem = re.escape(word[: -len(ending)])
                return rf"{stem}(?:{'|'.join(endings)})\.?"
    forms = sorted({*_SAME.get(word, (word,)), *respelled(word)}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, forms))})"
