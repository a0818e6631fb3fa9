"""Photos in PDFs: cleaned if they are packed the plain way, else not taken."""

import io
import zlib

import pytest
from PIL import Image as Pillow
from pypdf import PdfReader

from tests.boards.test_files import added, posted, refusal
from tests.browser import Browser
from tests.images.pdfs import SECRET, photo_page
from tests.images.pictures import noise, saved
from tests.world import World

AGAIN = "Print it to a new PDF and add that"


def photo(**options: object) -> bytes:
    """Return a photo that names its author."""
    camera = Pillow.Exif()
    camera[0x013B] = SECRET.decode()
    drawn = noise("RGB", 64).crop((0, 0, 64, 48))
    return saved(drawn, "JPEG", exif=camera, comment=SECRET, **options)


def pixels(content: bytes) -> bytes:
    """Return what one sees of the only photo of a PDF."""
    (page,) = PdfReader(io.BytesIO(content)).pages
    (shown,) = page.images
    assert shown.image is not None
    return shown.image.tobytes()


@pytest.mark.parametrize(
    ("content", "packed", "more"),
    [
        (zlib.compress(photo()), b"[/FlateDecode /DCTDecode]", ()),
        (zlib.compress(photo()), b"[/FlateDecode 6 0 R]", (b"/DCTDecode",)),
        (b"boxes with SECRET", b"/JPXDecode", ()),
        (b"boxes with SECRET", b"6 0 R", (b"/JPXDecode",)),
        (b"no photo, SECRET", b"/DCTDecode", ()),
    ],
)
def test_a_photo_that_cannot_be_cleaned_is_not_taken(
    rosa: Browser, world: World, content: bytes, packed: bytes, more: tuple[bytes, ...]
) -> None:
    given = photo_page(content, packed, *more)

    assert AGAIN in refusal(rosa, world.thread("ken"), "a.pdf", given)


@pytest.mark.parametrize("packed", [b"/DCTDecode", b"[/DCTDecode]", b"6 0 R"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_loses_its_notes_and_none_of_its_pixels(
    rosa: Browser, guest: Browser, world: World, packed: bytes, progressive: bool
) -> None:
    content = photo(progressive=progressive, restart_marker_blocks=2)
    assert content.count(b"\xff\xda") > 1 or not progressive
    given = photo_page(content, packed, b"/DCTDecode")

    address = posted(rosa, world, ("a.pdf", given))

    answer = guest.client.get(address).data
    assert SECRET not in answer
    assert pixels(answer) == pixels(given)


def test_what_stands_behind_a_photo_goes(
    rosa: Browser, guest: Browser, world: World
) -> None:
    small = b"\xff\xe1\x00\x08SECRET"
    content = photo() + b"\xff\xd8" + small + photo()[2:]

    address = posted(rosa, world, ("a.pdf", photo_page(content, b"/DCTDecode")))

    answer = guest.client.get(address).data
    assert SECRET not in answer
    assert answer.count(b"\xff\xd8\xff") == 1


def test_the_small_picture_of_an_older_camera_goes(
    rosa: Browser, world: World, guest: Browser
) -> None:
    extension = b"\xff\xe0\x00\x1cJFXX\x00\x13" + SECRET + b"." * 14
    content = photo()[:2] + extension + photo()[2:]

    address = posted(rosa, world, ("a.pdf", photo_page(content, b"/DCTDecode")))

    assert SECRET not in guest.client.get(address).data


def test_a_photo_whose_end_is_missing_is_cleaned_too(
    rosa: Browser, world: World, guest: Browser
) -> None:
    cut = photo()[:-2]

    page = added(rosa, world.thread("ken"), ("a.pdf", photo_page(cut, b"/DCTDecode")))

    assert page.status == 200
    page = rosa.submit("/reply")
    href = str(page.soup.select(".post .papers a")[-1]["href"])
    assert SECRET not in guest.client.get(href).data
