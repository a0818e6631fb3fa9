"""Pictures made for tests, and what tests do with them by the way."""

import json
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from forum.core.clock import utcnow
from forum.images import actions
from forum.images.models import Image
from forum.images.queries import Picture, of_post, pending
from forum.images.taking import take
from forum.members.models import Member
from tests.world import World

FIXTURES = Path(__file__).with_name("fixtures")
MANIFEST: dict[str, list[str]] = {
    entry["file"]: entry["kinds"]
    for entry in json.loads((FIXTURES / "manifest.json").read_text())
}
ONCE = "a form that was opened once"
SECRET = b"Rosa was here at 44.2601 north"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title>%s</dc:title></x:xmpmeta>' % SECRET
)


def saved(picture: Pillow.Image, kind: str, **options: object) -> bytes:
    """Return a picture as a file."""
    written = BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def opened(content: bytes) -> Pillow.Image:
    """Return a file as a picture."""
    picture = Pillow.open(BytesIO(content))
    picture.load()
    return picture


def plain(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Pillow.Image:
    """Return a picture with little on it."""
    return Pillow.new(mode, size, Pillow.new(mode, (1, 1), 120).getpixel((0, 0)))


def jpeg(size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a photo that says nothing about anybody."""
    return saved(plain("RGB", size), "JPEG")


def noise(mode: str, side: int) -> Pillow.Image:
    """Return what no drawing looks like."""
    bands = Pillow.getmodebands(mode)
    grain = [Pillow.effect_noise((side, side), 90 + band) for band in range(bands)]
    return Pillow.merge(mode, grain)


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def png_of(width: int, height: int, pixels: bytes) -> bytes:
    """Return a PNG whose header says what it is told to say."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def exif(**tags: object) -> Pillow.Exif:
    """Return EXIF with these entries, named `t` and the tag's number."""
    made = Pillow.Exif()
    for name, value in tags.items():
        made[int(name[1:])] = value
    return made


def profile_with_red_and_green_swapped() -> bytes:
    """Return a colour profile that is easily told from that of the web."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"zXYZ").replace(b"gXYZ", b"rXYZ")
    named = swapped.replace(b"zXYZ", b"gXYZ")
    return named.replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))


def _told_everything(mode: str, kind: str) -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode(), zip=True)
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    options = {"pnginfo": text} if kind == "PNG" else {"comment": SECRET}
    return saved(
        plain(mode),
        kind,
        exif=exif(t315=SECRET.decode()),
        xmp=XMP,
        icc_profile=profile_with_red_and_green_swapped(),
        **options,
    )


def _with_iptc() -> bytes:
    entry = b"\x1c\x02\x50" + struct.pack(">H", len(SECRET)) + SECRET
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(entry))
    whole = block + entry
    photo = jpeg()
    return (
        photo[:2] + b"\xff\xed" + struct.pack(">H", len(whole) + 2) + whole + photo[2:]
    )


def _longer_webp() -> bytes:
    made = saved(plain(), "WEBP") + b"ROSA" + struct.pack("<I", len(SECRET)) + SECRET
    return made[:4] + struct.pack("<I", len(made) - 8) + made[8:]


TALKATIVE: dict[str, Callable[[], bytes]] = {
    "a JPEG with every kind of entry": lambda: _told_everything("RGB", "JPEG"),
    "a gray JPEG with every kind of entry": lambda: _told_everything("L", "JPEG"),
    "a PNG with every kind of entry": lambda: _told_everything("RGB", "PNG"),
    "a transparent PNG with every kind of entry": lambda: _told_everything(
        "RGBA", "PNG"
    ),
    "a WebP with every kind of entry": lambda: _told_everything("RGB", "WEBP"),
    "a transparent WebP with every kind of entry": lambda: _told_everything(
        "RGBA", "WEBP"
    ),
    "a GIF with a comment": lambda: saved(plain("P"), "GIF", comment=SECRET),
    "a JPEG with IPTC": _with_iptc,
    "a JPEG with a page behind it": lambda: jpeg() + b"<script>" + SECRET,
    "a PNG with an archive behind it": lambda: saved(plain(), "PNG") + b"PK" + SECRET,
    "a PNG with a chunk of its own": lambda: (
        saved(plain(), "PNG")[:33] + chunk(b"roSa", SECRET) + saved(plain(), "PNG")[33:]
    ),
    "a WebP with a chunk of its own": _longer_webp,
}
"""Files that hide something, by what they are."""


def added(
    world: World, handle: str, content: bytes | None = None, once: str = ONCE
) -> int:
    """Add a picture to a form that somebody is filling in; return its key."""
    member = world.row(Member, world.member_id(handle))
    with world.reading():
        stored = actions.store(take(content or jpeg()))
    with world.writing():
        return actions.keep(member, once, stored, utcnow())


def attached(
    world: World, handle: str, post: int, *ids: int, alt: str = "", once: str = ONCE
) -> int:
    """Let somebody's post show pictures of the form; return how many."""
    owner, alts = world.member_id(handle), dict.fromkeys(ids, alt)
    with world.writing():
        return actions.attach(ids, post, owner, once, alts, utcnow())


def waiting(world: World, handle: str, once: str = ONCE) -> tuple[Picture, ...]:
    """Return what somebody added to a form."""
    owner = world.member_id(handle)
    with world.reading():
        return pending(owner, once)


def shown(world: World, post: int) -> tuple[Picture, ...]:
    """Return the pictures of a post."""
    with world.reading():
        return of_post(post)


def picture(world: World, image: int) -> Image:
    """Return the row of a picture."""
    return world.row(Image, image)
