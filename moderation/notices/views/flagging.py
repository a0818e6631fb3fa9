"""Reporting a post: members by their account, everybody else by name."""

from http import HTTPStatus

from flask import render_template

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import GUEST, current_viewer
from forum.warnings.views import Page
from moderation import queries
from moderation.notices import actions
from moderation.notices.forms import GuestFlagForm
from moderation.notices.views.blueprint import receipt, slow_down
from moderation.queries.statements import Flaggable
from moderation.views import bp
from moderation.views.members import flag_as_member, flag_as_member_send

AT_MOST = "5 per hour"


@bp.get("/p/<int:post_id>/flag")
def flag(post_id: int) -> Page:
    """Ask why somebody reports a post."""
    if isinstance(current_viewer(), Member):
        return flag_as_member(post_id)
    return _page(queries.flaggable(post_id, GUEST), GuestFlagForm())


@bp.post("/p/<int:post_id>/flag")
def flag_send(post_id: int) -> Page:
    """Bring a post before the moderators."""
    if isinstance(current_viewer(), Member):
        return flag_as_member_send(post_id)
    post, form = queries.flaggable(post_id, GUEST), GuestFlagForm()
    if not form.validate():
        return _page(post, form), HTTPStatus.UNPROCESSABLE_ENTITY
    slow_down("reports", AT_MOST)
    note = (form.note.data or "").strip()
    with transaction():
        notice = actions.file_flag(form.filed(), post_id, form.chosen, note, utcnow())
    return receipt(notice)


def _page(post: Flaggable, form: GuestFlagForm) -> str:
    return render_template("notices/flag.html", post=post, form=form)
