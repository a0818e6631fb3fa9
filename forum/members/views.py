"""Pages of members: what others see of them, and My SolTrex."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from forum.core.db import transaction
from forum.members import actions, queries
from forum.members.models import Member
from forum.members.sessions import ServerSession
from forum.members.viewers import member_required

bp = Blueprint("members", __name__)


@bp.get("/m/<handle>")
def member(handle: str) -> str:
    """Show what everybody sees of a member."""
    return render_template("members/member.html", profile=queries.profile(handle))


@bp.get("/my")
@member_required
def my(viewer: Member) -> str:
    """Show a member what others see of them and what stays private."""
    return render_template("members/my.html", member=viewer)


@bp.post("/sign-out")
def sign_out() -> Response:
    """End this session on the server; a second click does no harm."""
    assert isinstance(session, ServerSession)  # noqa: S101 - for the types
    session.sign_out()
    response = redirect(url_for("boards.index"), HTTPStatus.SEE_OTHER)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.post("/my/sessions/end")
@member_required
def end_sessions(viewer: Member) -> Response:
    """Sign a member out everywhere, here too."""
    with transaction():
        actions.end_sessions(viewer.id)
    return redirect(url_for("account.sign_in"), HTTPStatus.SEE_OTHER)
