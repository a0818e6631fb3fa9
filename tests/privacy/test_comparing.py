"""What changed between two versions, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from forum.privacy.comparing import Block, compared

WORDS = st.lists(st.sampled_from("abcd"), max_size=8).map(" ".join)
TEXTS = st.lists(WORDS, max_size=6).map("\n\n".join)


def said(block: Block) -> list[tuple[str, str]]:
    return [(piece.kind, piece.words) for piece in block.pieces]


def test_words_that_changed_stand_among_those_that_did_not() -> None:
    (block,) = compared("We keep logs for 30 days.", "We keep logs for 7 days.")

    assert said(block) == [
        ("same", "We keep logs for"),
        ("gone", "30"),
        ("new", "7"),
        ("same", "days."),
    ]
    assert block.has_changed


def test_a_paragraph_that_came_or_went_stands_whole() -> None:
    before = "First one here.\n\nAnother thing entirely, to go."
    after = "A wholly new beginning was made.\n\nFirst one here."

    came, stayed, went = compared(before, after)

    assert said(came) == [("new", "A wholly new beginning was made.")]
    assert said(stayed) == [("same", "First one here.")]
    assert said(went) == [("gone", "Another thing entirely, to go.")]


def test_headings_and_lists_are_told_apart() -> None:
    blocks = compared("## Cookies\n\n- one\n- two", "## Cookies\n\n- one\n- three")

    assert [block.kind for block in blocks] == ["heading", "entry", "entry", "entry"]
    assert said(blocks[0]) == [("same", "Cookies")]
    assert [said(block) for block in blocks[2:]] == [
        [("new", "three")],
        [("gone", "two")],
    ]


def test_wrapped_lines_are_no_change() -> None:
    (block,) = compared("one two\nthree", "one\ntwo three")

    assert said(block) == [("same", "one two three")]
    assert not block.has_changed


@given(TEXTS, TEXTS)
def test_nothing_is_lost_and_nothing_is_made_up(before: str, after: str) -> None:
    blocks = compared(before, after)

    for text, side in ((before, "gone"), (after, "new")):
        words = [
            word
            for block in blocks
            for piece in block.pieces
            if piece.kind in {"same", side}
            for word in piece.words.split()
        ]
        assert sorted(words) == sorted(text.split())
