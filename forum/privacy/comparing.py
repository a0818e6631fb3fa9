"""What changed between two versions of a text, word by word; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from forum.core.markup import unwrapped

ALIKE = 0.4
"""From which share of equal words on a paragraph is the same one, changed."""

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or an entry of a list."""

    kind: Literal["paragraph", "heading", "entry"]
    pieces: tuple[Piece, ...]

    @property
    def has_changed(self) -> bool:
        """Whether anything in it is different."""
        return any(piece.kind != "same" for piece in self.pieces)


def compared(before: str, after: str) -> tuple[Block, ...]:
    """Return a text with what a newer version of it takes away and adds."""
    old, new = _blocks(before), _blocks(after)
    found: list[Block] = []
    for kind, i, j, k, m in _opcodes(old, new):
        if kind == "equal":
            found += [_whole(block, "same") for block in new[k:m]]
        else:
            found += _replaced(old[i:j], new[k:m])
    return tuple(found)


def _blocks(source: str) -> list[str]:
    paragraphs = unwrapped(source).split("\n\n")
    return [
        line
        for paragraph in paragraphs
        for line in (
            paragraph.split("\n") if paragraph.startswith("- ") else [paragraph]
        )
        if line.strip()
    ]


def _replaced(old: list[str], new: list[str]) -> Iterator[Block]:
    """Pair paragraphs that are alike; the others came or went as a whole."""
    at = 0
    for block in new:
        there = (i for i in range(at, len(old)) if _are_alike(old[i], block))
        like = next(there, None)
        if like is None:
            yield _whole(block, "new")
            continue
        yield from (_whole(gone, "gone") for gone in old[at:like])
        yield _merged(old[like], block)
        at = like + 1
    yield from (_whole(gone, "gone") for gone in old[at:])


def _are_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, _words(one), _words(other), autojunk=False)
    return _kind(one) == _kind(other) and matcher.ratio() >= ALIKE


def _merged(old: str, new: str) -> Block:
    before, after = _words(old), _words(new)
    pieces: list[Piece] = []
    for kind, i, j, k, m in _opcodes(before, after):
        if kind == "equal":
            pieces.append(Piece("same", " ".join(after[k:m])))
            continue
        if j > i:
            pieces.append(Piece("gone", " ".join(before[i:j])))
        if m > k:
            pieces.append(Piece("new", " ".join(after[k:m])))
    return Block(_kind(new), tuple(pieces))


def _whole(block: str, kind: Kind) -> Block:
    return Block(_kind(block), (Piece(kind, " ".join(_words(block))),))


def _kind(block: str) -> Literal["paragraph", "heading", "entry"]:
    if block.startswith("#"):
        return "heading"
    return "entry" if block.startswith("- ") else "paragraph"


def _words(block: str) -> list[str]:
    return block.removeprefix("- ").lstrip("#").split()


def _opcodes(
    old: list[str], new: list[str]
) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
