"""What a picture's hidden entries give away, and the picture without them."""

import re
import zlib
from collections.abc import Iterator

from forum.images import exif
from forum.images.containers import Kind, kind_of, occurrences, png_parts
from forum.images.redrawing import redraw

KINDS = ("gps", "person_name", "device_serial")
BLOCK_MAX = 65_536
UNPACKED_MAX = 4_000_000
"""What all packed texts of a file together may become."""

IPTC_START = b"8BIM\x04\x04"
PROFILE_START = b"Raw profile type "
IPTC_NAME = re.compile(rb"\x1c\x02[\x50\x76\x7a]\0[\x01-\xff][^\s\0]")
"""By-line, contact, writer: one of them, and something in it."""
TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
PNG_AUTHOR = re.compile(rb'\A(?:Author|Artist)="\s*[^\s"]', re.IGNORECASE)

# An attribute with something in it, or an element, perhaps with a list inside.
FILLED = (
    rb"(?:\s{0,9}+=\s{0,9}+[\"']|[^<>]{0,99}+>(?:\s{0,99}+<rdf:[^<>]{2,99}+>){0,2}+)"
    rb"\s{0,99}+[^\s<\"']"
)
IN_WORDS = {
    "gps": re.compile(rb"[Gg][Pp][Ss](?:Dest)?(?:Lati|Longi|Longti)tude" + FILLED),
    "person_name": re.compile(
        rb"(?<!/)(?:dc:creator|tiff:Artist|OwnerName|PersonDisplayName|PersonInImage"
        rb"|mwg-rs:Name)" + FILLED
    ),
    "device_serial": re.compile(
        rb"(?<!/)[a-zA-Z]{2,9}:(?:Body|Lens)?SerialNumber" + FILLED
    ),
}


def scan(data: bytes) -> tuple[str, ...]:
    """Return the kinds of what hidden entries say: place, name, serial number."""
    found = set(_kinds_in_words(data))
    for block in exif.blocks(data):
        found |= exif.kinds_in(block)
    for name, text in _png_texts(data):
        found |= _kinds_of_text(name, text)
    return tuple(kind for kind in KINDS if kind in found)


def strip(data: bytes) -> bytes:
    """Return a picture without any hidden entry; raises `Refused` if it is none."""
    return redraw(data).main


def _kinds_in_words(some: bytes) -> Iterator[str]:
    """Find what XMP and IPTC say, wherever in a file they stand."""
    yield from (kind for kind, words in IN_WORDS.items() if words.search(some))
    for at in occurrences(some, IPTC_START):
        if IPTC_NAME.search(some, at, at + BLOCK_MAX):
            yield "person_name"


def _kinds_of_text(name: bytes, text: bytes) -> set[str]:
    found = set(_kinds_in_words(name + b'="' + text))
    if PNG_AUTHOR.search(name + b'="' + text):
        found.add("person_name")
    if name.startswith(PROFILE_START):
        profile = _unhexed(text)
        found |= set(_kinds_in_words(profile))
        found |= exif.kinds_in(profile.removeprefix(exif.START))
    return found


def _png_texts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the texts of a PNG with their names, packed ones unpacked."""
    left = UNPACKED_MAX
    if kind_of(data) is not Kind.PNG:
        return
    for part in png_parts(data):
        if part.name in TEXTS and left > 0:
            name, _, rest = part.content.partition(b"\0")
            text = _text(part.name, rest, left)
            left -= len(text)
            yield name[:79], text


def _text(kind: bytes, rest: bytes, at_most: int) -> bytes:
    if kind == b"tEXt":
        return rest[:at_most]
    if kind == b"zTXt":
        return _unpacked(rest[1:], at_most)
    is_packed = rest[:1] == b"\1"
    # After two flags: the language, the name in that language, the text.
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return _unpacked(text, at_most) if is_packed else text[:at_most]


def _unpacked(packed: bytes, at_most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, at_most)
    except zlib.error:
        return b""


def _unhexed(text: bytes) -> bytes:
    """Return a profile as ImageMagick writes it: its name, its size, hexadecimals."""
    digits = b"".join(text.split()[2:])
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return b""
