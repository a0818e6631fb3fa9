"""What all pages of accounts share: their blueprint, and where one goes next."""

from http import HTTPStatus
from typing import cast

from flask import Blueprint, session
from werkzeug.wrappers import Response

from forum.members.sessions import ServerSession

bp = Blueprint("account", __name__)

Page = str | tuple[str, HTTPStatus] | Response
ASK_AGAIN = "The link is too old or was used already. Ask for a new one."


def safe_path(path: str | None) -> str:
    """Return a path on this site, the index for anything else."""
    path = path or ""
    # Browsers drop tabs and line ends: what follows the first slash may be another.
    plain = path.isascii() and path.isprintable() and "\\" not in path
    if not plain or not path.startswith("/") or path.startswith("//"):
        return "/"
    return path


def this_session() -> ServerSession:
    """Return the session of the browser that asks."""
    # What Flask hands out is a stand-in for the one `ServerSessions` opened.
    return cast(ServerSession, session)
