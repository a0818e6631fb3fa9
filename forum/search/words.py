"""How texts fall into words, the same for both databases.

Nothing is left out: no word is too short or too common. A word is kept as it was
typed, without case and accents, and beside it stand looser forms under which it is
found too: `SE7600H-US` also as `se7600hus`, `IQ8+` as `iq8`, `inverters` as
`inverter`. What is asked for in quotes meets the words alone.
"""

import html as entities
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from forum.privacy.hiding import ADDRESS, WRITTEN_OUT

WORD_MAX = 64
CHAIN_MAX = 6
"""A longer row of joined words is an address, and nobody types it as one word."""
JOINERS = frozenset("-._'\u2019\u2010\u2011")
TITLE, LOOSE, LOOSE_TITLE = "=", "~", "^"
"""Marks before a word that stands in the title, that is a looser form, or both."""
HIDDEN_ADDRESS = "[…]"
"""Stands where an email address stood: no word, so that nothing finds it."""

_WORD = re.compile(r"\d{1,15}(?:[.,]\d{1,15}){1,4}[^\W\d_]{0,4}(?![^\W_])|[^\W_]+\+*")
_COMBINING = re.compile("[\u0300-\u036f]")
_THOUSANDS = re.compile(r"(\d{1,3}(?:,\d{3})+)([^\W\d_]*)")
_FIGURE = re.compile(r"(\d+(?:\.\d+)*)([^\W\d_]{1,4})?")
_BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|br|hr|h[1-6]|t[dhr]|table|div|pre|blockquote|figure"
    r"|figcaption|img)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_CARD = re.compile(r"\{\{system:[0-9]{1,9}\}\}")


class Word(NamedTuple):
    """A word of a text: where it stands, and the forms under which it is found."""

    start: int
    end: int
    word: str
    looser: tuple[str, ...] = ()


class Chain(NamedTuple):
    """Words that only a hyphen or the like holds apart, and all of them in one."""

    first: int
    last: int
    joined: str


def readable(html: str) -> str:
    """Return the words of a rendered post as one line, without email addresses."""
    text = _CARD.sub(" ", _TAG.sub("", _BLOCK.sub(" ", html)))
    return cleaned(" ".join(entities.unescape(text).split()))


def cleaned(text: str) -> str:
    """Return a text without email addresses and accents that stand on their own.

    Nobody finds out by a search in which post an address stands.
    """
    if "@" in text or " at " in text or "at]" in text or "at)" in text:
        text = WRITTEN_OUT.sub(HIDDEN_ADDRESS, ADDRESS.sub(HIDDEN_ADDRESS, text))
    if text.isascii():
        return text
    return _COMBINING.sub("", unicodedata.normalize("NFC", text))


def document(title: str, body: str) -> str:
    """Return the words of a post as they stand in the index, with blanks between."""
    titled, told = split(cleaned(title)), split(body)
    marked = [f"{TITLE}{one.word}" for one in titled[0]]
    exact = [one.word for one in told[0]]
    loose = {f"{LOOSE_TITLE}{form}" for form in _loose(*titled)}
    loose |= {f"{LOOSE}{form}" for form in _loose(*told)}
    return " ".join([*marked, *exact, *sorted(loose)])


def split(text: str) -> tuple[list[Word], list[Chain]]:
    """Return the words of a text in order, and which of them make a chain."""
    words: list[Word] = []
    chains: list[Chain] = []
    begun = 0
    end = -1
    for place, match in enumerate(_WORD.finditer(text)):
        start = match.start()
        if start - end != 1 or text[end] not in JOINERS:
            if place - begun > 1:
                chains += _chain(words, begun, place)
            begun = place
        end = match.end()
        words.append(Word(start, end, *_forms(match[0])))
    chains += _chain(words, begun, len(words))
    return words, chains


def folded(word: str) -> str:
    """Return a word without case and accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in plain if one.isalnum() or one in "+.,")


def singular(word: str) -> str:
    """Return what an English plural is the plural of, or nothing."""
    if len(word) < 4 or not word.isalpha() or word[-1] != "s":  # noqa: PLR2004
        return ""
    if word.endswith("ies"):
        return "" if word.endswith(("eies", "aies")) else f"{word[:-3]}y"
    return "" if word.endswith(("us", "ss", "is")) else word[:-1]


def figure(word: str) -> tuple[str, ...]:
    """Return number and unit of a word such as `5.2kw` or `400w`, if it is one."""
    found = _FIGURE.fullmatch(word)
    return tuple(filter(None, found.groups())) if found else ()


def _forms(typed: str) -> tuple[str, tuple[str, ...]]:
    """Return a word as it stands in the index, and its looser forms."""
    word = folded(typed)
    if not word[:1].isdecimal() and word[-1:] != "+":  # nearly all of them
        word = word[:WORD_MAX]
        one = singular(word) if word[-1:] == "s" else ""
        return word, ((one,) if one else ())
    if "," in word:
        is_thousands = _THOUSANDS.fullmatch(word)
        word = word.replace(",", "" if is_thousands else ".")
    word = word[:WORD_MAX]
    return word, tuple(_looser(word))


def _looser(word: str) -> Iterator[str]:
    if word.endswith("+"):
        yield word.rstrip("+")
    elif parts := figure(word):
        if len(parts) > 1:
            yield from parts
        if "." in parts[0]:
            yield from parts[0].split(".")
            yield word.replace(".", "")


def _chain(words: list[Word], first: int, past: int) -> Iterator[Chain]:
    if 1 < past - first <= CHAIN_MAX:
        joined = "".join(one.word for one in words[first:past])
        if len(joined) <= WORD_MAX:
            yield Chain(first, past - 1, joined)


def _loose(words: list[Word], chains: list[Chain]) -> set[str]:
    """Return the looser forms that are no words of the text themselves."""
    forms = {form for one in words for form in one.looser}
    forms |= {one.joined for one in chains}
    return forms - {one.word for one in words}
