"""Tables and settings as rules read them: what a value is stands before it.

In a table the head of the column or the first cell of the row says what a cell is; in
settings a key does, with underscores or capitals for blanks. Rules look for words
before a value, so a text is read once more with these words there.
"""

import re
from collections.abc import Iterator

from forum.disclosure.reading import HIDDEN, Reading, gap

_LINE = re.compile(r"[^\n]*\n?")
_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")
_KEY = re.compile(
    r"(?<![\w/.?&-])(?:[^\W\d_][^\W_]{0,24}(?:_\(?[^\W_]{1,24}\)?){1,6}|"
    r"(?:serial|meter|account|acct)(?:Number|No|Num|Nr))(?=[\"'\]]{0,2}[ ]{0,3}[=:])"
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNS = ("|", ";", "\t", ",")
_MOST_CELLS, _LONGEST_CELL, _MOST_LINES = 12, 60, 80
_BEFORE, _BEHIND = 20, 160

Place = tuple[int, int, str]


def with_labels(reading: Reading) -> Reading | None:
    """Return a reading with the labels of cells and keys, None if there are none.

    It stands on its own: its places are places in the given reading.
    """
    places = sorted([*_tables(reading.text), *_keys(reading.text)])
    if not places:
        return None
    return reading.alone().with_replaced(_near(places, reading.text))


def _near(places: list[Place], text: str) -> Iterator[Place]:
    """Keep the text around labels, in order and without overlap."""
    done = 0
    for start, end, instead in places:
        if start < done:
            continue
        between = gap(text, done + _BEHIND, start - _BEFORE)
        if between:
            yield *between, HIDDEN
        yield start, end, instead
        done = end
    between = gap(text, done + _BEHIND, len(text))
    if between:
        yield *between, HIDDEN


def _keys(text: str) -> Iterator[Place]:
    """Find keys such as "serial_no" and "accountNumber" and write them as words."""
    for count, match in enumerate(_KEY.finditer(text)):
        if count > _MOST_LINES:
            return
        if "_to_" in match.group().lower():
            continue
        words = _HUMP.sub(" ", match.group())
        for sign in "_-()":
            words = words.replace(sign, " ")
        yield match.start(), match.end(), words


def _tables(text: str) -> Iterator[Place]:
    """Find cells of tables and write before each what its column or row is."""
    if not any(text.count(sign) > 1 for sign in _SIGNS) or "\n" not in text:
        return
    lines, at = [], 0
    for match in _LINE.finditer(text):
        lines.append((at, match.group().rstrip("\n")))
        at = match.end()
    for sign in _SIGNS:
        block: list[tuple[int, str]] = []
        for start, line in [*lines, (len(text), "")]:
            if _is_row(line, sign) and (not block or _fits(block[0][1], line, sign)):
                block.append((start, line))
                continue
            yield from _labelled(block, sign)
            block = [(start, line)] if _is_row(line, sign) else []


def _is_row(line: str, sign: str) -> bool:
    return 1 <= line.count(sign) <= _MOST_CELLS and len(line) < 400  # noqa: PLR2004


def _fits(first: str, line: str, sign: str) -> bool:
    return sign == "|" or first.count(sign) == line.count(sign)


def _labelled(block: list[tuple[int, str]], sign: str) -> Iterator[Place]:
    rows = [(at, line) for at, line in block if not _RULE.fullmatch(line)]
    if len(rows) < 2 or len(rows) > _MOST_LINES:  # noqa: PLR2004
        return
    heads = _cells(rows[0][1], sign)
    pair = len(heads) == 2  # noqa: PLR2004
    if not all(_is_label(words) for _, _, words in heads) or (
        sign == "," and ", " in rows[0][1]
    ):
        return
    for at, line in rows[1:]:
        cells = _cells(line, sign)
        first = cells[0][2]
        for (start, end, _), (_, _, head) in zip(cells, heads, strict=False):
            label = head
            if start and pair and _is_label(first):
                label = first
            yield at + start, at + end, f"\n\n{label}: "


def _is_label(words: str) -> bool:
    return len(words) <= _LONGEST_CELL and not any(sign.isdigit() for sign in words)


def _cells(line: str, sign: str) -> list[tuple[int, int, str]]:
    """Return where the sign before each cell stands, and the words of the cell."""
    cells: list[tuple[int, int, str]] = []
    at = 0
    if sign == "|" and line.lstrip(" >").startswith("|"):
        at = line.index("|") + 1
    for part in line[at:].split(sign):
        if part.strip() or sign != "|":
            lead = 1 if cells or at else 0
            blanks = len(part) - len(part.lstrip())
            cells.append((at - lead, at + blanks, part.strip().strip("*_`")))
        at += len(part) + 1
    return cells or [(0, 0, "")]
