"""Finds names of persons, quietly: a list of names, or words that announce one."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.namecues import (
    BRANDS,
    CAPITAL,
    CUE,
    DOES,
    ENDING,
    FIELD,
    FOLLOWS,
    HERE,
    INITIAL,
    KIN,
    LOWER_CUE,
    LOWER_PAIR,
    PLACES,
    RELATIVE_CUE,
    REST,
    SHORT_REST,
    STRONG_CUE,
    SURNAME_IS,
    TITLED,
    TURNED,
    TURNED_CAPITALS,
)
from forum.disclosure.reading import Reading
from forum.disclosure.words import (
    BRANDED_GIVEN,
    COMPANY,
    EVERYDAY,
    FAMILY,
    GIVEN,
    NOT_PEOPLE,
    UNSURE_GIVEN,
    VOCABULARY,
)

_ANY_NAME = GIVEN | FAMILY
_NO_NAME = EVERYDAY | COMPANY
_SURE_FAMILY = FAMILY - EVERYDAY
_SURE_GIVEN = GIVEN - BRANDED_GIVEN
_FAMILY_ONLY = _SURE_FAMILY - GIVEN
_PLAIN_GIVEN = GIVEN - UNSURE_GIVEN
_LOWER_FAMILY = _SURE_FAMILY - VOCABULARY - GIVEN
_LOWER_GIVEN = _SURE_GIVEN - VOCABULARY - _NO_NAME
_BRANDED_ONLY = BRANDED_GIVEN - EVERYDAY
_LETTERS = re.compile(r"[^\W\d_]{3}")
_NICKNAMES = frozenset(
    "skip chip buck chuck rip cliff rocky sunny bud ace red colt sonny "
    "junior dusty".split()
)
_SHORTEST = 3
_TOWNS = frozenset("santa san saint fort mount port lake los las el la".split())


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find a given name with a family name, or a title with one."""
    del registered
    found = [*_in_lower_case(reading)] if _LETTERS.search(reading.lower) else []
    if reading.has_capitals:
        found += [*_written(reading), *_titled(reading.text)]
        found += [*_announced(reading), *_turned(reading)]
    for start, end in found:
        yield Candidate(start, end, Kind.PERSON_NAME)


def _written(reading: Reading) -> Iterator[tuple[int, int]]:
    for match in CAPITAL.finditer(reading.text):
        end = _person(reading, match)
        if end:
            yield match.start(), end


def _titled(text: str) -> Iterator[tuple[int, int]]:
    for match in TITLED.finditer(text):
        if _is_titled(text, match):
            yield (
                match.start(),
                match.end("more") if _is_more(match) else match.end("last"),
            )


def _announced(reading: Reading) -> Iterator[tuple[int, int]]:
    for match in SURNAME_IS.finditer(reading.text):
        if match["b"].lower() not in _NO_NAME:
            yield match.span("b")
    for match in INITIAL.finditer(reading.text):
        if _is_initialled(reading, match):
            yield match.span()
    for match in FIELD.finditer(reading.text):
        if not any(_is_word(_key(match[part])) for part in "ab"):
            yield match.start("a"), match.end("b")


