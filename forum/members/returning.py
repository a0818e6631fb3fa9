"""Coming back: a member who is not active signs in and is asked whether to return."""

import time
from datetime import timedelta
from http import HTTPStatus
from typing import Any, cast

from flask import Blueprint, abort, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from forum.core.answers import require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members import actions, queries
from forum.members.rules import may_return
from forum.members.sessions import ServerSession

bp = Blueprint("returning", __name__)

RETURNING = "returning"
LASTS = 600
TOO_LATE = "You waited for too long. Sign in again to come back."


def ask_to_return(
    member_id: int,
    provider_session: bytes | None = None,
    *,
    two_factors: bool,
    proven: timedelta | None = actions.JUST_NOW,
) -> Response:
    """Lead somebody who proved who they are to the question; nobody is signed in.

    Whom the registry keeps out is not asked, but told so.
    """
    require(may_return(queries.is_kept_out(member_id)))
    _this_session().renew(member_id, provider_session)
    session[RETURNING] = {
        "member": member_id,
        "begun_there": provider_session.hex() if provider_session else "",
        "two_factors": two_factors,
        "proven_at": None if proven is None else time.time() - proven.total_seconds(),
        "at": time.time(),
    }
    return redirect(url_for("returning.back"), HTTPStatus.SEE_OTHER)


@bp.get("/sign-in/return")
def back() -> str | Response:
    """Say what coming back means; looking changes nothing."""
    if _asked() is None:
        return redirect(url_for("account.sign_in"), HTTPStatus.SEE_OTHER)
    return render_template("members/not_active.html")


@bp.post("/sign-in/return")
def back_send() -> Response:
    """Make the member active again and sign them in."""
    asked = _asked()
    if asked is None:
        abort(410, TOO_LATE)
    with transaction():
        actions.reactivate(asked["member"], utcnow())
    begun_there = bytes.fromhex(asked["begun_there"]) or None
    _this_session().sign_in(
        asked["member"],
        begun_there,
        two_factors=asked["two_factors"],
        proven=_since(asked["proven_at"]),
    )
    flash("Welcome back. Your account is active again.", "ok")
    return redirect(url_for("members.my"), HTTPStatus.SEE_OTHER)


def _since(proven_at: float | None) -> timedelta | None:
    return None if proven_at is None else timedelta(seconds=time.time() - proven_at)


def _asked() -> dict[str, Any] | None:
    asked: dict[str, Any] | None = session.get(RETURNING)
    if asked is None or time.time() - asked["at"] > LASTS:
        return None
    return asked


def _this_session() -> ServerSession:
    # What Flask hands out is a stand-in for the one `ServerSessions` opened.
    return cast(ServerSession, session)
