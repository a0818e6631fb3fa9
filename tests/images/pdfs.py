"""PDFs made for tests: an honest one that says much, one with a password, a bomb."""

import io
import zlib

from PIL import Image as Pillow
from pypdf import PdfReader, PdfWriter

SECRET = b"SECRET"


def page_file() -> bytes:
    """Return a PDF with a page, a photo, and much that it says about its author."""
    camera, photo = Pillow.Exif(), io.BytesIO()
    camera[0x013B] = "SECRET artist"
    Pillow.new("RGB", (16, 16), "red").save(photo, "JPEG", exif=camera)
    words = b"q 99 0 0 99 0 0 cm /Im0 Do Q BT /A 12 Tf 9 150 Td (Tilt table) Tj ET"
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 7 0 R /OpenAction 8 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
        b"/Annots [9 0 R] /PieceInfo << /X (SECRET program) >> /Resources "
        b"<< /XObject << /Im0 5 0 R >> /Font << /A 6 0 R >> >> >>",
        _stream(b"", words),
        _stream(
            b"/Type /XObject /Subtype /Image /Width 16 /Height 16 /ColorSpace "
            b"/DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Metadata 7 0 R",
            photo.getvalue(),
        ),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        _stream(b"/Type /Metadata /Subtype /XML", b"<x:xmpmeta>SECRET xmp</x:xmpmeta>"),
        b"<< /Type /Action /S /JavaScript /JS (app.alert\\(SECRET\\)) >>",
        b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (SECRET reader) "
        b"/Contents (SECRET comment) >>",
        info=b"<< /Author (SECRET author) >>",
    )


def photo_page(photo: bytes, packed: bytes, *more: bytes) -> bytes:
    """Return a PDF of one photo; `packed` says how, `more` are objects from 6 on."""
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R "
        b"/Resources << /XObject << /Im0 5 0 R >> >> >>",
        _stream(b"", b"q 99 0 0 99 0 0 cm /Im0 Do Q"),
        _stream(
            b"/Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace "
            b"/DeviceRGB /BitsPerComponent 8 /Filter " + packed,
            photo,
        ),
        *more,
        info=b"<< >>",
    )


def locked_file() -> bytes:
    """Return a PDF that takes a password."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(page_file())))
    writer.encrypt("a password")
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    """Return a PDF whose list of parts unpacks to 300 MB."""
    packed = zlib.compress(b"\0" * 300_000_000, 9)
    made = (
        b"/Type /XRef /Size 9 /W [1 2 1] /Root 2 0 R /Filter /FlateDecode",
        packed,
    )
    return b"%PDF-1.5\n1 0 obj\n" + _stream(*made) + b"\nendobj\nstartxref\n9\n%%EOF"


def packed_page() -> bytes:
    """Return a PDF whose only page unpacks to 300 MB."""
    packed = zlib.compress(b"q Q " * 75_000_000, 9)
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        _stream(b"/Filter /FlateDecode", packed),
        info=b"<< >>",
    )


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (
        entries,
        len(content),
        content,
    )


def _file(*objects: bytes, info: bytes) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate([*objects, info], 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R "
        b"/Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, size - 1, len(out))
    )
