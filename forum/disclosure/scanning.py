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
from forum.disclosure.kinds import Candidate, Finding, Registered, level_of
from forum.disclosure.masking import LABEL
from forum.disclosure.numbers import in_digits
from forum.disclosure.reading import Reading, read
from forum.disclosure.resolve import resolve

RULES_VERSION = "2026-11.2"
"""Changes whenever rules change, so that old decisions are not taken over."""

NOBODY = Registered()
"""A visitor, of whom nothing is registered."""

_PASSES = 5

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
    money.find,
    papers.find,
    births.find,
    devices.find,
    hardware.find,
    utilities.find,
    places.find,
    doors.find,
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
        reading = reading.with_hidden((one.start, one.end) for one in settled)
    return tuple(_apart(sorted(found, key=lambda one: (one.start, -one.end))))


def _candidates(reading: Reading, registered: Registered) -> Iterable[Candidate]:
    """Apply every rule, those for numbers also to numbers spelled in words."""
    for rule in _RULES:
        yield from rule(reading, registered)
    spoken = in_digits(reading)
    if spoken is None:
        return
    for rule in _FOR_NUMBERS:
        for one in rule(spoken, registered):
            start, end = spoken.written(one.start, one.end)
            yield replace(one, start=start, end=end)


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
