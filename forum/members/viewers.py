"""The one who looks at a page: a member, or a guest."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from flask import abort, g

from forum.members.models import Member

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
