"""A text as rules read it: one spelling for each sign, with the way back.

People write `&#64;`, full-width digits, invisible blanks and curly dashes.
Rules should not need to know. A reading keeps, for each of its characters,
where it stands in the text as it was written.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

HIDDEN = "\ufffc"
"""Stands for what is masked already; no rule reads across it."""

_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c"
        "\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufe0e\ufe0f\ufeff",
    )
)
_SAME = str.maketrans(
    dict.fromkeys(
        "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u2e3a\u30fc\ufe58\ufe63"
        "\uff0d\u02d7\u207b",
        "-",
    )
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u00ba\u02da", "\u00b0")
    | dict.fromkeys("\u2022\u00b7\u2219\u30fb\u2024\u25cf\u22c5\u3002\u06d4", ".")
    | {"\x00": " ", "\u2026": "..."}
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
# What Markdown takes away when it is read: a backslash before a sign, and marks of
# emphasis or code amid digits.
_MARKS = re.compile(r"\\(?=[!-/:-@\[-`{-~])|(?<=[0-9-])[*`]{1,3}(?=[0-9-])")
# Signs that links write as numbers: at, dot, comma, plus, colon.
_LONGEST = 2
_PERCENT = re.compile(r"%(40|2[bBcCeE]|3[aA])")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[0-9](?:[^0-9]{0,4}[0-9]){3}")
_DIGIT = re.compile(r"[0-9]")
_PLAIN = re.compile(r"[\x01-\x7f]*")
_BARE = str.maketrans(
    {
        chr(code): bare[0]
        for code in range(0xC0, 0x180)
        if (bare := unicodedata.normalize("NFD", chr(code))) and len(bare) > 1
    }
    | {"\u0142": "l", "\u0141": "L", "\u00f8": "o", "\u00d8": "O"}
)


def plain(text: str) -> str:
    """Return a text with accents taken off its letters, as long as before."""
    return text.translate(_BARE)


_TWO_LETTERS = str.maketrans(
    {
        "\u00e4": "ae",
        "\u00f6": "oe",
        "\u00fc": "ue",
        "\u00df": "ss",
        "\u00e6": "ae",
        "\u00f8": "oe",
        "\u00e5": "aa",
    }
)


def respelled(word: str) -> tuple[str, str]:
    """Return how people spell a name whose letters their keyboard lacks."""
    return plain(word), word.translate(_TWO_LETTERS)


def gap(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a part of a text that begins and ends between words, if there is one."""
    if start >= end:
        return None
    for at in range(start, min(start + _LONGEST_WORD, end)):
        if text[at].isspace():
            break
    else:
        return None
    last = end
    while last < len(text) and last > at and not text[last - 1].isspace():
        last -= 1
    return (at, last) if at < last else None


_LONGEST_WORD = 400


@dataclass(frozen=True)
class Reading:
    """A text in one spelling."""

    text: str
    starts: Sequence[int]
    """Where each character begins in the text as written."""
    ends: Sequence[int]
    """Where each character ends there."""

    @cached_property
    def lower(self) -> str:
        """The same characters in lower case, at the same places."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(
            low if len(low := char.lower()) == 1 else char for char in self.text
        )

    @cached_property
    def plain(self) -> str:
        """The same in lower case and without accents, for names."""
        return self.lower if self.lower.isascii() else plain(self.lower)

    @cached_property
    def has_digits(self) -> bool:
        """Whether there is any digit, for rules that need one."""
        return bool(_DIGIT.search(self.text))

    @cached_property
    def has_numbers(self) -> bool:
        """Whether four digits stand close together, for rules about numbers."""
        return bool(_NUMBER.search(self.text))

    @cached_property
    def has_capitals(self) -> bool:
        """Whether there is any capital letter, for rules that need one."""
        return not self.text.islower() and self.text != self.lower

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of it in lower case, for rules that need certain ones."""
        return frozenset(_WORD.findall(self.lower))

    def speaks_of(self, words: frozenset[str]) -> bool:
        """Say whether any of some words stands in the text."""
        return not words.isdisjoint(self.words)

    def says(self, *words: str) -> bool:
        """Say whether any of these stands in the text, in lower case."""
        return any(word in self.lower for word in words)

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the reading stands in the text as written."""
        return self.starts[start], self.ends[end - 1]

    def with_replaced(self, places: Iterable[tuple[int, int, str]]) -> "Reading":
        """Return a reading in which some parts, in order, read otherwise."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, instead in places:
            text += [self.text[done:start], instead]
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            starts += [self.starts[start]] * len(instead)
            ends += [self.ends[end - 1]] * len(instead)
            done = end
        text.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Reading("".join(text), starts, ends)

    def before(self, at: int, reach: int) -> str:
        """Return what stands before a place, in lower case."""
        return self.lower[max(0, at - reach) : at]

    def after(self, at: int, reach: int) -> str:
        """Return what follows a place, in lower case."""
        return self.lower[at : at + reach]

    def alone(self) -> "Reading":
        """Return the same characters as a text of their own."""
        size = len(self.text)
        return Reading(self.text, range(size), range(1, size + 1))

    def with_hidden(self, spans: Iterable[tuple[int, int]]) -> "Reading":
        """Return a reading in which some parts are masked."""
        return self.with_replaced((start, end, HIDDEN) for start, end in spans)


def read(text: str) -> Reading:
    """Return the reading of a text."""
    reading = Reading(text, range(len(text)), range(1, len(text) + 1))
    if "&" in text:
        reading = reading.with_replaced(_entities(text))
    if "%" in text:
        places = _PERCENT.finditer(reading.text)
        reading = reading.with_replaced(
            (one.start(), one.end(), chr(int(one[1], 16))) for one in places
        )
    if any(mark in reading.text for mark in "\\*`"):
        marks = _MARKS.finditer(reading.text)
        reading = reading.with_replaced((one.start(), one.end(), "") for one in marks)
    if _PLAIN.fullmatch(reading.text):
        return reading
    return _spelled(reading)


def _entities(text: str) -> Iterable[tuple[int, int, str]]:
    for match in _ENTITY.finditer(text):
        character = html.unescape(match.group())
        if character != match.group():
            yield match.start(), match.end(), character


def _spelled(reading: Reading) -> Reading:
    spell: Callable[[str], str] = _Spelling().__getitem__
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for character, start, end in zip(
        reading.text, reading.starts, reading.ends, strict=True
    ):
        spelled = spell(character)
        text.append(spelled)
        if len(spelled) == 1:
            starts.append(start)
            ends.append(end)
        else:
            starts += [start] * len(spelled)
            ends += [end] * len(spelled)
    return Reading("".join(text), starts, ends)


class _Spelling(dict[str, str]):
    """Remembers how each character of a text is spelled."""

    def __missing__(self, character: str) -> str:
        spelled = character.translate(_INVISIBLE)
        if spelled:
            spelled = spelled.translate(_SAME)
            normal = unicodedata.normalize("NFKC", spelled).translate(_SAME)
            # Longer ones would let a text grow, a fraction or a ligature of Arabic.
            spelled = normal if len(normal) <= _LONGEST else spelled
        self[character] = spelled
        return spelled
