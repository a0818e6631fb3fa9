"""How the forum looks to a member, and the sign that others see beside their posts."""

import re
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.core.answers import NotFound
from forum.core.db import transaction
from forum.core.static import FOREVER
from forum.members import actions
from forum.members.forms import LookForm
from forum.members.models import Member
from forum.members.signs import drawn
from forum.members.viewers import member_required

bp = Blueprint("look", __name__)

SIGN = re.compile(r"[0-9a-f]{8}")


@bp.get("/my/look")
@member_required
def look(viewer: Member) -> str:
    """Show a member in which colors they read."""
    form = LookForm(scheme=str(viewer.scheme), more_contrast=viewer.more_contrast)
    return render_template("members/look.html", form=form)


@bp.post("/my/look")
@member_required
def look_send(viewer: Member) -> Response | tuple[str, HTTPStatus]:
    """Keep in which colors a member reads; every page follows at once."""
    form = LookForm()
    if not form.validate():
        page = render_template("members/look.html", form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.dress(
            viewer.id, form.chosen(), more_contrast=bool(form.more_contrast.data)
        )
    flash("The forum looks as you chose, wherever you sign in.", "ok")
    return redirect(url_for(".look"), HTTPStatus.SEE_OTHER)


@bp.get("/signs/<sign>.svg")
def sign(sign: str) -> Response:
    """Send the pattern that stands for a member; it is the same for everybody."""
    if not SIGN.fullmatch(sign):
        raise NotFound
    answer = Response(drawn(sign), mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = FOREVER
    return answer
