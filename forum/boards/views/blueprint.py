"""The blueprint that all pages of the boards belong to."""

from flask import Blueprint, request
from werkzeug.exceptions import NotFound

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
