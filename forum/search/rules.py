"""What a search asks for: words, phrases, filters, and what was not understood."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from forum.search import words
from forum.search.words import LOOSE, LOOSE_TITLE, TITLE
from forum.solar.tags import BUILT_IN, TagList, read_tags

QUERY_MAX = 200
CLAUSES_MAX = 16
SIMILAR_WORDS = 8
RESULTS_MAX = 1000
LONG_ENOUGH = 2
COMMON = frozenset(
    "a about after all am an and any are as at be been before but by can could did do "
    "does for from had has have how i if in into is it its just like me my no not of "
    "off on one or our out should so some than that the their them then there these "
    "they this to up us was we were what when where which who why will with would "
    "you your".split()
)
"""Words that say nothing about what a title is about. A search refuses none."""

TOO_LONG = "We stopped this search. Add a word or a filter, then search again."
NO_WORD = "There is no word to look for. Email addresses cannot be searched for."

Sequence = tuple[str, ...]

_PARTS = re.compile(
    r'(?P<out>[-\u2212](?=[^\s-]))?(?:(?P<key>[A-Za-z]+):(?:"(?P<quoted>[^"]*)"?'
    r'|(?P<value>[^\s"]+))|"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))'
)


@dataclass(frozen=True, slots=True)
class Clause:
    """What has to stand in a post: any of some sequences of words, or a looser form."""

    sequences: tuple[Sequence, ...]
    looser: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the index is asked: sequences of its words, one of each group."""

    groups: tuple[tuple[Sequence, ...], ...]
    none_of: tuple[Sequence, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What posts a search is narrowed to."""

    board: str = ""
    by: str = ""
    tags: tuple[str, ...] = ()
    before: date | None = None
    after: date | None = None
    in_title: bool = False
    has_image: bool = False
    has_answer: bool = False
    status: str = ""

    @property
    def are_about_posts(self) -> bool:
        """Whether they choose single posts, and not threads as a whole."""
        return bool(self.by or self.has_image or self.before or self.after)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was understood."""

    clauses: tuple[Clause, ...] = ()
    left_out: tuple[Clause, ...] = ()
    filters: Filters = Filters()
    hints: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    """Filters that were typed, as they were typed."""
    newest_first: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for at all."""
        return not self.clauses and self.filters == Filters()

    def wanted(self, *, in_title: bool) -> Wanted:
        """Return what the index is asked, of titles alone or of everything."""
        titles = in_title or self.filters.in_title
        # What is left out of a post may not stand in its text either.
        only = self.filters.in_title
        out = (one for clause in self.left_out for one in _marked(clause, only))
        groups = (tuple(_marked(clause, titles)) for clause in self.clauses)
        return Wanted(tuple(groups), tuple(out))


@dataclass
class _Reading:
    """What was read of a query so far."""

    clauses: list[Clause] = field(default_factory=list)
    left_out: list[Clause] = field(default_factory=list)
    filters: Filters = field(default_factory=Filters)
    hints: list[str] = field(default_factory=list)
    operators: list[str] = field(default_factory=list)
    tags: TagList = BUILT_IN


def understood(
    query: str,
    given: Filters | None = None,
    *,
    newest: bool = False,
    tags: TagList = BUILT_IN,
    hints: Iterable[str] = (),
) -> Asked:
    """Read what somebody typed; what is no filter here is looked for as words."""
    at = _Reading(filters=given or Filters(), hints=list(hints), tags=tags)
    for match in _PARTS.finditer(query[:QUERY_MAX]):
        if match["key"] and not match["out"] and _is_filter(match, at):
            at.operators.append(match[0])
            continue
        clause = _clause(match)
        if clause is None or len(at.clauses) + len(at.left_out) >= CLAUSES_MAX:
            continue
        (at.left_out if match["out"] else at.clauses).append(clause)
    if query.strip() and not (at.clauses or at.left_out or at.operators):
        at.hints.append(NO_WORD)
    if at.left_out and not at.clauses:
        at.hints.append("Add a word that is to be found, not only words to leave out.")
    return Asked(
        tuple(at.clauses),
        tuple(at.left_out),
        at.filters,
        tuple(at.hints),
        tuple(at.operators),
        newest,
    )


def filled_in(
    so_far: Filters, fields: Mapping[str, str], tags: TagList = BUILT_IN
) -> tuple[Filters, tuple[str, ...]]:
    """Return filters narrowed by fields of the form, and what was not understood."""
    hints = []
    for key, value in fields.items():
        if taken := _taken(key, value.strip(), so_far, tags):
            so_far = taken
        else:
            hints.append(f"We passed over “{value}”. {_HELP[key]}")
    return so_far, tuple(hints)


def similar_to(title: str) -> Wanted:
    """Return what titles of like threads have one of: the words that say most."""
    said = {one.word: one for one in words.split(words.cleaned(title))[0]}
    telling = [one for one in said.values() if _tells(one.word)]
    telling.sort(key=lambda one: (one.word.isalpha(), -len(one.word)))
    found: list[Sequence] = []
    for one in telling[:SIMILAR_WORDS]:
        clause = _of_word(one)
        found += _marked(clause, titles=True)
    return Wanted((tuple(dict.fromkeys(found)),)) if found else Wanted(())


def passage(text: str) -> Wanted:
    """Return how a passage stands in the index, if it is there."""
    said = tuple(one.word for one in words.split(words.cleaned(text))[0])
    marked = tuple(f"{TITLE}{one}" for one in said)
    return Wanted(((said, marked),)) if said else Wanted(())


def _tells(word: str) -> bool:
    is_long = len(word) > LONG_ENOUGH or not word.isalpha()
    return is_long and word not in COMMON


def _clause(match: "re.Match[str]") -> Clause | None:
    """Return what a part of a query has to find, if any word is in it."""
    if match["phrase"] is not None:
        said = tuple(one.word for one in words.split(words.cleaned(match["phrase"]))[0])
        return Clause((said,)) if said else None
    text = match[0][1:] if match["out"] else match[0]
    found, chains = words.split(words.cleaned(text))
    if len(found) == 1:
        return _of_word(found[0])
    joined = tuple(one.joined for one in chains if one.last == len(found) - 1)
    whole = joined if joined and chains[0].first == 0 and len(chains) == 1 else ()
    sequences = (tuple(one.word for one in found), *((one,) for one in whole))
    return Clause(sequences, whole) if found else None


def _of_word(one: words.Word) -> Clause:
    """Return the ways in which a single word is found."""
    sequences: list[Sequence] = [(one.word,)]
    looser = [one.word]
    parts = words.figure(one.word)
    if len(parts) > 1:
        sequences.append(parts)
    if plain := words.singular(one.word):
        sequences.append((plain,))
        looser.append(plain)
    return Clause(tuple(sequences), tuple(looser))


def _marked(clause: Clause, titles: bool) -> Iterator[Sequence]:
    """Write a clause as it stands in the index: in titles, and in texts if wished."""
    for sequence in clause.sequences:
        yield tuple(f"{TITLE}{word}" for word in sequence)
        if not titles:
            yield sequence
    for form in clause.looser:
        yield (f"{LOOSE_TITLE}{form}",)
        if not titles:
            yield (f"{LOOSE}{form}",)


def _is_filter(match: "re.Match[str]", at: _Reading) -> bool:
    """Take a part as a filter if it is one, else say why it is none."""
    key = match["key"].lower()
    value = (match["quoted"] if match["quoted"] is not None else match["value"]) or ""
    if value.startswith("//"):
        return False  # an address, which nobody means as a filter
    taken = _taken(key, value.strip(), at.filters, at.tags)
    if taken is None:
        said = f"“{match[0]}” is no filter here, so we looked for it as words."
        at.hints.append(f"{said} {_HELP.get(key, '')}".strip())
        return False
    at.filters = taken
    return True


_HELP = {
    "by": "Write a user name.",
    "before": "Write days as 2026-04-30.",
    "after": "Write days as 2026-04-30.",
    "in": "There is in:title.",
    "has": "There are has:image and has:answer.",
    "status": "There are status:open and status:locked.",
    "tag": "Tags come from a list; each thread shows its own.",
}
_FIXED: dict[tuple[str, str], dict[str, Any]] = {
    ("in", "title"): {"in_title": True},
    ("has", "image"): {"has_image": True},
    ("has", "answer"): {"has_answer": True},
    ("status", "open"): {"status": "open"},
    ("status", "locked"): {"status": "locked"},
}


def _taken(key: str, value: str, so_far: Filters, tags: TagList) -> Filters | None:
    """Return filters with one more, or nothing if it is none."""
    if changes := _FIXED.get((key, value.lower())):
        return replace(so_far, **changes)
    if key == "board" and value:
        return replace(so_far, board=value.lower())
    if key == "by" and value:
        return replace(so_far, by=value.removeprefix("@").casefold())
    if key == "tag" and (known := read_tags(value, tags)[0]):
        return replace(so_far, tags=(*so_far.tags, *known))
    if key in {"before", "after"} and (day := _day(value)):
        is_before = key == "before"
        before = day if is_before else so_far.before
        return replace(so_far, before=before, after=so_far.after if is_before else day)
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
