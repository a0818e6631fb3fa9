"""Ignoring a member: what it does, the button, and the list."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.reactions import actions, queries
from forum.reactions.views.blueprint import bp


@bp.get("/m/<handle>/ignore")
@member_required
def ignoring(member: Member, handle: str) -> str:
    """Say what ignoring somebody does, with the button for it."""
    other_id, name = queries.other_named(handle)
    return render_template(
        "reactions/ignore.html",
        handle=name,
        is_self=other_id == member.id,
        is_ignored=queries.ignores(member.id, other_id),
    )


@bp.post("/m/<handle>/ignore")
@member_required
def ignore(member: Member, handle: str) -> Response:
    """Ignore a member from now on."""
    other_id, name = queries.other_named(handle)
    with transaction():
        actions.ignore(member, other_id, utcnow())
    flash(f"You ignore {name} now. Nobody else knows.", "ok")
    return redirect(url_for(".ignored"), HTTPStatus.SEE_OTHER)


@bp.post("/m/<handle>/unignore")
@member_required
def unignore(member: Member, handle: str) -> Response:
    """Show again what a member writes."""
    other_id, name = queries.other_named(handle)
    with transaction():
        actions.unignore(member.id, other_id)
    flash(f"You see what {name} writes again.", "ok")
    return redirect(url_for(".ignored"), HTTPStatus.SEE_OTHER)


@bp.get("/my/ignored")
@member_required
def ignored(member: Member) -> str:
    """List whom a member ignores."""
    return render_template(
        "reactions/ignored.html", members=queries.ignored_by(member.id)
    )
