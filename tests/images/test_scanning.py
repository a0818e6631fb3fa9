"""What hidden entries of a picture give away is found, however it was written."""

import json
import random
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.images import scan, strip
from tests.images.pictures import (
    FIXTURES,
    MANIFEST,
    chunk,
    exif,
    jpeg,
    noise,
    opened,
    plain,
    saved,
)

HERE = "42,11.924N"
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x10\0\0\0WEBP", b"")


def with_words(words: str) -> bytes:
    """Return a photo whose XMP says this."""
    return saved(plain(), "JPEG", xmp=f"<x:xmpmeta>{words}</x:xmpmeta>".encode())


def with_text(kind: bytes, content: bytes) -> bytes:
    """Return a PNG with a text in it."""
    whole = saved(plain(), "PNG")
    return whole[:33] + chunk(kind, content) + whole[33:]


@pytest.mark.parametrize(("file", "kinds"), MANIFEST.items())
def test_a_picture_gives_away_what_its_maker_hid(file: str, kinds: list[str]) -> None:
    found = scan((FIXTURES / file).read_bytes())

    assert sorted(found) == sorted(kinds)


@pytest.mark.parametrize("file", MANIFEST)
def test_a_stripped_picture_gives_nothing_away(file: str) -> None:
    stripped = strip((FIXTURES / file).read_bytes())

    assert scan(stripped) == ()
    assert opened(stripped).size == (16, 16)


def test_the_list_of_pictures_is_whole() -> None:
    files = {path.name for path in FIXTURES.iterdir()} - {"manifest.json"}

    assert files == set(MANIFEST)
    assert len(files) == 21
    assert json.loads(Path(FIXTURES / "manifest.json").read_text())


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (f'<rdf:Description exif:GPSLatitude="{HERE}"/>', ("gps",)),
        (f"<exif:GPSLatitude>{HERE}</exif:GPSLatitude>", ("gps",)),
        ('<rdf:Description drone-dji:GpsLongtitude="-72.5"/>', ("gps",)),
        ('<rdf:Description exif:GPSLatitude=""/>', ()),
        ('<rdf:Description exif:GPSLatitudeRef="N"/>', ()),
        ('<rdf:Description exif:GPSVersionID="2.3.0.0"/>', ()),
        (
            "<dc:creator><rdf:Seq>\n<rdf:li>Rosa</rdf:li></rdf:Seq></dc:creator>",
            ("person_name",),
        ),
        ("<dc:creator><rdf:Seq><rdf:li></rdf:li></rdf:Seq></dc:creator>", ()),
        ('<rdf:Description aux:OwnerName="Rosa"/>', ("person_name",)),
        ('<rdf:li mwg-rs:Name="Rosa"/>', ("person_name",)),
        ('<rdf:Description aux:SerialNumber="1234"/>', ("device_serial",)),
        ("<exifEX:LensSerialNumber>77</exifEX:LensSerialNumber>", ("device_serial",)),
        ("<dc:title>Roof</dc:title>", ()),
    ],
)
def test_words_of_programs_are_read(words: str, kinds: tuple[str, ...]) -> None:
    assert scan(with_words(words)) == kinds


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        (0x013B, "person_name"),
        (0x8298, "person_name"),
        (0xC62F, "device_serial"),
    ],
)
def test_entries_of_cameras_are_read(tag: int, kind: str) -> None:
    spoken = saved(plain(), "JPEG", exif=exif(**{f"t{tag}": "PT-9 of Rosa"}))
    blank = saved(plain(), "JPEG", exif=exif(**{f"t{tag}": "   "}))

    assert scan(spoken) == (kind,)
    assert scan(blank) == ()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (b"tEXt", b"Author\0Rosa"),
        (b"zTXt", b"Author\0\0" + zlib.compress(b"Rosa")),
        (b"iTXt", b"Author\0\0\0en\0Author\0Rosa"),
        (b"iTXt", b"Author\0\1\0en\0Author\0" + zlib.compress(b"Rosa")),
    ],
)
def test_the_author_of_a_drawing_is_found(kind: bytes, content: bytes) -> None:
    assert scan(with_text(kind, content)) == ("person_name",)


def test_the_author_of_a_photo_that_a_newspaper_filed_is_found() -> None:
    entry = b"8BIM\x04\x04\0\0\0\0\0\x09\x1c\x02\x50\0\4Rosa"
    photo = jpeg()

    told = photo[:2] + b"\xff\xed\0\x27Photoshop 3.0\0" + entry + photo[2:]

    assert scan(told) == ("person_name",)


def test_a_place_in_the_second_picture_of_a_file_is_found() -> None:
    both = jpeg() + (FIXTURES / "gps.jpg").read_bytes()

    assert scan(both) == ("gps",)
    assert scan(strip(both)) == ()


@pytest.mark.parametrize(
    ("degrees", "kinds"),
    [
        ((44.0, 15.0, 36.4), ("gps",)),
        ((0.0, 30.0, 0.0), ("gps",)),
        ((0.0, 0.0, 0.0), ()),
    ],
)
def test_a_place_that_was_never_measured_is_no_place(
    degrees: tuple[float, ...], kinds: tuple[str, ...]
) -> None:
    made = exif()
    made.get_ifd(0x8825).update({1: "N", 2: degrees})

    assert scan(saved(plain(), "JPEG", exif=made)) == kinds


@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_nothing_makes_the_scan_stumble(start: bytes, rest: bytes) -> None:
    assert set(scan(start + rest)) <= {"gps", "person_name", "device_serial"}


@given(st.sampled_from(sorted(MANIFEST)), st.randoms(use_true_random=False))
def test_a_file_that_was_tampered_with_does_not_either(
    file: str, chance: random.Random
) -> None:
    content = bytearray((FIXTURES / file).read_bytes())
    for _ in range(8):
        content[chance.randrange(len(content))] = chance.randrange(256)

    scan(bytes(content[: chance.randrange(len(content))]))


@pytest.mark.parametrize(
    "made",
    [
        chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(1_000_000), 9)) * 5_000,
        chunk(b"tEXt", b"") * 500_000,
        b"dc:creator" * 600_000,
        b"Exif\0\0II*\0\x08\0\0\0" * 400_000,
        b"8BIM\x04\x04" * 1_000_000,
    ],
    ids=["packed texts", "empty chunks", "names", "blocks", "captions"],
)
@pytest.mark.timeout(20)
def test_a_file_made_to_keep_us_busy_is_done_with_soon(made: bytes) -> None:
    whole = saved(plain(), "PNG")

    assert scan(whole[:33] + made + whole[33:]) == ()


def test_a_photo_of_noise_gives_nothing_away() -> None:
    assert scan(saved(noise("RGB", 700), "JPEG", quality=95)) == ()
