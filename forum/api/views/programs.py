"""Pages about programs that read the forum: how they do, and tokens for one's own."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.api import actions, queries, rules
from forum.api.operations import operations
from forum.core.clock import utcnow
from forum.core.db import KEY_MAX, transaction
from forum.core.limits import limiter
from forum.members.models import Member
from forum.members.registry import registry
from forum.members.viewers import fresh_required, member_required

bp = Blueprint("programs", __name__)


@bp.get("/api")
def guide() -> str:
    """Say how programs read the forum."""
    return render_template("api/guide.html", operations=operations)


@bp.get("/my/programs")
@member_required
def own(viewer: Member) -> str:
    """Show a member their tokens."""
    now = utcnow()
    tokens = queries.tokens_of(viewer.id, now)
    return render_template(
        "api/programs.html",
        tokens=tokens,
        may=rules.may_make(len(tokens)),
        at_soltrex=registry().elsewhere(viewer.id) is not None,
    )


@bp.post("/my/programs")
@limiter.limit("20 per hour")
@fresh_required
def make(viewer: Member) -> str:
    """Make a token and show it, once."""
    with transaction():
        made = actions.make(viewer.id, utcnow())
    return render_template("api/token.html", made=made)


@bp.post("/my/programs/end")
@member_required
def end(viewer: Member) -> Response:
    """End a token; nothing is read with it from then on."""
    asked = request.form.get("token", "")
    key = int(asked[:10]) if asked.isascii() and asked.isdigit() else 0
    with transaction():
        actions.end(viewer.id, min(key, KEY_MAX))
    flash("That token has ended.", "ok")
    return redirect(url_for(".own"), HTTPStatus.SEE_OTHER)
