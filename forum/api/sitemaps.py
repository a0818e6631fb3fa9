"""The sitemap: which boards and threads everybody can read, for search engines."""

from typing import Any

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from forum.api import queries
from forum.boards.queries import index
from forum.core.answers import NotFound
from forum.core.limits import limiter
from forum.members.viewers import GUEST
from forum.settings import Settings

bp = Blueprint("sitemaps", __name__)
OFTEN = "120 per minute"


@bp.get("/sitemap.xml")
@limiter.limit(OFTEN)
def every() -> Response:
    """List the files of the sitemap."""
    return _xml("api/sitemap_index.xml", parts=queries.parts())


@bp.get("/sitemap-boards.xml")
@limiter.limit(OFTEN)
def boards() -> Response:
    """List the boards that everybody reads."""
    groups = index(GUEST).groups
    rows = [board for group in groups for board in group.boards]
    return _xml("api/sitemap_boards.xml", boards=rows)


@bp.get("/sitemap-threads-<int:number>.xml")
@limiter.limit(OFTEN)
def threads(number: int) -> Response:
    """List the threads of one file."""
    found = queries.threads_of(number)
    if not found:
        raise NotFound
    return _xml("api/sitemap_threads.xml", threads=found)


def _xml(template: str, **given: Any) -> Response:
    settings: Settings = current_app.extensions["settings"]
    page = render_template(template, base=settings.base_url, **given)
    return Response(page, mimetype="application/xml")
