"""Values that no form and no address should be sent, and that must do no harm."""

import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from random import Random

from tests.images.pdfs import page_file
from tests.structure.sources import ROOT

PHOTOS = ROOT / "tests" / "images" / "fixtures"
MARK = "<zqx"
"""Markup of ours; it must never come out of a page as markup."""
WORKED_OUT = "1343433"
"""What would stand on a page that computes 191919*7, as some texts ask for."""


def _whole(said: str | list[str | int]) -> str:
    """Return a text, joined of texts and how often each comes."""
    if isinstance(said, str):
        return said
    pairs = zip(said[::2], said[1::2], strict=True)
    return "".join(str(text) * int(often) for text, often in pairs)


_lists = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
_texts = {
    name: tuple(map(_whole, said))
    for name, said in _lists.items()
    if isinstance(said, list)
}
NUMBERS, DATES, WORDS = _texts["numbers"], _texts["dates"], _texts["words"]
PATHS, METHODS = _texts["paths"], _texts["methods"]
CONTENT_TYPES, LENGTHS = _texts["content_types"], _texts["lengths"]
FILE_NAMES, FILE_KINDS = _texts["file_names"], _texts["file_kinds"]
HEADERS = tuple(
    (name, tuple(map(_whole, values))) for name, values in _lists["headers"].items()
)
BYTES = (
    *(b"\xff\xfe\xc3", b"\xed\xa0\x80", b"\xc0\xaf"),
    *(b"\xf4\x90\x80\x80", b"\x80", b"\xc3\x28"),
)
"""What is no text in UTF-8: halves of pairs, too long a form, cut off."""
FILES = (
    *(b"", b"\0", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a\xff\xff\xff\xff"),
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff" * 40,
    *(b"\xff\xd8\xff\xe1\xff\xffExif\0\0", b"RIFF\xff\xff\xff\xffWEBPVP8 "),
    b"<svg xmlns='http://www.w3.org/2000/svg'><zqx/></svg>",
    *(b"<html><zqx></html>", b"%PDF-1.7\n%%EOF", b"PK\x03\x04" * 40),
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>",
    b"time,kWh\n" + b"2026-01-01 00:00,1\n" * 900,
    *(b"\xff\xfet\0i\0m\0e\0", b"a,b\n" + b'"' * 900, b"=1+1,@SUM(A1)\n"),
    *(b"\n" * 9000, b"," * 9000, b"a" * 70_000, b"\xfe\xff\xd8\x00"),
    b"1;2;3\r1;2;3\r",
)


def text(dice: Random) -> str:
    """Return some rubbish, sometimes two kinds of it together."""
    one = dice.choice(dice.choice((WORDS, WORDS, NUMBERS, DATES)))
    how = dice.random()
    if how < 0.1:
        return one + dice.choice(WORDS)
    if how < 0.15:
        return dice.choice(("a", "Rosa", "1")) + one
    if how < 0.2:
        return unicodedata.normalize(dice.choice(("NFC", "NFD", "NFKC", "NFKD")), one)
    if how < 0.25:
        return "".join(chr(_point(dice)) for _ in range(dice.randint(1, 60)))
    return one


def _point(dice: Random) -> int:
    """Return the number of some character, but of no half of a pair."""
    point = dice.choice((dice.randrange(0x100), dice.randrange(0x110000)))
    return point - 0x800 if 0xD800 <= point < 0xE000 else point


def raw(dice: Random) -> bytes:
    """Return rubbish as it is sent: sometimes bytes that are no text."""
    return dice.choice(BYTES) if dice.random() < 0.1 else text(dice).encode()


def file(dice: Random) -> bytes:
    """Return rubbish, or a real file with a bit of it spoilt or cut off."""
    if dice.random() < 0.4:
        return dice.choice(FILES)
    whole = bytearray(dice.choice(_real()))
    for _ in range(dice.choice((0, 1, 1, 3, 40))):
        whole[dice.randrange(len(whole))] = dice.randrange(256)
    return bytes(whole[: dice.choice((len(whole), dice.randrange(len(whole))))])


@cache
def _real() -> list[bytes]:
    """Return files as members send them."""
    lines = "\n".join(f"2026-06-01 {hour:02}:00,{hour},3.5" for hour in range(24))
    table = f"Time,kWh,kW\n{lines}\nInstalled by Ken, 802-555-0147\n"
    photos = [path.read_bytes() for path in sorted(PHOTOS.glob("*.*g*"))[:8]]
    return [table.encode(), table.encode("utf-16"), page_file(), *photos]
