"""The addresses of pictures: for whoever may see the post, and inert."""

import re

from flask import Blueprint, Response

from forum.core.answers import NotFound
from forum.core.files import files
from forum.images import queries
from forum.images.access import Access, access_to
from forum.members.viewers import current_viewer

bp = Blueprint("images", __name__)
FILE = re.compile(r"([0-9a-f]{32})(?:-small)?\.([a-z]{3,4})")
POLICY = "sandbox; default-src 'none'"


@bp.get("/attachments/<file>")
def attachment(file: str) -> Response:
    """Show a picture, large or small, to whoever may see its post."""
    named = FILE.fullmatch(file)
    if named is None:
        raise NotFound
    picture = queries.served(named[1])
    access = access_to(current_viewer(), picture)
    content = None if access is Access.NOBODY else files().read(file)
    if content is None:
        raise NotFound
    answer = Response(content, mimetype=f"image/{picture.format}")
    # What a name stands for never changes, so the name tells one from another.
    answer.set_etag(file)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    shown = f'inline; filename="picture.{picture.format.ending}"'
    answer.headers["Content-Disposition"] = shown
    is_public = access is Access.EVERYBODY
    kept = "public, no-cache" if is_public else "private, no-store"
    answer.headers["Cache-Control"] = kept
    return answer
