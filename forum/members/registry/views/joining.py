"""Joining: the questions, the mailed link, and the welcome behind it."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, session, url_for

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import limiter
from forum.members.registry import actions, queries
from forum.members.registry.forms import TAKEN, ConfirmForm, JoinForm
from forum.members.registry.hashing import hashed, matches
from forum.members.registry.rules import normal
from forum.members.registry.views.blueprint import (
    ASK_AGAIN,
    TOO_YOUNG,
    Page,
    bp,
    this_session,
)

NOT_CHOSEN = "This is not the password you chose when you registered"


@bp.get("/register")
def register() -> Page:
    """Show the questions that make an account."""
    if session.get(TOO_YOUNG):
        return render_template("account/too_young.html"), HTTPStatus.FORBIDDEN
    return render_template("account/register.html", form=JoinForm())


@bp.post("/register")
@limiter.limit("20 per hour")
def register_send() -> Page:
    """Take a registration; the welcome mail goes to whoever owns the address."""
    form = JoinForm()
    if session.get(TOO_YOUNG):
        return render_template("account/too_young.html"), HTTPStatus.FORBIDDEN
    if not form.validate():
        page = render_template("account/register.html", form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    if not form.is_old_enough:
        session[TOO_YOUNG] = True
        return render_template("account/too_young.html"), HTTPStatus.FORBIDDEN
    password_hash = hashed(normal(form.password.data or ""))
    asked = actions.Asked(
        form.name.data or "",
        form.email.data or "",
        form.handle.data or "",
        password_hash,
    )
    with transaction():
        actions.apply(asked, utcnow())
    return redirect(url_for(".register_sent"), HTTPStatus.SEE_OTHER)


@bp.get("/register/sent")
def register_sent() -> Page:
    """Say that a mail is on its way; the same for every address."""
    return render_template("account/register_sent.html")


@bp.get("/verify/<link>")
def verify(link: str) -> Page:
    """Show the button that confirms an address; looking changes nothing."""
    application = queries.application_behind(queries.key_of(link), utcnow())
    if application is None:
        abort(410, ASK_AGAIN)
    form = ConfirmForm()
    return render_template(
        "account/verify.html", form=form, handle=application.handle, taken=False
    )


@bp.post("/verify/<link>")
@limiter.limit("30 per hour")
def verify_send(link: str) -> Page:
    """Confirm an address, welcome the member and sign them in.

    The password is asked for: whoever only owns the address did not choose it.
    """
    application = queries.application_behind(queries.key_of(link), utcnow())
    if application is None:
        abort(410, ASK_AGAIN)
    form = ConfirmForm()
    if form.validate():
        if matches(application.password_hash, normal(form.password.data or "")):
            return _confirmed(link, form)
        form.password.errors = [NOT_CHOSEN]
    return _verify_page(form, application.handle)


def _confirmed(link: str, form: ConfirmForm) -> Page:
    with transaction():
        outcome = actions.confirm(link, form.handle.data or "", utcnow())
    if outcome is None:
        abort(410, ASK_AGAIN)
    if isinstance(outcome, actions.HandleTaken):
        form.handle.errors = [TAKEN]
        return _verify_page(form, outcome.handle, taken=True)
    this_session().sign_in(outcome.member.id)
    flash(f"Welcome, {outcome.member.handle}. Your account is ready.", "ok")
    return redirect("/", HTTPStatus.SEE_OTHER)


def _verify_page(form: ConfirmForm, handle: str, *, taken: bool = False) -> Page:
    page = render_template(
        "account/verify.html",
        form=form,
        handle=form.handle.data or handle,
        taken=taken or bool(form.handle.data),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY
