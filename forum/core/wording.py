"""Words to be destroyed, found however a copy wrapped or quoted them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

SKIPPED = frozenset(" \t\n\r>\u00a0")
PLAIN = re.compile(r"[!-=?-~]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """Some passages, and what stands in their place afterwards."""

    passages: tuple[str, ...]
    instead: str

    @property
    def clues(self) -> list[str]:
        """What a database looks for first: texts without any hold no passage.

        Only runs of plain letters count, since SQLite folds the case of no others;
        a passage without any gives an empty clue, which every text has.
        """
        runs = (
            PLAIN.findall(passage)
            for passage in self.passages
            if _bare(passage)[0].strip()
        )
        return [max(some, key=len, default="") for some in runs]

    def stands_in(self, text: str) -> bool:
        """Say whether any passage stands in a text."""
        return bool(_spans(text, self.passages))

    def removed_from(self, text: str) -> str:
        """Return the text with each passage replaced."""
        pieces, done = [], 0
        for start, end in _spans(text, self.passages):
            pieces += [text[done:start], self.instead]
            done = end
        return "".join([*pieces, text[done:]])


def _spans(text: str, passages: Iterable[str]) -> list[tuple[int, int]]:
    """Return where passages stand as whole words, merged and in order.

    Case is ignored, and any run of blanks, line ends and quote marks counts as
    one blank, so a passage is found in a quotation that was wrapped anew.
    """
    bare, places = _bare(text)
    found = []
    for passage in passages:
        needle = _bare(passage)[0].strip()
        at = bare.find(needle) if needle else -1
        while at >= 0:
            end = at + len(needle)
            if not _joined(bare, at) and not _joined(bare, end):
                found.append((places[at], places[end - 1] + 1))
            at = bare.find(needle, end)
    return _merged(sorted(found))


def _bare(text: str) -> tuple[str, list[int]]:
    """Return a text as it is compared, and where each character came from."""
    characters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        if character not in SKIPPED:
            lower = character.lower()
            characters.append(lower if len(lower) == 1 else character)
            places.append(index)
        elif characters and characters[-1] != " ":
            characters.append(" ")
            places.append(index)
    return "".join(characters), places


def _joined(text: str, at: int) -> bool:
    """Say whether a word goes on across a place in a text."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
