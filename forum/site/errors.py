"""Error pages: what happened, what to do, and what the person had written."""

import logging
import secrets
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response

from forum.core.answers import Busy, Gone, NotFound, Paused, Refused, Stale
from forum.core.db import db
from forum.core.events import Event, note
from forum.core.files import StoreAway
from forum.core.finished.copy import copy_of
from forum.core.http import UNSAFE, is_same_origin, is_secret, read_out
from forum.core.lacking import Lack, lack_of
from forum.core.program_log import place_of
from forum.members.viewers import GUEST
from forum.moving.leading import led_on

FIELDS_MAX = 200
STORE_WAIT = 60
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an error page says."""

    status: int
    heading: str
    says: str
    icon: str = "warn"
    wait: int = 0
    reference: str = ""
    may_resend: bool = False


SAID = {
    400: ("We did not understand this", "The request was incomplete or mistyped."),
    401: ("Sign in first", "Everyone can read. To write, you need an account."),
    403: ("This is not possible", "You may not do this."),
    404: (
        "We cannot find this page",
        "The address may be mistyped, or the thread was moved or deleted.",
    ),
    405: ("This does not work here", "The address is right, but not for this."),
    408: ("This took too long", "What you sent did not arrive in time. Try again."),
    409: ("Somebody was faster", "This changed while you were looking at it."),
    410: ("This is no longer here", ""),
    413: (
        "This is too large",
        "A form holds 500 kB of text and 30 MB of photos. Go back and make it smaller.",
    ),
    422: ("There is a problem", "The form was not filled in completely."),
    429: ("Please wait a moment", "We slow everyone down to keep bots out."),
    503: ("Back in a moment", "The forum cannot be reached right now. Try again soon."),
}
LACKING = {
    Lack.DATABASE: (
        "Back in a moment",
        "Our database does not answer right now. You did nothing wrong.",
        60,
    ),
    Lack.ROOM: (
        "Nothing new can be kept right now",
        "Reading works, writing does not: our disk has no room. You did nothing wrong.",
        300,
    ),
    Lack.TURN: (
        "Please wait a moment",
        "Many people write at this very moment, and it was not your turn.",
        5,
    ),
}
"""What is told, and the seconds to wait."""
NOTED = {401: Event.REFUSED, 403: Event.REFUSED, 429: Event.LIMITED}
ICONS = {
    401: "lock",
    403: "lock",
    404: "search",
    408: "clock",
    410: "shield",
    429: "clock",
}


def init_app(app: Flask) -> None:
    """Show every error as a page of the forum."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _lost_token)
    app.register_error_handler(RateLimitExceeded, _limit)
    app.register_error_handler(StoreAway, _store_away)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(Paused, _paused)
    app.register_error_handler(Stale, lambda _: _page(_trouble(409)))
    app.register_error_handler(NotFound, lambda _: _missing())
    app.register_error_handler(Gone, _gone)
    app.register_error_handler(DBAPIError, _broken_off)
    app.register_error_handler(NoConnection, _lacking_or_unexpected)
    app.register_error_handler(OSError, _lacking_or_unexpected)
    app.register_error_handler(sqlite3.Error, _lacking_or_unexpected)
    app.register_error_handler(Exception, _unexpected)
    app.after_request(_noted)


def _noted(response: Response) -> Response:
    """Have the log tell who was refused, and who was asked to wait."""
    if event := NOTED.get(response.status_code):
        note(event, g.get("member_id"), status=response.status_code)
    return response


def _http(
    error: HTTPException,
) -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    if isinstance(error.response, Response):
        return error.response
    status = error.code or 500
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        read_out(request.environ)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        # Before and after a page nobody but Flask itself catches what goes wrong.
        return _lacking_or_unexpected(
            getattr(error, "original_exception", None) or error
        )
    own_words = error.description != type(error).description
    says = error.description if own_words and error.description else ""
    if status == HTTPStatus.NOT_FOUND:
        return _missing(says)
    if status == HTTPStatus.UNAUTHORIZED:
        return _page(_trouble(status, may_resend=True))
    page, status = _page(_trouble(status, says))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        return page, status, {"Allow": ", ".join(sorted(error.valid_methods))}
    return page, status


def _missing(says: str = "") -> Response | tuple[str, int]:
    """Say that there is no such page, unless another forum had one there."""
    if leads_to := led_on():
        return redirect(leads_to, HTTPStatus.MOVED_PERMANENTLY)
    return _page(_trouble(404, says))