def _turned(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find names with the family name first: "Lopez, Rosa", "LOPEZ, ROSA M."."""
    for match in TURNED.finditer(reading.text):
        given, family = match["a"].lower(), _key(match["b"])
        given = given.split("-")[0]
        known = family in _FAMILY_ONLY and given in _PLAIN_GIVEN
        if not known and _is_new(family) and not _is_word(given):
            near = reading.before(match.start(), 30), reading.after(match.end(), 40)
            known = bool(STRONG_CUE.search(near[0]) or HERE.match(near[1]))
        if known and f"{given} {family}" not in NOT_PEOPLE:
            yield match.span()
    for match in TURNED_CAPITALS.finditer(reading.text):
        given, family = match["a"].lower(), match["b"].lower()
        known = family in FAMILY and (given in GIVEN or len(given) == 1)
        if known and (not _is_word(family) or given in _SURE_GIVEN):
            yield match.span()


def _is_word(word: str) -> bool:
    return word in _NO_NAME or word in VOCABULARY


def _is_initialled(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether an initial and a word are a name: "U. Brandstaetter"."""
    earlier = reading.before(match.start(), 16).split(" ")
    if len(earlier) > 1 and earlier[-2] in GIVEN:
        return False
    parts = _key(match["b"]).split("-")
    if any(part in _SURE_FAMILY for part in parts):
        return True
    return any(map(_is_new, parts)) and _is_cued(reading, *match.span())


def _in_lower_case(reading: Reading) -> Iterator[tuple[int, int]]:
    """Find names of those who write without capitals."""
    for match in LOWER_CUE.finditer(reading.lower):
        given, family = match["a"], match["b"]
        known = given in _PLAIN_GIVEN and _is_new(family)
        if known and f"{given} {family}" not in NOT_PEOPLE:
            yield match.start("a"), match.end("b")
    for match in LOWER_PAIR.finditer(reading.text):
        given, family = match["a"], match["b"]
        known = family in _LOWER_FAMILY and given in _LOWER_GIVEN
        if known and f"{given} {family}" not in NOT_PEOPLE:
            yield match.start("a"), match.end("b")


def _person(reading: Reading, match: re.Match[str]) -> int | None:
    """Judge a capitalised word and those after it; return where the name ends."""
    text = reading.text
    given = match.group().lower()
    listed = given in GIVEN or given.split("-")[0] in GIVEN
    if not listed and given in _NO_NAME and given not in _NICKNAMES:
        return None
    if given in _TOWNS or reading.before(match.start(), 7).endswith(PLACES):
        return None
    initial = text[match.end() + 2 : match.end() + 3] in (" ", ".")
    for pattern in (REST, SHORT_REST) if listed or initial else (SHORT_REST,):
        rest = pattern.match(text, match.end())
        if rest and _fits(reading, match, rest, listed=listed):
            return rest.end() - 2 * text.endswith("'s", 0, rest.end())
    return None


def _fits(
    reading: Reading, match: re.Match[str], rest: re.Match[str], *, listed: bool
) -> bool:
    """Say whether two words are the name of a person."""
    given, last = match.group().lower(), _key(rest["last"])
    sure = last in _SURE_FAMILY
    if _is_other(reading, match, rest):
        return False
    if listed and sure and given not in UNSURE_GIVEN:
        return True
    if _is_strongly_cued(reading, match, rest):
        return True
    if not listed and (not sure or given in VOCABULARY):
        return False
    if listed and _runs_on(reading.text, rest.end()):
        return False
    cued = _is_cued(reading, match.start(), rest.end())
    return cued if not listed else _is_likely(reading, match, rest, cued=cued)


def _is_likely(
    reading: Reading, match: re.Match[str], rest: re.Match[str], *, cued: bool
) -> bool:
    """Say whether a word that follows a given name is likely a family name."""
    given, last = match.group().lower(), _key(rest["last"])
    if given in UNSURE_GIVEN:
        return last in _SURE_FAMILY or (cued and _is_surname(last))
    if last in FAMILY:
        return True
    return _is_new(last) and (cued or _is_alone(reading, rest, given))


def _is_strongly_cued(
    reading: Reading, match: re.Match[str], rest: re.Match[str]
) -> bool:
    """Say whether words announce a person so clearly that no list need know it."""
    given, last = match.group().lower(), _key(rest["last"])
    parts = [part for part in re.split("[-']", last) if part] or [last]
    if not any(map(_is_new, parts)) or _runs_on(reading.text, rest.end()):
        return False
    known = given in GIVEN or given in _BRANDED_ONLY or given in _NICKNAMES
    if not known and (_is_word(given) or not _is_new(given)):
        return False
    before, after = reading.before(match.start(), 50), reading.after(rest.end(), 40)
    if STRONG_CUE.search(before) or HERE.match(after[:12]):
        return True
    kin = KIN.match(after)
    return bool(RELATIVE_CUE.search(before)) or (
        kin is not None and (given in GIVEN or " the " not in f" {kin.group()} ")
    )


def _is_alone(reading: Reading, rest: re.Match[str], given: str) -> bool:
    """Say whether an unknown family name may be one though nothing announces it."""
    last = _key(rest["last"])
    shaped = bool(ENDING.search(last) or rest["part"])
    does = bool(DOES.match(reading.after(rest.end(), 16)))
    return given not in BRANDED_GIVEN and (shaped or does)


def _is_other(reading: Reading, match: re.Match[str], rest: re.Match[str]) -> bool:
    """Say whether words that look like a name are a firm or someone of history."""
    given, last = match.group().lower(), _key(rest["last"])
    middle = (rest["mid"] or "").lower()
    return (
        bool(middle and middle not in _ANY_NAME)
        or f"{given} {last}" in NOT_PEOPLE
        or f"{given} {middle}" in NOT_PEOPLE
        or match.group().isupper() != rest["last"].isupper()
        or _is_firm(reading.text, rest.end(), last)
    )


def _key(word: str) -> str:
    """Return how the lists spell a name: O'Malley's is omalley."""
    return word.lower().removesuffix("'s").replace("'", "")


def _is_cued(reading: Reading, start: int, end: int) -> bool:
    """Say whether the words around announce a person."""
    return bool(
        CUE.search(reading.before(start, 40)) or HERE.match(reading.after(end, 12))
    )


def _is_firm(text: str, at: int, last: str) -> bool:
    if last in COMPANY:
        return True
    follows = FOLLOWS.match(text, at)
    return follows is not None and (follows[1] or follows[2]).lower() in COMPANY


def _runs_on(text: str, at: int) -> bool:
    """Say whether more capitalised words follow, as in headings and brands."""
    follows = FOLLOWS.match(text, at)
    return follows is not None and (follows[2] or "").lower() not in EVERYDAY


def _is_surname(word: str) -> bool:
    return word in FAMILY or _is_new(word)


def _is_new(word: str) -> bool:
    """Say whether a word is no word of every day, so it may be a family name."""
    if word in _SURE_FAMILY:
        return True
    if word in EVERYDAY or word in COMPANY or word in GIVEN or word in VOCABULARY:
        return False
    stems = (word.removesuffix("s"), word.removesuffix("ed"), word.removesuffix("ing"))
    known = (stem in EVERYDAY or stem in VOCABULARY for stem in stems)
    return len(word) >= _SHORTEST and not any(known)


def _is_titled(text: str, match: re.Match[str]) -> bool:
    last = _key(match["last"])
    if last in COMPANY or last in BRANDS or _is_firm(text, match.end("last"), last):
        return False
    if match["t"] == "Dr" and re.search(
        r"[0-9] (?:[A-Z]\w+ ){1,3}$", text[max(0, match.start() - 40) : match.start()]
    ):
        return False
    if match["t"] in ("Sr", "Fr", "Judge", "Officer", "Doctor", "Pan", "Pani", "Miss"):
        more = _key(match["more"] or "")
        return (
            last in _SURE_FAMILY
            or (last in GIVEN and bool(more) and _is_new(more))
            or (bool(more) and _is_new(last) and _is_new(more))
        )
    if last in GIVEN and last not in FAMILY:
        return False
    return last in FAMILY or (last not in EVERYDAY and last not in VOCABULARY)


def _is_more(match: re.Match[str]) -> bool:
    more = (match["more"] or "").lower()
    return bool(more) and (more in FAMILY or _is_new(more))
