"""My reports: what a member brought before the moderators, and what came of it."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import member_required
from moderation import actions, queries
from moderation.views.blueprint import bp


@bp.get("/my/flags")
@member_required
def flags(member: Member) -> str:
    """List what a member reported; nobody else sees that they did."""
    now = utcnow()
    return render_template(
        "moderation/flags.html",
        flags=queries.flags_of(member),
        unseen=queries.unseen_flags(member),
        right=queries.right_to_report(member, now),
    )


@bp.post("/my/flags/seen")
@member_required
def flags_seen(member: Member) -> Response:
    """Take the word of a member that they read what came of their reports."""
    with transaction():
        actions.note_flags_seen(member, utcnow())
    return redirect(url_for(".flags"), HTTPStatus.SEE_OTHER)


@bp.post("/my/flags/<int:flag_id>/withdraw")
@member_required
def flag_withdraw(member: Member, flag_id: int) -> Response:
    """Take a report back that nobody has decided about yet."""
    with transaction():
        actions.withdraw_flag(member, flag_id, utcnow())
    flash("You took your report back.", "ok")
    return redirect(url_for(".flags"), HTTPStatus.SEE_OTHER)
