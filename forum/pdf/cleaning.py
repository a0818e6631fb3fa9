"""Writes a PDF anew with its pages alone: run as a process, from input to output.

What says who made it, when and with what is left out: the entries of the document,
of its pages and of its pictures. So is all that does something or brings something
along: scripts, actions, forms, links, comments, files inside, fonts' own notes.
"""

import io
import re
import resource
import sys
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
)

CPU_SECONDS = 15
MEMORY = 1_000_000_000
"""Beside the bounds that pypdf itself sets to what is packed, nested or endless."""
PAGES_MAX = 300
OBJECTS_MAX = 200_000
LOCKED = 3
DAMAGED = 4
PAGE_KEPT = frozenset(
    {
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/Contents",
        "/UserUnit",
        "/Group",
    }
)
NEVER = frozenset(
    {
        "/AA",
        "/AF",
        "/Annots",
        "/EF",
        "/EmbeddedFiles",
        "/JavaScript",
        "/JS",
        "/LastModified",
        "/Metadata",
        "/OPI",
        "/PieceInfo",
        "/StructParent",
        "/StructParents",
        "/Thumb",
    }
)
"""Not what begins an action or a link: a font may have the same short name."""
PLAIN = ["/DCTDecode"]
PHOTOS = ("/DCT", "/JPX")
"""How what packs a photo is called: all but the plain way is not taken."""
BEGINS, ENDS, SCAN = b"\xff\xd8", 0xD9, 0xDA
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
COLOURS, COLOURS_LENGTH = frozenset({0xE0, 0xEE}), 18
"""A longer one has a small picture with it."""
DRAWN = frozenset({*range(0xC0, 0xD8), *range(0xDA, 0xE0), 0x01, *COLOURS})
"""What somebody needs who draws the photo."""
AFTER_VALUES = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The next part behind a scan: what begins otherwise is a value, or between two."""


def clean(data: bytes) -> bytes:
    """Return a PDF of the same pages with nothing else in it.

    Twice: what the first round takes out nothing leads to in the second.
    """
    return _rewritten(_rewritten(data))


def _rewritten(data: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        sys.exit(LOCKED)
    if not 0 < len(reader.pages) <= PAGES_MAX:
        sys.exit(DAMAGED)
    writer = PdfWriter()
    writer.metadata = None
    for page in reader.pages:
        for name in [name for name in page if name not in PAGE_KEPT]:
            del page[name]
        writer.add_page(page)
    _strip(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def without_notes(photo: bytes) -> bytes:
    """Return a JPEG without what its camera wrote beside the pixels.

    A photo that loads in steps has several scans; what stands behind the end of the
    first photo is another one. Raises `ValueError` for what is built otherwise.
    """
    if photo[:2] != BEGINS:
        raise ValueError
    kept, at = [BEGINS], 2
    while at < len(photo):
        if photo[at] != 0xFF or at + 1 == len(photo):  # noqa: PLR2004
            raise ValueError
        marker = photo[at + 1]
        if marker == ENDS:
            return b"".join([*kept, photo[at : at + 2]])
        end = _end_of_part(photo, at, marker)
        if not _is_note(photo[at:end]):
            kept.append(photo[at:end])
        at = end
    return b"".join(kept)


def _end_of_part(photo: bytes, at: int, marker: int) -> int:
    """Return where a part of a JPEG ends; a scan's with its values."""
    if marker in ALONE:
        return at + 2
    size = int.from_bytes(photo[at + 2 : at + 4], "big")
    end = at + 2 + size
    if size < 2 or end > len(photo) or marker in {0x00, 0xD8, 0xFF}:  # noqa: PLR2004
        raise ValueError
    if marker != SCAN:
        return end
    following = AFTER_VALUES.search(photo, end)
    return following.start() if following else len(photo)


def _is_note(part: bytes) -> bool:
    """Say whether a part is about the picture: all such but what tells its colours."""
    marker = part[1]
    return marker not in DRAWN or (marker in COLOURS and len(part) > COLOURS_LENGTH)


def _strip(writer: PdfWriter) -> None:
    """Take what is never kept out of everything that the pages reach."""
    root = writer.root_object
    for name in [name for name in root if name not in {"/Type", "/Pages"}]:
        del root[name]
    waiting: list[Any] = list(writer._objects)  # noqa: SLF001 - there is no other way
    seen = 0
    while waiting:
        one, seen = waiting.pop(), seen + 1
        if seen > OBJECTS_MAX:
            sys.exit(DAMAGED)
        if isinstance(one, IndirectObject):
            continue
        if isinstance(one, DictionaryObject):
            _strip_one(one)
            waiting += [one.raw_get(name) for name in one]
        elif isinstance(one, ArrayObject):
            waiting += list(one)


def _strip_one(one: DictionaryObject) -> None:
    for name in [name for name in one if name in NEVER]:
        del one[name]
    if not isinstance(one, StreamObject):
        return
    packed = _packed(one)
    if packed == PLAIN:
        one._data = without_notes(one._data)  # noqa: SLF001 - it stays packed
    elif any(photo in step for step in packed for photo in PHOTOS):
        sys.exit(DAMAGED)


def _packed(one: StreamObject) -> list[str]:
    """Return how a stream is packed, step by step, whatever the names stand in."""
    if "/Filter" not in one:
        return []
    named = one["/Filter"]  # what it leads to, if it leads to another object
    steps = named if isinstance(named, ArrayObject) else [named]
    return [str(step.get_object()) for step in steps]


def main() -> None:
    """Clean what comes in, within bounds; how it ended says what was wrong."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        done = clean(sys.stdin.buffer.read())
    except Exception:  # whatever a hostile file makes it stumble over
        sys.exit(DAMAGED)
    sys.stdout.buffer.write(done)


if __name__ == "__main__":
    main()
