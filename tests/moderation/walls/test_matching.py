"""Watched words are found as a slow and simple search would find them."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.walls.likeness import are_alike, likeness
from moderation.walls.matching import folded, is_fit, spans
from moderation.walls.models import Way

TEXTS = st.text(alphabet="ab1 2c\n", max_size=30)
PATTERNS = st.text(alphabet="ab1#* c", min_size=1, max_size=8)


def as_regex(pattern: str) -> str:
    parts = {"*": r"\S*", "#": r"\d"}
    return "".join(parts.get(one, re.escape(one)) for one in pattern.strip("*"))


@given(PATTERNS, TEXTS)
def test_a_glob_finds_what_a_plain_search_finds(pattern: str, text: str) -> None:
    wanted = as_regex(pattern)

    found = spans(pattern, Way.GLOB, text)

    if not pattern.strip("*"):
        assert found == []
        return
    assert bool(found) is bool(re.search(wanted, text))
    for start, end in found:
        assert re.fullmatch(r"\S*" + wanted + r"\S*", text[start:end])
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@given(st.text(alphabet="ab ", min_size=1, max_size=4), TEXTS)
def test_whole_words_are_found_as_a_plain_search_finds_them(
    pattern: str, text: str
) -> None:
    wanted = rf"(?<!\w){re.escape(pattern)}(?!\w)"
    if not (pattern[0].isalnum() and pattern[-1].isalnum()):
        return

    found = spans(pattern, Way.WORD, text)

    assert found == [one.span() for one in re.finditer(wanted, text)]


@pytest.mark.parametrize(
    ("pattern", "way", "text", "hits"),
    [
        ("panel", Way.LITERAL, "Solarpanels", ["panel"]),
        ("panel", Way.WORD, "Solarpanels, a PANEL.", ["PANEL"]),
        ("best price", Way.WORD, "the best price!", ["best price"]),
        ("cheap*", Way.GLOB, "Cheapest of all", ["Cheapest"]),
        ("###-####", Way.GLOB, "call 555-0142 now", ["555-0142"]),
        ("a#b", Way.GLOB, "a#b and a1b", ["a1b"]),
    ],
)
def test_each_way_finds_its_own(
    pattern: str, way: Way, text: str, hits: list[str]
) -> None:
    found = spans(pattern, way, folded(text))

    assert [text[start:end] for start, end in found] == hits


def test_no_pattern_makes_a_long_text_slow() -> None:
    text = "a" * 20_000
    begun = time.process_time()

    assert spans("a*a*a*a*a*a*a*a*b", Way.GLOB, text + "b")
    assert spans("*a*a*a*a*a*c", Way.GLOB, text) == []

    assert time.process_time() - begun < 1


@pytest.mark.parametrize("pattern", ["", "a", "*", "**", "--", "x" * 61])
def test_a_pattern_that_asks_for_nothing_is_none(pattern: str) -> None:
    assert not is_fit(pattern, Way.GLOB)


def test_texts_with_a_word_changed_are_alike_and_others_are_not() -> None:
    said = (
        "Buy the very best solar batteries from our shop today and save half of the "
        "price, because this offer ends on Sunday night and it will never come back "
        "in this year or in any other year that we know of, so hurry up and order"
    )
    other = (
        "My inverter shows error twelve each morning when the roof is still covered "
        "with snow, and it goes away around noon; has anybody seen that on theirs, "
        "and did you have to call the installer or did it end with the spring?"
    )

    assert are_alike(likeness(said), likeness(said + " now"))
    assert not are_alike(likeness(said), likeness(other))
    assert likeness("Thank you, that helped!") == ""
