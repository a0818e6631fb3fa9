"""The blueprint of all answers to programs: who asks, how often, what went wrong."""

from http import HTTPStatus

from flask import Blueprint, current_app, g, request
from flask_limiter import RateLimitExceeded
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response

from forum.api import shaping
from forum.api.cursors import BadCursor
from forum.api.shapes import Problem, Shape
from forum.core.answers import Gone, NotFound
from forum.core.limits import limiter
from forum.members.viewers import GUEST
from forum.settings import Settings

bp = Blueprint("api", __name__, url_prefix="/api/v1")
PROBLEM = "application/problem+json"
OFTEN = "60 per minute"
MAY_SEND = "Authorization, If-None-Match"
TOO_OFTEN = "Each network can ask 60 times a minute."
NOT_THERE = "There is no such thing, or not everybody can read it."
once = limiter.shared_limit(OFTEN, scope="api")
"""One limit for all of it, by network."""


def sent(shape: Shape) -> Response:
    """Send a shape as JSON."""
    return Response(shape.model_dump_json(), mimetype="application/json")


def problem(status: int, detail: str) -> Response:
    """Say what went wrong, for programs."""
    said = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return Response(said.model_dump_json(), status, mimetype=PROBLEM)


@bp.before_request
def _as_a_guest() -> None:
    """Answer as to a guest, whoever's browser asks."""
    g.viewer = GUEST


@bp.after_request
def _share(response: Response) -> Response:
    """Let pages of other sites read it, as far as the operator wants that."""
    settings: Settings = current_app.extensions["settings"]
    allowed, origin = settings.api_origins.split(), request.headers.get("Origin", "")
    if "*" in allowed:
        response.headers["Access-Control-Allow-Origin"] = "*"
    elif allowed:
        response.headers.add("Vary", "Origin")
        if origin in allowed:
            response.headers["Access-Control-Allow-Origin"] = origin
    if "Access-Control-Allow-Origin" in response.headers:
        response.headers["Access-Control-Allow-Headers"] = MAY_SEND
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response


@bp.before_app_request
def _nowhere() -> Response | None:
    """Say for programs what is no address of theirs, before a page says it."""
    wrong = request.routing_exception
    if wrong is None or not request.path.startswith(f"{bp.url_prefix}/"):
        return None
    if isinstance(wrong, MethodNotAllowed):
        answer = problem(405, "Programs can only read here.")
        answer.headers["Allow"] = ", ".join(sorted(wrong.valid_methods or ()))
        return answer
    return problem(404, NOT_THERE) if wrong.code == HTTPStatus.NOT_FOUND else None


@bp.errorhandler(NotFound)
def _not_found(_: NotFound) -> Response:
    return problem(404, NOT_THERE)


@bp.errorhandler(Gone)
def _gone(error: Gone) -> Response:
    return problem(410, shaping.said(str(error)))


@bp.errorhandler(BadCursor)
def _bad_cursor(_: BadCursor) -> Response:
    return problem(400, "Take the cursor from the list before, as it stands there.")


@bp.errorhandler(RateLimitExceeded)
def _too_often(error: RateLimitExceeded) -> Response:
    seconds = error.limit.limit.get_expiry()
    answer = problem(429, TOO_OFTEN)
    answer.headers["Retry-After"] = str(seconds)
    return answer


@bp.errorhandler(HTTPException)
def _otherwise(error: HTTPException) -> Response:
    answer = problem(error.code or 500, error.description or "")
    if error.code == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
