"""Reading EXIF, the entries of cameras, whoever wrote them and however badly.

Pillow reads EXIF too, but fails on some of what phones write and on most of what
attackers write. Here nothing raises, and the work is bounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.images.containers import (
    Kind,
    kind_of,
    occurrences,
    png_parts,
    webp_parts,
)

START = b"Exif\0\0"
BLOCK_MAX = 65_536
TABLES_MAX = 16
ENTRIES_MAX = 256
VALUE_MAX = 512
"""Of a value only its beginning is read: what matters here is short."""
HEADER = 8
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 129: 1}
"""How many bytes one value of each type takes."""
RATIONALS = frozenset({5, 10})

EXIF_TABLE = 0x8769
GPS_TABLE = 0x8825
ORIENTATION = 0x0112
NAMES = frozenset({0x013B, 0x8298, 0x9C9D, 0xA430, 0xA437, 0xA438})
"""Artist, copyright, author, owner, photographer, editor."""
SERIALS = frozenset({0xA431, 0xA435, 0xC62F})
"""Of the camera, of its lens, of the camera in DNG."""
PLACES = frozenset({2, 4, 20, 22})
"""Latitude and longitude, of the camera and of what it was pointed at."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the table it stands in, its tag, and what it says."""

    table: int
    tag: int
    type: int
    value: bytes
    order: str

    @property
    def says_something(self) -> bool:
        """Whether there is more than filling."""
        return bool(self.value.replace(b"\0", b"").strip())

    @property
    def number(self) -> int:
        """The value as a whole number."""
        return _number(self.value, self.order)

    @property
    def is_measured(self) -> bool:
        """Whether fractions stand here that can be computed and are not all zero."""
        if self.type not in RATIONALS:
            return self.says_something
        halves = [
            _number(self.value[at : at + 4], self.order)
            for at in range(0, len(self.value), 4)
        ]
        return any(halves[::2]) and any(halves[1::2])


def blocks(data: bytes) -> Iterator[bytes]:
    """Yield every block of EXIF, also those of second pictures and previews."""
    for at in occurrences(data, START):
        start = at + len(START)
        is_segment = data[at - 4 : at - 2] == b"\xff\xe1"
        size = int.from_bytes(data[at - 2 : at], "big") - 8 if is_segment else BLOCK_MAX
        yield data[start : start + max(0, size)]
    match kind_of(data):
        case Kind.PNG:
            yield from (p.content for p in png_parts(data) if p.name == b"eXIf")
        case Kind.WEBP:
            yield from (p.content for p in webp_parts(data) if p.name == b"EXIF")


def kinds_in(block: bytes) -> set[str]:
    """Return the kinds of what a block of EXIF gives away."""
    return {kind for entry in entries(block) if (kind := _kind(entry))}


def orientation(data: bytes) -> int:
    """Return how the camera was held, from 1 (upright) to 8."""
    first = next(blocks(data), b"")
    for entry in entries(first):
        if entry.tag == ORIENTATION and entry.table == 0:
            return entry.number
    return 1


def entries(block: bytes) -> Iterator[Entry]:
    """Yield the entries of all tables that can be reached, each once."""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(block[:4])
    if order is None:
        return
    waiting, seen = [(0, _number(block[4:HEADER], order))], set[int]()
    while waiting and len(seen) < TABLES_MAX:
        table, at = waiting.pop(0)
        if at < HEADER or at in seen:
            continue
        seen.add(at)
        count = min(_number(block[at : at + 2], order), ENTRIES_MAX)
        end = at + 2 + 12 * count
        for start in range(at + 2, end, 12):
            entry = _entry(block, start, table, order)
            if entry is None:
                continue
            if entry.tag in {EXIF_TABLE, GPS_TABLE}:
                waiting.append((entry.tag, entry.number))
            else:
                yield entry
        waiting.append((table, _number(block[end : end + 4], order)))


def _entry(block: bytes, at: int, table: int, order: str) -> Entry | None:
    """Return an entry; nothing if it is cut off or points outside of the block."""
    if at + 12 > len(block):
        return None
    tag = _number(block[at : at + 2], order)
    type_ = _number(block[at + 2 : at + 4], order)
    size = SIZES.get(type_, 0) * _number(block[at + 4 : at + 8], order)
    start = at + 8 if size <= 4 else _number(block[at + 8 : at + 12], order)  # noqa: PLR2004
    if not size or start + size > len(block):
        return None
    return Entry(table, tag, type_, block[start : start + min(size, VALUE_MAX)], order)


def _kind(entry: Entry) -> str:
    if entry.table == GPS_TABLE:
        return "gps" if entry.tag in PLACES and entry.is_measured else ""
    if entry.tag in NAMES and entry.says_something:
        return "person_name"
    if entry.tag in SERIALS and entry.says_something:
        return "device_serial"
    return ""


def _number(some: bytes, order: str) -> int:
    return int.from_bytes(some, "little" if order == "little" else "big")
