"""Looking for everything a text would disclose."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from forum.disclosure import (
    absence,
    births,
    corners,
    devices,
    doors,
    emails,
    hardware,
    links,
    money,
    names,
    nearby,
    networks,
    own,
    ownemail,
    ownplaces,
    papers,
    phones,
    phonesabroad,
    places,
    points,
    secrets,
    streets,
    streetsabroad,
    utilities,
)
from forum.disclosure.grouping import in_groups
from forum.disclosure.kinds import Candidate, Finding, Registered, level_of
from forum.disclosure.labels import with_labels
from forum.disclosure.masking import LABEL
from forum.disclosure.numbers import in_digits
from forum.disclosure.reading import Reading, gap, read
from forum.disclosure.resolve import resolve

RULES_VERSION = "2026-11.3"
"""Changes whenever rules change, so that old decisions are not taken over."""

NOBODY = Registered()
"""A visitor, of whom nothing is registered."""

_PASSES = 5
_NEAR = 300

Rule = Callable[[Reading, Registered], Iterable[Candidate]]

_RULES: tuple[Rule, ...] = (
    emails.find,
    phones.find,
    phonesabroad.find,
    streets.find,
    corners.find,
    streetsabroad.find,
    places.find,
    points.find,
    money.find,
    papers.find,
    births.find,
    links.find,
    networks.find,
    devices.find,
    hardware.find,
    utilities.find,
    nearby.find,
    secrets.find,
    doors.find,
    names.find,
    own.find,
    ownemail.find,
    ownplaces.find,
    absence.find,
)
_FOR_NUMBERS: tuple[Rule, ...] = (
    phones.find,
    phonesabroad.find,
    money.find,
    papers.find,
    births.find,
    devices.find,
    hardware.find,
    utilities.find,
    places.find,
    doors.find,
    nearby.find,
    ownplaces.find,
)
_FOR_GROUPS = tuple(rule for rule in _FOR_NUMBERS if rule is not places.find)
_FOR_LABELS: tuple[Rule, ...] = (
    *_FOR_NUMBERS,
    secrets.find,
    links.find,
    names.find,
)


def scan(text: str, registered: Registered = NOBODY) -> tuple[Finding, ...]:
    """Return what a text discloses, in reading order and without overlap.

    What is found is hidden and the rest read again, until nothing more is
    found: so nothing shows up only after masking.
    """
    reading = read(text)
    reading = reading.with_hidden(m.span() for m in LABEL.finditer(reading.text))
    found: list[Finding] = []
    for _ in range(_PASSES):
        settled = resolve(_candidates(reading, registered), len(reading.text))
        settled = list(_whole(reading, settled))
        if not settled:
            break
        found += [_finding(reading, one) for one in settled]
        reading = reading.with_hidden(_beside(settled, reading.text))
    return tuple(_apart(sorted(found, key=lambda one: (one.start, -one.end))))


def _beside(settled: list[Candidate], text: str) -> Iterable[tuple[int, int]]:
    """Yield what is hidden next: what was found, and all that is far from it.

    Nothing else can have changed, so it need not be read again.
    """
    done = 0
    for before, one in zip([None, *settled], settled, strict=False):
        between = gap(text, done + (_NEAR if before else 0), one.start - _NEAR)
        if between:
            yield between
        yield one.start, one.end
        done = one.end
    between = gap(text, done + _NEAR, len(text))
    if between:
        yield between


def _candidates(reading: Reading, registered: Registered) -> Iterable[Candidate]:
    """Apply every rule, those for numbers also to the text in other spellings."""
    for rule in _RULES:
        yield from rule(reading, registered)
    yield from _otherwise(reading, registered)
    labelled = with_labels(reading)
    if labelled is not None:
        for one in (
            *_applied(labelled, _FOR_LABELS, registered),
            *_otherwise(labelled, registered),
        ):
            start, end = labelled.written(one.start, one.end)
            if reading.text[start:end] == labelled.text[one.start : one.end]:
                yield replace(one, start=start, end=end)


def _otherwise(reading: Reading, registered: Registered) -> Iterable[Candidate]:
    """Read numbers in words, and numbers with odd signs between their groups."""
    spoken, grouped = in_digits(reading), in_groups(reading)
    if spoken is not None:
        yield from _translated(spoken, _FOR_NUMBERS, registered)
    if grouped is not None:
        yield from _translated(grouped, _FOR_GROUPS, registered)


def _translated(
    again: Reading, rules: Iterable[Rule], registered: Registered
) -> Iterable[Candidate]:
    """Apply rules to another reading and say where they point in the first one."""
    for one in _applied(again, rules, registered):
        start, end = again.written(one.start, one.end)
        yield replace(one, start=start, end=end)


def _applied(
    reading: Reading, rules: Iterable[Rule], registered: Registered
) -> Iterable[Candidate]:
    for rule in rules:
        yield from rule(reading, registered)


def _whole(reading: Reading, settled: Iterable[Candidate]) -> Iterable[Candidate]:
    """Widen candidates to whole signs of the text, as masking takes them away.

    One sign may read as several, a fraction as three; half of it is no place.
    """
    starts, ends, done = reading.starts, reading.ends, 0
    for one in settled:
        start, end = one.start, one.end
        while start > done and starts[start - 1] == starts[start]:
            start -= 1
        while end < len(ends) and ends[end] == ends[end - 1]:
            end += 1
        if start < end and start >= done:
            yield replace(one, start=start, end=end)
            done = end


def _finding(reading: Reading, one: Candidate) -> Finding:
    start, end = reading.written(one.start, one.end)
    return Finding(start, end, one.kind, level_of(one), own=one.own)


def _apart(found: Iterable[Finding]) -> Iterable[Finding]:
    """Leave out what shares a character with the finding before it.

    One sign of the text may read as several, the half of a fraction for one.
    """
    done = 0
    for one in found:
        if one.start >= done:
            yield one
            done = one.end
