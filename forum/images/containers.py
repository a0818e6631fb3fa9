"""What kind of file a picture is, how large, and which parts it is made of.

Told from its bytes alone, never from its name. Everything here is bounded: no
file, however it was made, costs more than one walk over its first parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

PARTS_MAX = 20_000
"""More than any honest file of ten megabytes is divided into."""
SCANS_MAX = 64
"""Of a progressive JPEG; each scan costs as much as decoding it once."""
OCCURRENCES_MAX = 64
"""Blocks of one kind that are looked at: an honest file has one or two."""
START_OF_SCAN = 0xDA
STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ADOBE = 0xEE
APPLICATION = range(0xE1, 0xFF)
"""Entries of cameras and programs, and comments."""
ICC_PROFILE = b"ICC_PROFILE\0"
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"iCCP"})
VP8_FRAME = re.compile(rb"...\x9d\x01\x2a(..)(..)", re.DOTALL)


class Kind(Enum):
    """The kinds of files that are taken, by the names that Pillow has for them."""

    JPEG = "JPEG"
    PNG = "PNG"
    GIF = "GIF"
    WEBP = "WEBP"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file: its name, where it begins and ends, what it holds."""

    name: bytes
    start: int
    content: bytes
    end: int


def kind_of(data: bytes) -> Kind | None:
    """Return what kind of picture this is; nothing if it is none."""
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(PNG_START):
        return Kind.PNG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return Kind.GIF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind.WEBP
    return None


def size_of(data: bytes) -> tuple[int, int]:
    """Return width and height as the header says; zeros if it does not."""
    match kind_of(data):
        case Kind.JPEG:
            return _size_of_jpeg(data)
        case Kind.PNG:
            return _big(data[16:20]), _big(data[20:24])
        case Kind.GIF:
            return _little(data[6:8]), _little(data[8:10])
        case Kind.WEBP:
            return _size_of_webp(data)
    return 0, 0


def is_lossless(data: bytes) -> bool:
    """Say whether a file keeps every pixel, as drawings and screenshots want it."""
    kind = kind_of(data)
    if kind is Kind.WEBP:
        return any(part.name == b"VP8L" for part in webp_parts(data))
    return kind is not Kind.JPEG


def bare(data: bytes) -> bytes:
    """Return a file with nothing but what decoding its first picture needs.

    The decoder, a large program in C, then never meets the rest. Raises
    `ValueError` for what decodes without end.
    """
    match kind_of(data):
        case Kind.JPEG:
            return _bare_jpeg(data)
        case Kind.PNG:
            parts = list(png_parts(data))
            kept = [data[p.start : p.end] for p in parts if p.name in PNG_KEPT]
            return b"".join([PNG_START, *kept])
    return data


def jpeg_parts(data: bytes) -> Iterator[Part]:
    """Yield the segments in front of a JPEG's pixels, and where these begin."""
    at, count = 2, 0
    while at + 4 <= len(data) and data[at] == 0xFF and count < PARTS_MAX:  # noqa: PLR2004
        marker, count = data[at + 1], count + 1
        if marker == 0xFF or marker in STANDALONE:  # noqa: PLR2004 - filling
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        end = at + 2 + max(2, _big(data[at + 2 : at + 4]))
        yield Part(bytes([marker]), at, data[at + 4 : end], end)
        if marker == START_OF_SCAN:
            return
        at = end


def png_parts(data: bytes) -> Iterator[Part]:
    """Yield the chunks of a PNG; the last one may be cut off."""
    at, count = len(PNG_START), 0
    while at + 8 <= len(data) and count < PARTS_MAX:
        end = at + 12 + _big(data[at : at + 4])
        name, count = data[at + 4 : at + 8], count + 1
        yield Part(name, at, data[at + 8 : end - 4], end)
        at = end


def webp_parts(data: bytes) -> Iterator[Part]:
    """Yield the chunks of a WebP; the last one may be cut off."""
    at, count = 12, 0
    while at + 8 <= len(data) and count < PARTS_MAX:
        size = _little(data[at + 4 : at + 8])
        end, count = at + 8 + size + size % 2, count + 1
        yield Part(data[at : at + 4], at, data[at + 8 : at + 8 + size], end)
        at = end


def occurrences(data: bytes, words: bytes) -> Iterator[int]:
    """Yield where some bytes stand, the first few times."""
    at = data.find(words)
    for _ in range(OCCURRENCES_MAX):
        if at < 0:
            return
        yield at
        at = data.find(words, at + 1)


def _size_of_jpeg(data: bytes) -> tuple[int, int]:
    for part in jpeg_parts(data):
        if part.name[0] in FRAMES:
            return _big(part.content[3:5]), _big(part.content[1:3])
    return 0, 0


def _size_of_webp(data: bytes) -> tuple[int, int]:
    first = next(webp_parts(data), None)
    if first is None:
        return 0, 0
    if first.name == b"VP8X":
        return _little(first.content[4:7]) + 1, _little(first.content[7:10]) + 1
    if first.name == b"VP8L":
        both = _little(first.content[1:5])
        return (both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1
    found = VP8_FRAME.match(first.content)
    if first.name != b"VP8 " or found is None:
        return 0, 0
    return _little(found[1]) & 0x3FFF, _little(found[2]) & 0x3FFF


def _bare_jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    for part in jpeg_parts(data):
        if part.name[0] == START_OF_SCAN:
            kept.append(_pixels(data, part.start))
        elif _is_needed(part):
            kept.append(data[part.start : part.end])
    return b"".join(kept)


def _is_needed(part: Part) -> bool:
    marker = part.name[0]
    is_profile = part.content.startswith(ICC_PROFILE)
    return marker not in APPLICATION or marker == ADOBE or is_profile


def _pixels(data: bytes, start: int) -> bytes:
    """Return the first picture's pixels, without what follows their end."""
    end = data.find(b"\xff\xd9", start)
    pixels = data[start : end + 2 if end > 0 else len(data)]
    if pixels.count(b"\xff\xda") > SCANS_MAX:
        raise ValueError("a JPEG with so many scans is made to keep us busy")
    return pixels


def _big(some: bytes) -> int:
    return int.from_bytes(some, "big")


def _little(some: bytes) -> int:
    return int.from_bytes(some, "little")
