"""Finds names of persons, quietly: a list of names, or words that announce one."""

import re
from collections.abc import Iterator

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading
from forum.disclosure.words import (
    COMPANY,
    EVERYDAY,
    FAMILY,
    GIVEN,
    NOT_PEOPLE,
    UNSURE_GIVEN,
)

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_LOWER = "a-z\u00df-\u00f6\u00f8-\u017f"
_WORD = (
    rf"[{_UPPER}](?:['][{_UPPER}])?[{_LOWER}{_UPPER}]{{1,17}}"
    rf"(?:-[{_UPPER}][{_LOWER}]{{1,15}})?"
)
_CAPITAL = re.compile(
    rf"(?<![\w@./'-])[{_UPPER}][{_LOWER}{_UPPER}]{{1,15}}(?:-[{_UPPER}][{_LOWER}]{{1,12}})?(?![\w@])"
)
_REST = re.compile(
    rf"(?: (?:[{_UPPER}]\.?|\"[{_UPPER}][{_LOWER}]{{1,12}}\"|"
    rf"(?P<mid>[{_UPPER}][{_LOWER}]{{2,12}})(?= (?:van|von|de|del|{_WORD}))))?"
    rf" (?P<part>(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]el|[Dd]ella|[Dd]er|[Dd]en|[Dd]a|[Dd]i|"
    rf"[Ll]a|[Ll]e|[Bb]in|[Aa]l|[Ee]l|St\.|ter) ){{0,2}})"
    rf"(?P<last>{_WORD})(?![\w@]|\.[{_LOWER}])"
)
_SHORT_REST = re.compile(
    rf" (?P<part>)(?P<mid>)(?P<last>{_WORD})(?![\w@]|\.[{_LOWER}])"
)
_FOLLOWS = re.compile(rf"[ ]?(&)|(?:'s)? ([{_UPPER}][{_LOWER}{_UPPER}]+)")
_TITLED = re.compile(
    rf"(?<![\w.])(?P<t>Mr|Mrs|Ms|Mx|Miss|Mister|Dr|Doctor|Prof|Professor|Rev|"
    rf"Reverend|Pastor|Fr|Sr|Sra|Se\u00f1ora?|Officer|Detective|Judge|Capt|Sgt|Herr|"
    rf"Frau|Madame|Mme)\.?"
    rf" (?:[{_UPPER}]\. ?)?(?P<last>{_WORD})(?: (?P<more>{_WORD}))?(?![\w@])"
)
_CUE = re.compile(
    r"(?:\b(?:neighbou?rs?(?: is| named)?|name(?:'s| is| was|:|d)?|names? of|called|"
    r"ask(?:ed)? for|talk(?:ed)? (?:to|with)|spoke (?:to|with)|"
    r"signed(?: by)?|(?:best |kind |warm )?regards|sincerely|yours(?: truly)?|thanks|"
    r"thank you|cheers|wife|husband|son|daughter|brother|sister|mother|father|"
    r"mom|dad|landlord|tenant|inspector|rep|salesm[ae]n|saleswoman|technician|"
    r"foreman|crew chief|friend|co-?worker|boss|uncle|aunt|cousin|"
    r"roofer|attn|attention|c/o|owner|electrician|buddy|partner|i'm|i am|this is|"
    r"lineman|plumber|sales guy|project manager|account manager|"
    r"installer name|customer name|billed to|in the name of|made out to|under the "
    r"name|email(?:ed)?|contact(?:ed)?|call(?:ed)?|agent|realtor|guy named|tell|met|"
    r"hired|meet|dear)"
    r"|--|-|~|\u2014)[ ]?[,:.]?[ ]?(?:is |was |named |called |his name is |her name "
    r"is )?(?:\(|\"|\n[ \t]{0,3}){0,2}[ ]?$"
)
_HERE = re.compile(r"^,? (?:here|speaking)\b")
_PLACES = tuple(
    f"{word} "
    for word in "santa san saint st st. fort ft mount port lake los las".split()
)
_ANY_NAME = GIVEN | FAMILY
_INITIAL = re.compile(
    rf"(?<![\w@./'-])[{_UPPER}]\. ?(?:[{_UPPER}]\. ?)?(?P<b>{_WORD})(?![\w@])"
)
_SURNAME_IS = re.compile(
    rf"\b(?:[Ll]ast name|[Ss]urname|[Ff]amily name)(?: is| was|:|'s) "
    rf"(?P<b>{_WORD})(?![\w@])"
)
_LOWER_CUE = re.compile(
    rf"\b(?:name(?:'s| is| was)|neighbou?r|installer(?: was| is)?|electrician|ask "
    rf"for|talk to|spoke (?:to|with)|i am|i'm|named|guy named|wife|husband|"
    rf"landlord|rep|inspector|contact|signed|regards,|--)[ \n](?:is |was "
    rf")?(?P<a>[{_LOWER}]{{3,14}}) (?:[a-z]\.? "
    rf")?(?P<b>[{_LOWER}][{_LOWER}'-]{{2,18}})(?![\w@])"
)
_TURNED = re.compile(
    rf"(?<![\w@.-])(?P<b>{_WORD}), (?P<a>[{_UPPER}][{_LOWER}]{{2,14}})(?: "
    rf"[{_UPPER}]\.)?(?![\w@]| [{_UPPER}])"
)


