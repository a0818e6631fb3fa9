"""Destroyed words are found however a copy wraps, quotes or shouts them."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forum.core.wording import Wording

INSTEAD = "[masked]"
PLACE = "14 Maple Court, Sampletown"
TEXT = st.text(alphabet="ab .,\n>\t\u00a0AB1\u0130\u00df", max_size=60)


@pytest.mark.parametrize(
    "text",
    [
        f"I live at {PLACE}.",
        "I live at 14 MAPLE court, sampletown",
        "> I live at 14 Maple\n> Court,\n> Sampletown",
        ">> 14 Maple >> Court, Sampletown",
        "14\u00a0Maple \t Court,\r\nSampletown",
    ],
)
def test_a_passage_is_found_and_replaced(text: str) -> None:
    wording = Wording((PLACE,), INSTEAD)

    left = wording.removed_from(text)

    assert wording.stands_in(text)
    assert not wording.stands_in(left)
    assert INSTEAD in left
    assert "maple" not in left.lower()


@pytest.mark.parametrize("text", ["Maplewood", "sugarmaple", "Maples", "9Maple"])
def test_a_part_of_a_longer_word_is_left_alone(text: str) -> None:
    wording = Wording(("Maple",), INSTEAD)

    assert not wording.stands_in(text)
    assert wording.removed_from(text) == text


def test_what_stands_around_a_passage_stays() -> None:
    wording = Wording((PLACE, "555-0142"), INSTEAD)

    left = wording.removed_from(f"Call 555-0142 ({PLACE}), or write.")

    assert left == f"Call {INSTEAD} ({INSTEAD}), or write."


def test_passages_that_overlap_are_replaced_once() -> None:
    wording = Wording(("14 Maple Court", "Maple Court, Sampletown"), INSTEAD)

    assert wording.removed_from(f"At {PLACE}!") == f"At {INSTEAD}!"


@pytest.mark.parametrize("passage", ["", " ", "\n> "])
def test_a_passage_without_words_removes_nothing(passage: str) -> None:
    wording = Wording((passage,), INSTEAD)

    assert wording.removed_from("Some snow > no shade") == "Some snow > no shade"
    assert wording.clues == []


@settings(max_examples=400)
@given(TEXT, st.lists(TEXT, min_size=1, max_size=3), st.integers(0, 60))
def test_after_removing_nothing_stands_there_any_more(
    text: str, passages: list[str], at: int
) -> None:
    wording = Wording(tuple(passages), INSTEAD)
    assume(not wording.stands_in(INSTEAD))

    left = wording.removed_from(text[:at] + passages[0] + text[at:])

    assert not wording.stands_in(left)


@settings(max_examples=200)
@given(TEXT, st.lists(TEXT, min_size=1, max_size=3))
def test_a_text_without_the_passages_is_returned_unchanged(
    text: str, passages: list[str]
) -> None:
    wording = Wording(tuple(passages), INSTEAD)
    assume(not wording.stands_in(text))

    assert wording.removed_from(text) == text


@settings(max_examples=200)
@given(TEXT, TEXT)
def test_a_clue_stands_in_every_text_that_holds_its_passage(
    around: str, passage: str
) -> None:
    wording = Wording((passage,), INSTEAD)
    text = f"{around} {passage} {around}"

    assert not wording.clues or not wording.stands_in(text) or _holds(text, wording)


def _holds(text: str, wording: Wording) -> bool:
    return all(clue.lower() in text.lower() for clue in wording.clues)
