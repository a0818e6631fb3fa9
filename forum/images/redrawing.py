"""Drawing a picture anew, pixel by pixel, so that nothing else of it is left."""

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

# Named, since Pillow learns a kind of file by importing what reads it.
from PIL import (
    GifImagePlugin,
    Image,
    ImageCms,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from forum.core.answers import Refused, require
from forum.images import rules
from forum.images.containers import Kind, bare, is_lossless, kind_of, size_of
from forum.images.exif import orientation
from forum.images.models import Format

READERS = (GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)

SIDE_MAX = 2048
"""A roof fills a large screen at this size; no number plate is read from afar."""
THUMBNAIL_SIDE_MAX = 480
QUALITY = 82
DRAWING_MAX = 3_000_000
"""Screenshots and charts stay well below it; what does not is a photo after all."""
PROFILE_MAX = 4_000_000
GAP = 2.0
"""How much finer than wanted a picture is read before it is made smaller."""

TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to turn a picture upright, for each way of holding the camera."""
WITH_ALPHA = frozenset({"LA", "RGBA"})
OPAQUE = 255
READY = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})
"""Ways to keep pixels that can be made smaller as they are."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture drawn anew, large and small."""

    main: bytes
    thumbnail: bytes
    format: Format
    size: tuple[int, int]
    thumb_size: tuple[int, int]


def redraw(data: bytes) -> Drawn:
    """Draw a picture anew; raises `Refused` with a sentence if it is none."""
    kind = kind_of(data)
    if kind is None:
        raise Refused(rules.NO_PHOTO)
    is_photo = kind is Kind.JPEG
    require(rules.may_be_opened(*size_of(data), is_photo=is_photo))
    try:
        picture = _opened(data, kind)
        main, format_ = _best(picture, is_drawing=is_lossless(data))
        small = picture.copy()
        small.thumbnail((THUMBNAIL_SIDE_MAX, THUMBNAIL_SIDE_MAX), reducing_gap=GAP)
        thumbnail = _encoded(small, format_)
    except Refused:
        raise
    except Exception:  # whatever a hostile file makes the decoder stumble over
        raise Refused(rules.DAMAGED) from None
    return Drawn(main, thumbnail, format_, picture.size, small.size)


def _opened(data: bytes, kind: Kind) -> Image.Image:
    """Return the first picture of a file: upright, not too large, nothing else."""
    with Image.open(BytesIO(bare(data)), formats=[kind.value]) as image:
        # Once more: the decoder may have read another header than we did.
        require(rules.may_be_opened(*image.size, is_photo=kind is Kind.JPEG))
        profile = image.info.get("icc_profile") or b""
        smaller = _ready(image)
        smaller.thumbnail((SIDE_MAX, SIDE_MAX), reducing_gap=GAP)
        coloured = _in_srgb(smaller, profile)
    turn = TURNED.get(orientation(data))
    return _fresh(coloured if turn is None else coloured.transpose(turn))


def _ready(image: Image.Image) -> Image.Image:
    """Return a picture whose neighbouring pixels can be mixed."""
    if image.mode.startswith("I"):  # sixteen bits, where eight are enough
        return image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data and image.mode not in WITH_ALPHA:
        return image.convert("RGBA")
    if image.mode in READY:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture in the colours of the web; its own profile is let go."""
    plain = image.convert(image.mode.removesuffix("A"))
    if profile and len(profile) <= PROFILE_MAX:
        # A profile that does not fit leaves the colours as they are.
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            plain = _converted(plain, ImageCms.ImageCmsProfile(BytesIO(profile)))
    if plain.mode == "CMYK":
        plain = plain.convert("RGB")
    if image.mode in WITH_ALPHA:
        plain.putalpha(image.getchannel("A"))
    return plain


def _converted(image: Image.Image, own: ImageCms.ImageCmsProfile) -> Image.Image:
    if ImageCms.getProfileDescription(own).startswith("sRGB"):
        return image
    srgb = ImageCms.createProfile("sRGB")
    return ImageCms.profileToProfile(image, own, srgb, outputMode="RGB") or image


def _fresh(image: Image.Image) -> Image.Image:
    """Return the pixels alone, in a picture that was never another."""
    if image.mode not in WITH_ALPHA:
        return _pasted(image, None)
    alpha = image.getchannel("A")
    if alpha.getextrema() == (OPAQUE, OPAQUE):
        return _pasted(image.convert(image.mode.removesuffix("A")), None)
    # What is wholly transparent has colours too: perhaps those of what was cut out.
    seen = alpha.point(lambda value: OPAQUE if value else 0)
    return _pasted(image.convert("RGBA"), seen)


def _pasted(image: Image.Image, mask: Image.Image | None) -> Image.Image:
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image, None, mask)
    return fresh


def _best(picture: Image.Image, *, is_drawing: bool) -> tuple[bytes, Format]:
    """Write drawings without loss; photos, also those sent as drawings, with some."""
    if is_drawing:
        drawing = _encoded(picture, Format.PNG)
        if len(drawing) <= DRAWING_MAX:
            return drawing, Format.PNG
    format_ = Format.WEBP if picture.mode in WITH_ALPHA else Format.JPEG
    return _encoded(picture, format_), format_


def _encoded(picture: Image.Image, format_: Format) -> bytes:
    written = BytesIO()
    match format_:
        case Format.JPEG:
            picture.save(written, "JPEG", quality=QUALITY, optimize=True)
        case Format.WEBP:
            picture.save(written, "WEBP", quality=QUALITY, method=2)
        case Format.PNG:
            picture.save(written, "PNG")
    return written.getvalue()
