"""The piece of a post that shows why it was found, with the words marked."""

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from forum.search import words
from forum.search.rules import Clause
from forum.search.words import Chain, Word

MARK, END = Markup("<mark>"), Markup("</mark>")
LENGTH = 240
BEFORE = 60
AROUND, LOOKED_AT = 480, 2000
"""So much of a post is taken apart around the word that is seen first; or, if it is
found only in another form, of its beginning."""


def excerpt(text: str, clauses: Iterable[Clause]) -> Markup:
    """Return some two lines of a text around the first words that were found."""
    clauses = tuple(clauses)
    first = _seen_first(text, clauses)
    near = text[first : first + AROUND]
    spans = list(_spans(near, clauses))
    if not spans and len(near) < len(text):
        first, near = 0, text[:LOOKED_AT]
        spans = list(_spans(near, clauses))
    start = _start(near, spans[0][0] if spans else 0)
    end = len(near) if len(near) - start <= LENGTH else _end(near, start + LENGTH)
    shown = _marked(near, spans, start, end)
    before = "… " if first + start else ""
    after = " …" if first + end < len(text) else ""
    return Markup("{}{}{}").format(before, shown, after)


def marked(text: str, clauses: Iterable[Clause]) -> Markup:
    """Return a whole text, such as a title, with what was found marked."""
    return _marked(text, list(_spans(text, tuple(clauses))), 0, len(text))


def _seen_first(text: str, clauses: tuple[Clause, ...]) -> int:
    """Return where to begin in a text: some words before one that begins as wanted."""
    first = {one[0] for clause in clauses for one in clause.sequences}
    if not first or len(text) <= AROUND:
        return 0
    wanted = "|".join(re.escape(one) for one in sorted(first, key=len, reverse=True))
    seen = re.search(rf"(?<![^\W_])(?:{wanted})", text, re.IGNORECASE)
    start = max(0, seen.start() - BEFORE * 2) if seen else 0
    return text.find(" ", start) + 1 if start else 0


def _spans(text: str, clauses: tuple[Clause, ...]) -> Iterator[tuple[int, int]]:
    """Return where something was found, in order and merged."""
    found, chains = words.split(text)
    spans = sorted({span for one in clauses for span in _of(one, found, chains)})
    past = 0
    for start, end in spans:
        if start >= past:
            yield start, end
            past = end


def _of(
    clause: Clause, found: list[Word], chains: list[Chain]
) -> Iterator[tuple[int, int]]:
    loose = set(clause.looser)
    for sequence in clause.sequences:
        yield from _runs(sequence, found)
    for one in found:
        if not loose.isdisjoint(one.looser):
            yield one.start, one.end
    for chain in chains:
        if chain.joined in loose:
            yield found[chain.first].start, found[chain.last].end


def _runs(sequence: tuple[str, ...], found: list[Word]) -> Iterator[tuple[int, int]]:
    length = len(sequence)
    for at, one in enumerate(found):
        if one.word == sequence[0]:
            run = found[at : at + length]
            if tuple(each.word for each in run) == sequence:
                yield one.start, run[-1].end


def _start(text: str, first: int) -> int:
    if first <= BEFORE:
        return 0
    return text.rfind(" ", 0, first - BEFORE + 1) + 1 or first - BEFORE


def _end(text: str, latest: int) -> int:
    at = text.rfind(" ", 0, latest)
    return at if at > latest - BEFORE else latest


def _marked(text: str, spans: list[tuple[int, int]], start: int, end: int) -> Markup:
    pieces, done = [], start
    for begins, ends in spans:
        if begins < done or ends > end:
            continue
        pieces += [escape(text[done:begins]), MARK, escape(text[begins:ends]), END]
        done = ends
    return Markup("").join([*pieces, escape(text[done:end])])
