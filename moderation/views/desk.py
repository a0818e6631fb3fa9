"""How moderators work: by which keys, and who looks after which boards."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import administrator_required, staff_required
from forum.warnings.views import Page
from moderation import actions, queries
from moderation.forms import KeysForm, TeamForm
from moderation.views.blueprint import bp
from moderation.views.notes import asked_key


@bp.get("/moderation/keys")
@staff_required
def keys(member: Member) -> Page:
    """Show by which keys a moderator works."""
    form = KeysForm()
    form.begin(queries.keys_of(member))
    return render_template("moderation/keys.html", form=form)


@bp.post("/moderation/keys")
@staff_required
def keys_send(member: Member) -> Page:
    """Switch keys on or off, or choose others."""
    form = KeysForm()
    if not form.is_sound():
        page = render_template("moderation/keys.html", form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.choose_keys(member, form.chosen, are_off=form.are_off.data)
    flash("Your keys are saved.", "ok")
    return redirect(url_for(".queue"), HTTPStatus.SEE_OTHER)


@bp.get("/moderation/team")
@administrator_required
def team(member: Member) -> Page:  # noqa: ARG001 - administrators only
    """Show who looks after which boards."""
    return _team()


@bp.post("/moderation/team")
@administrator_required
def team_send(member: Member) -> Page:
    """Have a moderator look after some boards, or after all of them."""
    form, who = TeamForm(), asked_key("member")
    form.boards.choices = list(queries.boards_to_assign())
    if not who or not form.validate():
        return _team(), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.assign_boards(member, who, form.boards.data or [], utcnow())
    flash("Saved. It holds at once, and the log has it.", "ok")
    return redirect(url_for(".team"), HTTPStatus.SEE_OTHER)


def _team() -> str:
    return render_template(
        "moderation/team.html",
        team=queries.team(),
        boards=queries.boards_to_assign(),
    )
