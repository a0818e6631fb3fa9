"""Times in which the forum can be read only: what still goes on, and how it is told."""

from http import HTTPStatus

from flask import Flask, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.core import read_only
from forum.core.answers import Paused
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.http import UNSAFE
from forum.core.read_only import pause_at, pause_shown
from forum.members.models import Member
from forum.members.viewers import (
    administrator_required,
    fresh_administrator_required,
)
from forum.site import actions
from forum.site.forms import ReadOnlyForm
from forum.site.views import bp

GOES_ON = frozenset(
    {
        "account.sign_in_send",
        "account.second_step_send",
        "account.passkey_question",
        "account.passkey_send",
        "account.confirm_send",
        "account.confirm_by_passkey",
        "members.sign_out",
        "members.end_sessions",
        "members.stay",
        "mail.unsubscribe_send",
        "boards.check",
        "boards.preview",
        "oidc.go",
        "oidc.prove",
        "oidc.logout",
        "oidc.event",
        "site.read_only_send",
    }
)
"""Forms that are taken all the same: they begin or end sessions, or keep nothing."""
SAYS = (
    "We are working on the forum. Reading works, writing does not. What you sent was "
    "not taken. Keep this page open, and send it again later."
)
Page = str | tuple[str, HTTPStatus] | Response


@bp.get("/admin/read-only")
@administrator_required
def read_only_page(viewer: Member) -> Page:  # noqa: ARG001 - an administrator only
    """Show whether the forum can be read only, with the switch."""
    return _page(ReadOnlyForm())


@bp.post("/admin/read-only")
@fresh_administrator_required
def read_only_send(viewer: Member) -> Page:
    """Let nobody write for a while, or everybody again."""
    form, now = ReadOnlyForm(), utcnow()
    if "end" in request.form:
        with transaction():
            actions.end_read_only(viewer, now)
        flash("Writing works again.", "ok")
    elif form.validate():
        with transaction():
            actions.begin_read_only(form.moment(), viewer, now)
        flash("Nobody can write now. Reading works.", "wait")
    else:
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for(".read_only_page"), HTTPStatus.SEE_OTHER)


def _page(form: ReadOnlyForm) -> str:
    standing = pause_at(utcnow())
    return render_template("site/read_only.html", form=form, standing=standing)


def _refuse_writing() -> None:
    """Stop a form while nobody can write; the database is asked, not a memory."""
    if request.method not in UNSAFE or request.endpoint in GOES_ON:
        return
    now = utcnow()
    if pause := pause_at(now):
        raise Paused(SAYS, pause.wait(now))


def init_app(app: Flask) -> None:
    """Refuse forms while the forum can be read only, and say so on every page."""
    read_only.init_app(app)
    app.before_request(_refuse_writing)
    app.context_processor(lambda: {"pause": pause_shown(utcnow())})
