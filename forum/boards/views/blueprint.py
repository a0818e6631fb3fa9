"""The blueprint that all pages of the boards belong to."""

from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from forum.boards.queries import LedOn
from forum.members.viewers import current_viewer

bp = Blueprint("boards", __name__)

PAGES_MAX = 10**6


def asked_page() -> int:
    """Return the page number asked for; what is no page number is not found."""
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit()) or not 0 < int(asked[:9]) <= PAGES_MAX:
        raise NotFound
    return int(asked[:9])


def writer() -> str:
    """Count by member: several may write behind one network."""
    return f"writer {current_viewer().id}"


@bp.app_errorhandler(LedOn)
def lead_on(found: LedOn) -> Response:
    """Lead from a thread that was merged to the one with its posts.

    What was sent to it is sent on, so that no text is lost.
    """
    wanted = dict(request.view_args or {}) | {"thread_id": found.thread_id}
    wanted.pop("slug", None)
    is_read = request.method in {"GET", "HEAD"}
    status = HTTPStatus.SEE_OTHER if is_read else HTTPStatus.TEMPORARY_REDIRECT
    return redirect(url_for(request.endpoint or ".index", **wanted), status)
