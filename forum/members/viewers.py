"""The one who looks at a page: a member, or a guest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, NoReturn, ParamSpec, TypeVar

from flask import (
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from forum.core.clock import utcnow
from forum.core.http import UNSAFE, is_secret
from forum.members.models import Member
from forum.settings import Settings

FRESH_FOR = timedelta(minutes=10)
OF_STAFF = ("/moderation", "/admin")
OF_ONESELF = "/my"
FIELDS_MAX = 200

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who reads without an account."""

    id: None = None
    is_staff: bool = False
    is_administrator: bool = False


GUEST = Guest()
Viewer = Member | Guest


def current_viewer() -> Viewer:
    """Return who makes this request."""
    viewer: Viewer = g.get("viewer", GUEST)
    return viewer


def member_required(
    view: Callable[Concatenate[Member, P], R],
) -> Callable[P, R]:
    """Hand the signed-in member to a view; a guest is asked to sign in."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        viewer = current_viewer()
        if not isinstance(viewer, Member):
            abort(401)
        if lacks_second_step(viewer):
            page = render_template("account/second_step_needed.html")
            abort(make_response(page, HTTPStatus.FORBIDDEN))
        return view(viewer, *args, **kwargs)

    return wrapped


def staff_required(
    view: Callable[Concatenate[Member, P], R],
) -> Callable[P, R]:
    """Hand a moderator or administrator to a view; nobody else gets in."""

    def for_staff(member: Member, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not member.is_staff:
            abort(403, "This page is for moderators.")
        return view(member, *args, **kwargs)

    return wraps(view)(member_required(for_staff))


def administrator_required(
    view: Callable[Concatenate[Member, P], R],
) -> Callable[P, R]:
    """Hand an administrator to a view; moderators do not get in."""

    def for_administrator(member: Member, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not member.is_administrator:
            abort(403, "This page is for administrators.")
        return view(member, *args, **kwargs)

    return wraps(view)(staff_required(for_administrator))


def fresh_administrator_required(
    view: Callable[Concatenate[Member, P], R],
) -> Callable[P, R]:
    """Hand an administrator to a view for a deed that concerns everybody.

    They proved just now who they are; else they are asked to, and come back.
    """

    def for_fresh(member: Member, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not is_fresh(utcnow()):
            ask_to_confirm()
        return view(member, *args, **kwargs)

    return wraps(view)(administrator_required(for_fresh))


def fresh_required(
    view: Callable[Concatenate[Member, P], R],
) -> Callable[P, R]:
    """Hand a member to a view for a sensitive deed: they proved just now who they are.

    Whoever did so longer ago is asked to do it again, and comes back. What a
    form held stands on the page that asks, to be sent again.
    """

    def for_fresh(member: Member, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not is_fresh(utcnow()):
            ask_to_confirm()
        return view(member, *args, **kwargs)

    return wraps(view)(member_required(for_fresh))


def is_fresh(now: datetime) -> bool:
    """Say whether the viewer proved who they are within the last ten minutes."""
    confirmed_at: datetime | None = g.get("confirmed_at")
    return confirmed_at is not None and now - confirmed_at <= FRESH_FOR


def ask_to_confirm() -> NoReturn:
    """Have the viewer prove who they are, and lead them back after that."""
    if request.method not in UNSAFE:
        here = request.full_path if request.query_string else request.path
        abort(redirect(url_for("account.confirm", next=here), HTTPStatus.SEE_OTHER))
    page = render_template("account/confirm_first.html", kept=_typed())
    abort(make_response(page, HTTPStatus.FORBIDDEN))


def lacks_second_step(member: Member) -> bool:
    """Say whether this page wants a session opened by two steps, and it was not.

    What concerns only the member themselves stays open to them.
    """
    settings: Settings = current_app.extensions["settings"]
    is_tried_out = member.demo and settings.is_tried_out
    if is_tried_out or g.get("two_factors") or request.blueprint == "account":
        return False
    if settings.require_totp == "all":
        return not request.path.startswith(OF_ONESELF)
    return member.lacks_proof and request.path.startswith(OF_STAFF)


def lacks_proof(member: Member, *, two_factors: bool) -> bool:
    """Say whether somebody's role needs a second step that their session lacks."""
    settings: Settings = current_app.extensions["settings"]
    is_tried_out = member.demo and settings.is_tried_out
    is_asked = settings.require_totp != "none" and not is_tried_out
    return member.has_staff_role and is_asked and not two_factors


def _typed() -> dict[str, str]:
    """Return what a form held, but for passwords and the like."""
    fields = list(request.form.items())[:FIELDS_MAX]
    return {name: value for name, value in fields if not is_secret(name)}
