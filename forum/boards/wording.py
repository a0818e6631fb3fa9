"""How one wording of a post differs from another; pure, and never slow."""

from collections import Counter

from forum.privacy.comparing import Block, Piece, compared

PAIRS_MAX = 60_000
"""How many pairs of equal words are looked at; comparing takes that long."""
BLOCKS_MAX = 80
"""How many paragraphs each side may have."""


def changes(before: str, after: str) -> tuple[Block, ...]:
    """Return a text with what the newer wording takes away and adds.

    Texts that would take long to compare are shown one after the other.
    """
    if is_comparable(before, after):
        return compared(before, after)
    return (*_whole(before, "gone"), *_whole(after, "new"))


def is_comparable(before: str, after: str) -> bool:
    """Say whether two texts can be compared word by word in a moment."""
    blocks = max(before.count("\n"), after.count("\n")) + 1
    old, new = Counter(before.split()), Counter(after.split())
    pairs = sum(count * new[word] for word, count in old.items())
    return blocks <= BLOCKS_MAX and pairs <= PAIRS_MAX


def _whole(text: str, kind: str) -> tuple[Block, ...]:
    """Return all of a text as gone or new."""
    piece = Piece("gone" if kind == "gone" else "new", text)
    return (Block("paragraph", (piece,)),) if text.strip() else ()
