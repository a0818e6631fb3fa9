"""The addresses of pictures and files: for whoever may see the post, and inert."""

import re
from unicodedata import normalize

from flask import Blueprint, Response

from forum.core.answers import NotFound
from forum.core.files import files
from forum.core.finished.showing import never_kept
from forum.images import queries, sealing
from forum.images.access import Access, access_to
from forum.images.queries import Served
from forum.members.viewers import current_viewer

bp = Blueprint("images", __name__)
FILE = re.compile(r"([0-9a-f]{32})(?:-small)?\.([a-z]{3,4})")
POLICY = "sandbox; default-src 'none'"


@bp.get("/attachments/<file>")
@never_kept
def attachment(file: str) -> Response:
    """Show a picture, or hand out a file, to whoever may see its post."""
    named = FILE.fullmatch(file)
    if named is None:
        raise NotFound
    kept = queries.served(named[1])
    access = access_to(current_viewer(), kept)
    content = None if access is Access.NOBODY else _content(file, named[1], kept)
    if content is None:
        raise NotFound
    answer = Response(content, mimetype=kept.format.mimetype)
    # What a name stands for never changes, so the name tells one from another.
    if not kept.format.is_file:
        answer.set_etag(file)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Disposition"] = _disposition(kept)
    is_public = access is Access.EVERYBODY
    may_stay = "public, no-cache" if is_public else "private, no-store"
    answer.headers["Cache-Control"] = may_stay
    return answer


def _content(file: str, name: str, kept: Served) -> bytes | None:
    """Return what a file holds; one that is not posted yet is opened for its owner."""
    if not kept.format.is_file:
        return files().read(file)
    if file != f"{name}.{kept.format.ending}":
        return None
    return sealing.content_of(name) if kept.post_id is None else files().read(file)


def _disposition(kept: Served) -> str:
    """Show pictures; have files saved, never opened here, under a name of few signs."""
    if not kept.format.is_file:
        return f'inline; filename="picture.{kept.format.ending}"'
    plain = normalize("NFKD", kept.alt).encode("ascii", "ignore").decode()
    called = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60] or "file"
    return f'attachment; filename="{called}.{kept.format.ending}"'
