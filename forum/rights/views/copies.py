"""What a member may do and why, and a copy of all that is kept about them."""

from http import HTTPStatus

from flask import flash, redirect, render_template, send_file, url_for

from forum.boards.queries import boards_with_rights
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import fresh_required, member_required
from forum.rights import actions, queries, rules
from forum.rights.jobs import copies
from forum.rights.views.blueprint import Page, bp


@bp.get("/my/access")
@member_required
def access(viewer: Member) -> str:
    """Show a member what they may do, and what decides it."""
    now = utcnow()
    rows = [(right, right.ask(viewer, now)) for right in rules.RIGHTS]
    return render_template(
        "rights/access.html",
        member=viewer,
        rows=rows,
        boards=boards_with_rights(viewer, now),
    )


@bp.get("/my/export")
@member_required
def copy(viewer: Member) -> str:
    """Show a member where the copy of their data stands."""
    now = utcnow()
    last = queries.latest_copy(viewer.id)
    may = rules.may_ask_copy(last.asked_at if last else None, now)
    ready = queries.ready_copy(viewer.id, now)
    return render_template("rights/export.html", last=last, ready=ready, may=may)


@bp.post("/my/export")
@fresh_required
def copy_send(viewer: Member) -> Page:
    """Have a copy made; it is ready in a few minutes."""
    try:
        with transaction():
            actions.ask_copy(viewer.id, utcnow())
    except Refused as refused:
        flash(str(refused), "info")
        return redirect(url_for(".copy"), HTTPStatus.SEE_OTHER)
    flash("We are making your copy. We write to you when it is ready.", "ok")
    return redirect(url_for(".copy"), HTTPStatus.SEE_OTHER)


@bp.get("/my/export/file")
@fresh_required
def copy_file(viewer: Member) -> Page:
    """Hand a member the copy of their own data, if there is one."""
    ready = queries.ready_copy(viewer.id, utcnow())
    file = copies().opened(ready.name) if ready and ready.name else None
    if file is None:
        return redirect(url_for(".copy"), HTTPStatus.SEE_OTHER)
    response = send_file(
        file,
        mimetype="application/zip",
        as_attachment=True,
        download_name="my-soltrex-forum.zip",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
