"""What all pages of accounts share: their blueprint, and where one goes next."""

from http import HTTPStatus
from typing import cast

from flask import Blueprint, flash, session
from werkzeug.wrappers import Response

from forum.members.queries import member_numbered
from forum.members.sessions import ServerSession
from forum.members.viewers import lacks_proof

bp = Blueprint("account", __name__)

Page = str | tuple[str, HTTPStatus] | Response
SET_IT_UP = (
    "You look after the forum. Its pages open once you have a second step: an app on "
    "your phone, or a passkey. Until then you can do what every member can."
)
TOO_YOUNG = "too_young"
"""Marks a browser's session in which somebody said so."""
ASK_AGAIN = "The link is too old or was used already. Ask for a new one."


def safe_path(path: str | None) -> str:
    """Return a path on this site, the index for anything else."""
    path = path or ""
    # Browsers drop tabs and line ends: what follows the first slash may be another.
    plain = path.isascii() and path.isprintable() and "\\" not in path
    if not plain or not path.startswith("/") or path.startswith("//"):
        return "/"
    return path


def tell_missing_step(member_id: int, *, two_factors: bool) -> bool:
    """Say to whoever looks after the forum that a second step opens its pages.

    Returns whether they have to set one up first.
    """
    member = member_numbered(member_id)
    if member is None or not lacks_proof(member, two_factors=two_factors):
        return False
    flash(SET_IT_UP, "info")
    return True


def this_session() -> ServerSession:
    """Return the session of the browser that asks."""
    # What Flask hands out is a stand-in for the one `ServerSessions` opened.
    return cast(ServerSession, session)
