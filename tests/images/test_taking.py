"""What is taken from a member's file: the pixels, upright and not too many."""

import struct
import time
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from forum.core.answers import Busy, Refused
from forum.images import rules, taking
from forum.images.models import Format
from forum.images.taking import Desk, take
from tests.images.pictures import (
    FIXTURES,
    chunk,
    exif,
    jpeg,
    noise,
    opened,
    plain,
    png_of,
    profile_with_red_and_green_swapped,
    saved,
)

NO_PHOTO = "This is not a photo. Use JPEG, PNG or WebP"
DAMAGED = "This photo is damaged. Save it anew or choose another one"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
RED, GREEN = (255, 0, 0), (0, 255, 0)


def refusal(content: bytes) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(Refused) as refused:
        take(content)
    return str(refused.value)


def is_near(pixel: object, colour: tuple[int, ...]) -> bool:
    """Say whether a pixel has a colour, as nearly as JPEG keeps it."""
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (b"", "This file is empty. Choose another one"),
        (
            b"\xff\xd8\xff" + bytes(11_000_000),
            "This file is larger than 10 MB. Choose a smaller one",
        ),
        (SVG, NO_PHOTO),
        (b"<?xml version='1.0'?>" + SVG, NO_PHOTO),
        (b"<!doctype html><title>Roof</title>", NO_PHOTO),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", NO_PHOTO),
        (b"%PDF-1.7\n", NO_PHOTO),
        (b"II*\0" + bytes(99), NO_PHOTO),
        (b"BM" + bytes(99), NO_PHOTO),
        (b"\0\0\0\x18ftypheic" + bytes(99), NO_PHOTO),
        (b"\0" * 99, NO_PHOTO),
        (b"\xff\xd8\xff", DAMAGED),
        (b"\x89PNG\r\n\x1a\n", DAMAGED),
        (b"GIF89a", DAMAGED),
        (b"RIFF\0\0\0\0WEBP", DAMAGED),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_what_is_no_photo_is_refused_with_a_sentence(
    content: bytes, because: str
) -> None:
    assert refusal(content) == because


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_file_that_was_cut_off_is_refused(kind: str) -> None:
    grain = noise("RGB", 90)
    whole = saved(grain.convert("P") if kind == "GIF" else grain, kind)

    assert refusal(whole[: len(whole) // 2]) == DAMAGED


@pytest.mark.parametrize("side", [7_746, 30_000, 2**31 - 1])
def test_a_picture_that_would_fill_memory_is_refused_unopened(side: int) -> None:
    because = refusal(png_of(side, side, bytes(9_000_000)))

    assert (
        because == "This photo has more than 60 million pixels. Make it smaller first"
    )


@pytest.mark.parametrize(
    "head",
    [
        b"\xff\xd8\xff\xc0\0\x11\x08\x75\x30\x75\x30\3\1\x22\0\2\x11\1\3\x11\1",
        b"GIF89a" + struct.pack("<HH", 30_000, 30_000) + bytes(9),
        b"RIFF\x2a\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" + b"\x2f\x75\0" * 2,
        b"RIFF\x2a\0\0\0WEBPVP8L\x0a\0\0\0\x2f" + struct.pack("<I", 0x0FFFFFFF),
        b"RIFF\x2a\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\xff\x3f\xff\x3f",
    ],
    ids=["JPEG", "GIF", "WebP", "lossless WebP", "lossy WebP"],
)
def test_so_it_is_in_every_kind_of_file(head: bytes) -> None:
    assert refusal(head + bytes(40)) == rules.TOO_MANY_PIXELS


def test_a_second_header_does_not_get_a_picture_past_the_limit() -> None:
    bomb = png_of(30_000, 30_000, bytes(90_000))

    two = saved(plain(), "PNG")[:33] + bomb[8:]

    assert refusal(two) == DAMAGED


def test_a_picture_in_a_hundred_thousand_pieces_is_refused() -> None:
    whole = saved(plain(), "PNG")

    assert refusal(whole[:33] + chunk(b"IDAT", b"") * 100_000 + whole[33:]) == DAMAGED


def test_a_photo_that_takes_for_ever_to_decode_is_refused() -> None:
    photo = saved(plain("RGB", (600, 600)), "JPEG", progressive=True)
    start = photo.index(b"\xff\xda", photo.index(b"\xff\xda") + 2)
    scan = photo[start : photo.index(b"\xff", start + 2)]

    assert refusal(photo[:start] + scan * 200 + photo[start:]) == DAMAGED


def test_a_page_that_is_a_photo_too_comes_out_as_a_photo_alone() -> None:
    page = b"<html><script>alert(document.domain)</script></html>"
    photo = jpeg()
    length = struct.pack(">H", len(page) + 2)

    taken = take(photo[:2] + b"\xff\xfe" + length + page + photo[2:] + page)

    assert b"<script" not in taken.main + taken.thumbnail
    assert taken.main.startswith(b"\xff\xd8\xff")
    assert taken.main.endswith(b"\xff\xd9")


@pytest.mark.parametrize(
    ("size", "main", "small"),
    [
        ((4000, 3000), (2048, 1536), (480, 360)),
        ((1000, 3000), (683, 2048), (160, 480)),
        ((300, 200), (300, 200), (300, 200)),
        ((1, 1), (1, 1), (1, 1)),
        ((9000, 3), (2048, 1), (480, 1)),
    ],
)
def test_pictures_are_made_as_small_as_pages_need(
    size: tuple[int, int], main: tuple[int, int], small: tuple[int, int]
) -> None:
    taken = take(jpeg(size))

    assert (taken.width, taken.height) == main == opened(taken.main).size
    assert (taken.thumb_width, taken.thumb_height) == small
    assert opened(taken.thumbnail).size == small
    assert taken.size_bytes == len(taken.main) + len(taken.thumbnail)


@pytest.mark.parametrize("held", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_are_turned_upright(kind: str, held: int) -> None:
    upright = Pillow.new("RGB", (40, 20), RED)
    upright.paste(GREEN, (0, 0, 20, 10))
    turns = Pillow.Transpose
    back = [
        *(None, turns.FLIP_LEFT_RIGHT, turns.ROTATE_180, turns.FLIP_TOP_BOTTOM),
        *(turns.TRANSPOSE, turns.ROTATE_90, turns.TRANSVERSE, turns.ROTATE_270),
    ][held - 1]
    lying = upright if back is None else upright.transpose(back)

    taken = take(saved(lying, kind, exif=exif(t274=held), lossless=True))

    seen = opened(taken.main).convert("RGB")
    assert seen.size == (40, 20)
    assert is_near(seen.getpixel((5, 4)), GREEN)
    assert is_near(seen.getpixel((35, 15)), RED)


@pytest.mark.parametrize(
    ("picture", "kind", "options", "stored"),
    [
        (plain("RGB"), "JPEG", {}, Format.JPEG),
        (plain("L"), "JPEG", {}, Format.JPEG),
        (plain("CMYK"), "JPEG", {}, Format.JPEG),
        (plain("RGB"), "PNG", {}, Format.PNG),
        (plain("RGBA"), "PNG", {}, Format.PNG),
        (plain("LA"), "PNG", {}, Format.PNG),
        (plain("L"), "PNG", {}, Format.PNG),
        (plain("P"), "PNG", {}, Format.PNG),
        (plain("P"), "PNG", {"transparency": 0}, Format.PNG),
        (plain("RGB"), "PNG", {"transparency": (1, 2, 3)}, Format.PNG),
        (plain("1"), "PNG", {}, Format.PNG),
        (plain("I;16"), "PNG", {}, Format.PNG),
        (plain("P"), "GIF", {}, Format.PNG),
        (plain("RGB"), "WEBP", {}, Format.JPEG),
        (plain("RGBA"), "WEBP", {}, Format.WEBP),
        (plain("RGB"), "WEBP", {"lossless": True}, Format.PNG),
        (plain("RGB", (3000, 2000)), "PNG", {}, Format.PNG),
        (noise("RGB", 1200), "PNG", {}, Format.JPEG),
        (noise("RGBA", 1000), "PNG", {}, Format.WEBP),
    ],
)
def test_photos_become_jpeg_and_drawings_stay_drawings(
    picture: Pillow.Image, kind: str, options: dict[str, object], stored: Format
) -> None:
    taken = take(saved(picture, kind, **options))

    assert taken.format is stored
    for content in (taken.main, taken.thumbnail):
        assert opened(content).format == stored.upper()
        assert opened(content).mode in {"L", "RGB", "RGBA"}


def test_sixteen_bits_of_gray_keep_their_gray() -> None:
    gray = Pillow.new("I;16", (9, 9), 40_000)

    taken = take(saved(gray, "PNG"))

    assert opened(taken.main).getpixel((4, 4)) == 156


def test_inks_become_colours_of_a_screen() -> None:
    taken = take(saved(Pillow.new("CMYK", (32, 32), (0, 255, 255, 0)), "JPEG"))

    pixel = opened(taken.main).getpixel((9, 9))
    assert is_near(pixel, RED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_colours_are_those_that_the_profile_meant(kind: str) -> None:
    profile = profile_with_red_and_green_swapped()
    red = Pillow.new("RGB", (32, 32), RED)

    taken = take(saved(red, kind, icc_profile=profile))

    assert is_near(opened(taken.main).getpixel((9, 9)), GREEN)


@pytest.mark.parametrize("profile", [b"no profile at all", bytes(9_000)])
def test_a_profile_that_makes_no_sense_is_let_go(profile: bytes) -> None:
    red = Pillow.new("RGB", (32, 32), RED)

    taken = take(saved(red, "JPEG", icc_profile=profile))

    assert is_near(opened(taken.main).getpixel((9, 9)), RED)


def test_what_was_cut_out_of_a_picture_is_not_hidden_in_it() -> None:
    secret = Pillow.new("RGBA", (64, 64), (200, 30, 40, 0))
    secret.paste((0, 0, 255, 255), (0, 0, 32, 64))

    taken = take(saved(secret, "PNG"))

    seen = opened(taken.main)
    assert seen.getpixel((50, 50)) == (0, 0, 0, 0)
    assert seen.getpixel((5, 5)) == (0, 0, 255, 255)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_a_moving_picture_the_first_one_is_kept(kind: str) -> None:
    frames = [Pillow.new("RGB", (32, 32), colour) for colour in (RED, GREEN, GREEN)]
    moving = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    assert getattr(opened(moving), "n_frames", 1) > 1

    taken = take(moving)

    still = opened(taken.main)
    assert getattr(still, "n_frames", 1) == 1
    assert is_near(still.convert("RGB").getpixel((9, 9)), RED)


def test_what_was_taken_out_is_told() -> None:
    told = take((FIXTURES / "owner_and_body_serial.jpg").read_bytes())

    assert told.removed == ("person_name", "device_serial")
    assert take(jpeg()).removed == ()


def test_the_same_pixels_make_the_same_files_whatever_was_hidden() -> None:
    silent = take((FIXTURES / "clean.jpg").read_bytes())
    talkative = take((FIXTURES / "gps.jpg").read_bytes())

    assert silent.main == talkative.main
    assert silent.thumbnail == talkative.thumbnail


@given(
    st.sampled_from(
        [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"RIFF....WEBP"]
    ),
    st.binary(max_size=300),
)
def test_no_file_gets_more_than_a_sentence_out_of_us(start: bytes, rest: bytes) -> None:
    with suppress(Refused):
        taken = take(start + rest)

        assert Pillow.open(BytesIO(taken.main)).size == (taken.width, taken.height)


def test_who_comes_when_all_places_are_taken_waits() -> None:
    desk = Desk(at_once=1, in_line=2, wait=0.01)

    with desk.turn(), pytest.raises(Busy, match="try again"), desk.turn():
        raise AssertionError("two at once")

    with desk.turn():
        pass


def test_a_long_line_is_turned_away_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(at_once=1, in_line=1, wait=600)
    monkeypatch.setattr(taking, "desk", desk)

    start = time.monotonic()
    with desk.turn(), pytest.raises(Busy, match="Many pictures"):
        take(jpeg())

    assert time.monotonic() - start < 5
    assert take(jpeg()).width == 64


def test_a_file_that_is_refused_leaves_its_place_to_the_next() -> None:
    for _ in range(taking.IN_LINE + 1):
        refusal(b"\x89PNG\r\n\x1a\n")

    assert take(jpeg()).width == 64