def _lost_token(error: CSRFError) -> tuple[str, int]:  # noqa: ARG001 - a handler
    """The form was open for long or its session ended: offer to send it again."""
    note(Event.REFUSED, g.get("member_id"), status=HTTPStatus.BAD_REQUEST)
    says = (
        "The form was open for a long time, or you were signed out meanwhile. "
        "Nothing was sent."
    )
    return _page(
        Trouble(400, "Please send this again", says, may_resend=is_same_origin())
    )


def _limit(error: RateLimitExceeded) -> tuple[str, int, dict[str, str]]:
    seconds = error.limit.limit.get_expiry()
    return _waiting("There were many requests from your network.", seconds)


def _busy(error: Busy) -> tuple[str, int, dict[str, str]]:
    return _waiting(str(error), error.wait)


def _waiting(says: str, seconds: int) -> tuple[str, int, dict[str, str]]:
    span = "a second" if seconds == 1 else f"{seconds} seconds"
    if seconds > 90:  # noqa: PLR2004 - from here on minutes read better
        span = f"{round(seconds / 60)} minutes"
    said = f"{says} We slow everyone down at that point to keep bots out."
    trouble = Trouble(
        429, f"Please wait {span}", said, "clock", seconds, may_resend=True
    )
    page, status = _page(trouble)
    return page, status, {"Retry-After": str(seconds)}


def _paused(error: Paused) -> tuple[str, int, dict[str, str]]:
    """Hand back what was sent while nobody could write."""
    trouble = Trouble(
        503,
        "The forum can only be read just now",
        str(error),
        "clock",
        error.wait,
        may_resend=True,
    )
    page, status = _page(trouble)
    return page, status, {"Retry-After": str(error.wait)}


def _store_away(error: StoreAway) -> tuple[str, int, dict[str, str]]:
    """Hand back what was sent while files could not be kept or fetched."""
    log.error("the store of files is away: %s", error)
    says = "Photos and files cannot be reached right now. Try again in a minute."
    heading, _ = SAID[503]
    trouble = Trouble(503, heading, says, wait=STORE_WAIT, may_resend=True)
    page, status = _page(trouble)
    return page, status, {"Retry-After": str(STORE_WAIT)}


def _refused(error: Refused) -> tuple[str, int]:
    return _page(_trouble(403, str(error)))


def _gone(error: Gone) -> tuple[str, int]:
    return _page(_trouble(410, str(error)))


def _broken_off(error: DBAPIError) -> ResponseReturnValue:
    """Ask the database itself, if a copy of it did not answer."""
    copy = copy_of(current_app)
    anew = copy.answer_anew() if copy else None
    return _lacking_or_unexpected(error) if anew is None else anew


def _lacking_or_unexpected(error: Exception) -> tuple[str, int, dict[str, str]]:
    """Say what to wait for, if that is known."""
    lack = lack_of(error)
    if lack is None:
        return *_unexpected(error), {}
    log.error("%s: %s at %s", lack, type(error).__name__, place_of(error))
    heading, says, wait = LACKING[lack]
    trouble = Trouble(503, heading, says, wait=wait, may_resend=True)
    page, status = _page_in_any_case(trouble)
    return page, status, {"Retry-After": str(wait)}


def _unexpected(error: Exception) -> tuple[str, int]:
    """Give a number to quote; the log gets it with the kind and the place only."""
    reference = secrets.token_hex(4)
    place = place_of(error)
    log.error("error %s: %s at %s", reference, type(error).__name__, place)
    says = "This is our fault, not yours. Try again in a moment."
    trouble = Trouble(
        500, "Something went wrong", says, reference=reference, may_resend=True
    )
    return _page_in_any_case(trouble)


def _page_in_any_case(trouble: Trouble) -> tuple[str, int]:
    """Say it also where the database answers nothing more."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
    try:
        return _page(trouble)
    except SQLAlchemyError:
        g.viewer = GUEST  # whose page asks it nothing
        return _page(trouble)


def _trouble(status: int, says: str = "", *, may_resend: bool = False) -> Trouble:
    heading, usual = SAID.get(status, SAID[400])
    return Trouble(
        status, heading, says or usual, ICONS.get(status, "warn"), may_resend=may_resend
    )


def _page(trouble: Trouble) -> tuple[str, int]:
    g.setdefault("has_session", False)
    kept = _kept() if request.method in UNSAFE and is_same_origin() else {}
    page = render_template("errors/error.html", trouble=trouble, kept=kept)
    return page, trouble.status


def _kept() -> dict[str, str]:
    """Return what was typed, so that an error loses none of it."""
    try:
        fields = list(request.form.items())[:FIELDS_MAX]
    except HTTPException:
        return {}
    return {
        name: value.replace("\0", "") for name, value in fields if not is_secret(name)
    }