_BRANDS = frozenset("pepper coffee clean fusion cooper heater rooter robot".split())


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find a given name with a family name, or a title with one."""
    del registered
    yield from filter(
        None, (_person(reading, m) for m in _CAPITAL.finditer(reading.text))
    )
    for start, end in (*_titled(reading.text), *_announced(reading)):
        yield Candidate(start, end, Kind.PERSON_NAME)


def _titled(text: str) -> Iterator[tuple[int, int]]:
    for match in _TITLED.finditer(text):
        if _is_titled(text, match):
            yield (
                match.start(),
                match.end("more") if _is_more(match) else match.end("last"),
            )


def _announced(reading: Reading) -> Iterator[tuple[int, int]]:
    for match in _SURNAME_IS.finditer(reading.text):
        yield match.span("b")
    for match in _TURNED.finditer(reading.text):
        given, family = match["a"].lower(), match["b"].lower()
        sure = family in FAMILY and family not in EVERYDAY
        if sure and given in GIVEN and given not in UNSURE_GIVEN:
            yield match.span()
    for match in _INITIAL.finditer(reading.text):
        family = match["b"].lower()
        if family in FAMILY and family not in EVERYDAY:
            yield match.span()
    for match in _LOWER_CUE.finditer(reading.lower):
        given, family = match["a"], match["b"]
        if given in GIVEN and given not in UNSURE_GIVEN and _is_new(family):
            yield match.start("a"), match.end("b")


def _person(reading: Reading, match: re.Match[str]) -> Candidate | None:
    """Judge a capitalised word and those after it."""
    text = reading.text
    given = match.group().lower()
    listed = given in GIVEN or given.split("-")[0] in GIVEN
    if not listed and (given in EVERYDAY or given in COMPANY):
        return None
    if reading.before(match.start(), 7).endswith(_PLACES):
        return None
    for pattern in (_REST, _SHORT_REST) if listed else (_SHORT_REST,):
        rest = pattern.match(text, match.end())
        if rest and _fits(reading, match, rest, listed=listed):
            end = rest.end() - 2 * text.endswith("'s", 0, rest.end())
            return Candidate(match.start(), end, Kind.PERSON_NAME)
    return None


def _fits(
    reading: Reading, match: re.Match[str], rest: re.Match[str], *, listed: bool
) -> bool:
    """Say whether two words are the name of a person."""
    given, last = match.group().lower(), rest["last"].lower().removesuffix("'s")
    sure = last in FAMILY and last not in EVERYDAY
    if not (listed or sure) or _is_other(reading, match, rest):
        return False
    if not listed:
        return _is_cued(reading, match.start(), rest.end())
    if given in UNSURE_GIVEN:
        meant = sure or (
            _is_surname(last) and _is_cued(reading, match.start(), rest.end())
        )
        return meant and not _runs_on(reading.text, rest.end())
    if last in FAMILY:
        return sure or not _runs_on(reading.text, rest.end())
    return _is_new(last) and (
        not _runs_on(reading.text, rest.end())
        or _is_cued(reading, match.start(), rest.end())
    )


def _is_other(reading: Reading, match: re.Match[str], rest: re.Match[str]) -> bool:
    """Say whether words that look like a name are a firm or someone of history."""
    given, last = match.group().lower(), rest["last"].lower().removesuffix("'s")
    return (
        bool(rest["mid"] and rest["mid"].lower() not in _ANY_NAME)
        or f"{given} {last}" in NOT_PEOPLE
        or match.group().isupper() != rest["last"].isupper()
        or _is_firm(reading.text, rest.end(), last)
    )


def _is_cued(reading: Reading, start: int, end: int) -> bool:
    """Say whether the words around announce a person."""
    return bool(
        _CUE.search(reading.before(start, 40)) or _HERE.match(reading.after(end, 12))
    )


def _is_firm(text: str, at: int, last: str) -> bool:
    if last in COMPANY:
        return True
    follows = _FOLLOWS.match(text, at)
    return follows is not None and (follows[1] or follows[2]).lower() in COMPANY


def _runs_on(text: str, at: int) -> bool:
    """Say whether more capitalised words follow, as in headings and brands."""
    follows = _FOLLOWS.match(text, at)
    return follows is not None and (follows[2] or "").lower() not in EVERYDAY


def _is_surname(word: str) -> bool:
    return word in FAMILY or _is_new(word)


def _is_new(word: str) -> bool:
    """Say whether a word is no word of every day, so it may be a family name."""
    if word in FAMILY and word not in EVERYDAY:
        return True
    if word in EVERYDAY or word in COMPANY or word in GIVEN:
        return False
    stems = (word.removesuffix("s"), word.removesuffix("ed"), word.removesuffix("ing"))
    return len(word) > 2 and not EVERYDAY.intersection(stems)  # noqa: PLR2004


def _is_titled(text: str, match: re.Match[str]) -> bool:
    last = match["last"].lower()
    if last in COMPANY or last in _BRANDS or _is_firm(text, match.end("last"), last):
        return False
    if match["t"] == "Dr" and re.search(
        r"[0-9] (?:[A-Z]\w+ ){1,3}$", text[max(0, match.start() - 40) : match.start()]
    ):
        return False
    if match["t"] in ("Sr", "Fr", "Judge", "Officer", "Doctor"):
        return last in FAMILY and last not in EVERYDAY
    return last in FAMILY or last not in EVERYDAY


def _is_more(match: re.Match[str]) -> bool:
    more = (match["more"] or "").lower()
    return bool(more) and (
        more in FAMILY or (match["last"].lower() in GIVEN and _is_new(more))
    )
