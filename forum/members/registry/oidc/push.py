"""What SolTrex tells us by itself: somebody signed out, an account changed.

Both addresses are called by the account service, not by a browser. What they
take is signed; each message counts once.
"""

import logging
from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, jsonify, request
from joserfc.jwt import Claims
from werkzeug.wrappers import Response

from forum.core.answers import Answer
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import limiter
from forum.members.registry.oidc import actions, events
from forum.members.registry.oidc.client import RegistryDown
from forum.members.registry.oidc.rules import ends_a_session, tells_events
from forum.members.registry.oidc.tokens import (
    EVENT_TOKEN,
    LOGOUT_TOKEN,
    TokenRefused,
    opened,
)
from forum.members.registry.oidc.views import provider

bp = Blueprint("oidc_push", __name__)
log = logging.getLogger(__name__)

EVENT_TYPE = "application/secevent+jwt"
OFTEN = "300 per minute"
SEEN_LASTS = timedelta(days=8)
"""Longer than any message is taken for."""
ERRORS = {
    "wrong issuer": "invalid_issuer",
    "wrong audience": "invalid_audience",
    "unknown key": "invalid_key",
    "wrong signature": "authentication_failed",
}


@bp.post("/registry/logout")
@limiter.limit(OFTEN)
def logout() -> Response:
    """End what was begun in a session that ended at SolTrex."""
    service = provider()
    try:
        token = request.form.get("logout_token", "")
        claims = opened(token, service.find_key, LOGOUT_TOKEN)
        _hold(ends_a_session(claims, service.expected()))
        with transaction():
            _hold(Answer(_is_new(claims), "taken before"))
            sid, sub = str(claims.get("sid") or ""), str(claims.get("sub") or "")
            actions.end_sessions(service.issuer, sid, sub)
    except TokenRefused as error:
        return _refused("invalid_request", str(error))
    except RegistryDown:
        return _later()
    return Response(status=HTTPStatus.OK)


@bp.post("/registry/events")
@limiter.limit(OFTEN)
def event() -> Response:
    """Take a security event token (RFC 8935): what became of an account."""
    service = provider()
    if request.mimetype != EVENT_TYPE:
        return _refused("invalid_request", f"send {EVENT_TYPE}")
    try:
        token = request.get_data(as_text=True)
        claims = opened(token, service.find_key, EVENT_TOKEN)
        _hold(tells_events(claims, service.expected()))
        with transaction():
            # Sent again because our answer was lost: taken, and nothing happens.
            if _is_new(claims):
                events.take(claims, service.issuer, utcnow())
    except TokenRefused as error:
        return _refused(ERRORS.get(str(error), "invalid_request"), str(error))
    except RegistryDown:
        return _later()
    return Response(status=HTTPStatus.ACCEPTED)


def _hold(answer: Answer) -> None:
    if not answer:
        raise TokenRefused(answer.because)


def _is_new(claims: Claims) -> bool:
    number = str(claims["jti"])
    return actions.take_token(provider().issuer, number, utcnow() + SEEN_LASTS)


def _refused(error: str, because: str) -> Response:
    log.warning("message of the account service refused: %s", because)
    answer = jsonify(err=error, error=error, description=because)
    answer.status_code = HTTPStatus.BAD_REQUEST
    return answer


def _later() -> Response:
    answer = jsonify(err="temporarily_unavailable", description="keys not reached")
    answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    answer.headers["Retry-After"] = "60"
    return answer
