"""Answers as small as they travel: text goes out packed, if the browser unpacks it.

What packs well is text; pictures and archives are packed already. A page of a member
holds a token of its session beside words that others wrote. Its length gives nothing
away: the token is signed anew each second, forms of other sites are refused whatever
they carry (`http`), and the packed page carries a name of random length besides.
"""

import gzip
import secrets
from functools import lru_cache
from io import BytesIO

from flask import Flask, Response, g, request

from forum.core import static

SMALL = 500
"""Bytes that fit one packet anyway."""
QUICK, SMALLEST = 6, 9
NAME_MAX = 100
TEXT = frozenset(
    {
        "application/atom+xml",
        "application/json",
        "application/ld+json",
        "application/openapi+json",
        "application/problem+json",
        "application/xml",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/plain",
        "text/xml",
    }
)


def pack(response: Response) -> Response:
    """Send an answer packed to whoever can unpack it; say that it depends on that."""
    is_file = static.is_file(response)
    if response.mimetype not in TEXT or not (is_file or not response.is_streamed):
        return response
    response.vary.add("Accept-Encoding")
    is_whole = response.status_code not in {204, 206, 304}
    may = is_whole and not response.content_encoding
    if not may or not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= SMALL:
        response.set_data(_file(content) if is_file else _page(content))
        response.content_encoding = "gzip"
        _loosen(response)
    return response


@lru_cache(maxsize=128)
def _file(content: bytes) -> bytes:
    """Pack a file of the forum itself, once and well."""
    return gzip.compress(content, SMALLEST, mtime=0)


def _page(content: bytes) -> bytes:
    """Pack a page; a member's under a name that says nothing but has some length."""
    name = ""
    if g.get("has_session"):
        name = secrets.token_hex(NAME_MAX)[: secrets.randbelow(NAME_MAX)]
    held = BytesIO()
    with gzip.GzipFile(name, "wb", QUICK, held, mtime=0) as packed:
        packed.write(content)
    return held.getvalue()


def _loosen(response: Response) -> None:
    """Let the mark of an answer stand for both forms of it."""
    mark, _ = response.get_etag()
    if mark:
        response.set_etag(mark, weak=True)


def init_app(app: Flask) -> None:
    """Pack what leaves; whoever joins later changes answers before that."""
    app.after_request(pack)
