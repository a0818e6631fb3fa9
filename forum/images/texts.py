"""Text files that members add: read whatever their encoding, checked line by line.

A file of machines has thousands of lines with nothing but times and values. These
hold nothing to be found and are not searched, or one file would fill a core for
seconds. Every place is in one line, so that it can be named by its number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from forum.core.answers import Refused
from forum.core.forms import readable
from forum.disclosure import (
    Finding,
    Level,
    Registered,
    mask,
    may_be_kept,
    scan,
)
from forum.disclosure.masking import LABEL
from forum.images import rules
from forum.warnings import Spot

AT_ONCE = 40_000
"""Characters that are searched together: what a post may be long."""
AROUND = 60
LONG = 8
"""So long words are meant wherever they stand, shorter ones where no word goes on."""
ROUNDS = 3
PDF_START = b"%PDF-"
NAME_MAX = 60
VALUE = (
    r"(?:[+-]?[0-9]{0,6}\.[0-9]{1,3}|[+-]?[0-9]{1,4}|"
    r"20[0-9]{2}-[01][0-9]-[0-3][0-9]|[01]?[0-9]/[0-3]?[0-9]/20[0-9]{2})"
)
TIME = r"[T ][0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?: ?[AaPp][Mm])?Z?"
CELL = rf'"?{VALUE}(?:{TIME})?"?'
VALUES = re.compile(rf"{CELL}(?:[,;\t](?:{CELL})?){{1,60}}")
"""A line with times and small values alone: no number in it leads to anybody."""
FAR_WEST = re.compile(r"-(?:6[5-9]|[7-9][0-9]|1[0-7][0-9])\.[0-9]{3}")
"""A small value, or the longitude of a house."""


def decoded(data: bytes) -> str:
    """Return the text of a file; raises `Refused` for what is more than text."""
    if data.lstrip()[:5] == PDF_START:
        raise Refused(rules.NAMED_WRONG)
    try:
        said = _read(data)
    except UnicodeError:
        raise Refused(rules.NO_TEXT) from None
    text = said.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if readable(text) != text:
        raise Refused(rules.NO_TEXT)
    lines = text.split("\n")
    if len(lines) > rules.LINES_MAX:
        raise Refused(rules.MANY_LINES)
    if max(map(len, lines)) > rules.LINE_MAX:
        raise Refused(rules.LONG_LINES)
    return text


@dataclass(frozen=True, slots=True)
class Checked:
    """A text without what is never kept, and what it discloses besides."""

    text: str
    spots: tuple[Spot, ...]
    gone: tuple[str, ...]
    """Kinds of what was taken out."""


def without_what_is_never_kept(text: str, registered: Registered) -> Checked:
    """Return a text without card and social security numbers, and what is left.

    It is searched again after that: nothing shown of it may hold them either.
    Raises `Refused` if they cannot be taken out.
    """
    gone: dict[str, None] = {}
    for _ in range(ROUNDS):
        spots = spots_in(text, registered)
        never = [spot for spot in spots if not may_be_kept(spot.finding)]
        if not never:
            return Checked(text, spots, tuple(gone))
        gone |= {str(one.finding.kind): None for one in never}
        text = masked(text, {words_of(one): leaves_of(one) for one in never})
    raise Refused(rules.STAYS)


def masked(text: str, masks: Mapping[str, str]) -> str:
    """Return a text with some words replaced in all places; raises `Refused`.

    Whoever masks an address wants no town of it left that they masked elsewhere. If
    words would stand there all the same, nobody gets the text.
    """
    leaves = {
        words: _replaced(left, masks) if _stand(_unlabelled(left), masks) else left
        for words, left in masks.items()
    }
    result = _replaced(text, leaves)
    if _stand(_unlabelled(result), masks):
        raise Refused(rules.STAYS)
    return result


def words_of(spot: Spot) -> str:
    """Return the words that were found."""
    return spot.excerpt[spot.finding.start : spot.finding.end]


def leaves_of(spot: Spot) -> str:
    """Return what readers see instead of them."""
    after = len(spot.excerpt) - spot.finding.end
    shown = mask(spot.excerpt, [spot.finding])
    return shown[spot.finding.start : len(shown) - after]


def spots_in(text: str, registered: Registered) -> tuple[Spot, ...]:
    """Return what a file discloses, each thing once; raises `Refused` for very many."""
    found: dict[tuple[str, str], Spot] = {}
    for number, line, finding in _findings(text, registered):
        one = _whole(line, finding)
        words = line[one.start : one.end]
        key = (str(one.kind), words)
        if words and key not in found:
            found[key] = _spot(line, one, number, _times(text, words))
    loud = [one for one in found.values() if one.finding.level is not Level.HINT]
    if len(loud) > rules.SPOTS_MAX:
        raise Refused(rules.MANY_SPOTS)
    quiet = (one for one in found.values() if one.finding.level is Level.HINT)
    shown = [*loud, *islice(quiet, rules.SPOTS_MAX - len(loud))]
    return tuple(sorted(shown, key=lambda one: one.line))


def called(name: str) -> str:
    """Return what a file is called, from the name it had at home."""
    base = re.split(r"[/\\]", readable(name))[-1]
    said = " ".join(base.rpartition(".")[0].split())[:NAME_MAX].strip()
    if not said or any(not may_be_kept(one) for one in scan(said)):
        return "File"
    return said


def _replaced(text: str, masks: Mapping[str, str]) -> str:
    """Return a text with words replaced.

    All places are looked for before the first is replaced, and where two share signs
    both go: so nothing is left of either.
    """
    spans = sorted(
        (
            (at, at + len(words), masks[words])
            for words in masks
            for at in _at(text, words)
        ),
        key=lambda one: (one[0], -one[1]),
    )
    pieces, done = [], 0
    for start, end, leaves in spans:
        if start >= done:
            pieces += [text[done:start], leaves]
        done = max(done, end)
    return "".join([*pieces, text[done:]])


def _stand(text: str, masks: Iterable[str]) -> bool:
    """Say whether some of what is masked stands in a text."""
    return any(True for words in masks for _ in _at(text, words))


def _unlabelled(text: str) -> str:
    """Return a text without the labels that masking leaves: they are our words."""
    return LABEL.sub("[]", text)


def _at(text: str, words: str) -> Iterator[int]:
    """Yield where words stand in a text; they may share signs with themselves."""
    at = text.find(words)
    while at >= 0:
        if len(words) >= LONG or not _is_cut(text, at, at + len(words)):
            yield at
        at = text.find(words, at + 1)


def _is_cut(text: str, start: int, end: int) -> bool:
    """Say whether a word or a number goes on at an end of a place."""
    return _goes_on(text, start) or _goes_on(text, end)


def _goes_on(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    both = text[at - 1 : at + 1]
    return both.isalpha() or both.isdecimal()


def _whole(line: str, finding: Finding) -> Finding:
    """Return a place without blanks at its ends, and with all of a short word.

    So whatever was found in a line is among the places that its words are masked in.
    """
    start, end = finding.start, finding.end
    while start < end and line[start].isspace():
        start += 1
    while start < end and line[end - 1].isspace():
        end -= 1
    if 0 < end - start < LONG:
        while _goes_on(line, start):
            start -= 1
        while _goes_on(line, end):
            end += 1
    return replace(finding, start=start, end=end)


def _read(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _findings(text: str, registered: Registered) -> Iterator[tuple[int, str, Finding]]:
    """Yield places with the number of their line, in the order of the file."""
    for part in _parts(text, registered):
        joined = "\n".join(line for _, line in part)
        starts, at = [], 0
        for _, line in part:
            starts.append(at)
            at += len(line) + 1
        index = 0
        for finding in scan(joined, registered):
            while index + 1 < len(starts) and starts[index + 1] <= finding.start:
                index += 1
            yield from _by_line(part, starts, index, finding)


def _by_line(
    part: list[tuple[int, str]], starts: list[int], index: int, finding: Finding
) -> Iterator[tuple[int, str, Finding]]:
    """Cut a place at the ends of lines: each line is shown and masked by itself."""
    while index < len(starts) and starts[index] < finding.end:
        number, line = part[index]
        start = max(0, finding.start - starts[index])
        end = min(len(line), finding.end - starts[index])
        if start < end:
            yield (
                number,
                line,
                Finding(start, end, finding.kind, finding.level, own=finding.own),
            )
        index += 1


def _parts(text: str, registered: Registered) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines that have to be searched, some at a time."""
    part: list[tuple[int, str]] = []
    size = 0
    for number, line in enumerate(text.split("\n"), 1):
        if _says_values_only(line, registered):
            continue
        part.append((number, line))
        size += len(line) + 1
        if size >= AT_ONCE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _says_values_only(line: str, registered: Registered) -> bool:
    if (registered.zip and registered.zip in line) or FAR_WEST.search(line):
        return False
    return not line.strip() or VALUES.fullmatch(line) is not None


def _spot(line: str, finding: Finding, number: int, times: int) -> Spot:
    start = max(0, finding.start - AROUND)
    end = min(len(line), finding.end + AROUND)
    moved = Finding(
        finding.start - start,
        finding.end - start,
        finding.kind,
        finding.level,
        own=finding.own,
    )
    return Spot(line[start:end], moved, number, times)


def _times(text: str, words: str) -> int:
    return max(1, text.count(words))
