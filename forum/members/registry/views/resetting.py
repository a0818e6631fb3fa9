"""A new password by mail: asked for, and set behind the mailed link."""

from http import HTTPStatus

from flask import abort, redirect, render_template, session, url_for

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import limiter
from forum.members.queries import handle_of
from forum.members.registry import actions, queries, throttle
from forum.members.registry.forms import AskResetForm, ClaimForm, ResetForm
from forum.members.registry.hashing import hashed
from forum.members.registry.rules import is_short, least, normal
from forum.members.registry.views.blueprint import ASK_AGAIN, TOO_YOUNG, Page, bp


@bp.get("/reset")
def reset() -> Page:
    """Ask where to send a link to a new password."""
    return render_template("account/reset.html", form=AskResetForm())


@bp.post("/reset")
@limiter.limit("10 per hour")
def reset_send() -> Page:
    """Mail a link to a new password; the same answer for every address."""
    form = AskResetForm()
    if not form.validate():
        page = render_template("account/reset.html", form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.ask_reset(form.email.data or "", utcnow())
    return redirect(url_for(".reset_sent"), HTTPStatus.SEE_OTHER)


@bp.get("/reset/sent")
def reset_sent() -> Page:
    """Say that a mail is on its way; the same for every address."""
    return render_template("account/reset_sent.html")


@bp.get("/reset/<link>")
def new_password(link: str) -> Page:
    """Ask for the new password; of whoever claims an account, some things more."""
    form = _form(link)
    if isinstance(form, ClaimForm) and session.get(TOO_YOUNG):
        return render_template("account/too_young.html"), HTTPStatus.FORBIDDEN
    return _new_password(form)


@bp.post("/reset/<link>")
@limiter.limit("30 per hour")
def new_password_send(link: str) -> Page:
    """Set the new password; all sessions of the account end."""
    form = _form(link)
    if isinstance(form, ClaimForm) and session.get(TOO_YOUNG):
        return render_template("account/too_young.html"), HTTPStatus.FORBIDDEN
    if not form.validate():
        return _new_password(form), HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(form, ClaimForm) and not form.is_old_enough:
        return _too_young(link)
    account = queries.account_behind(queries.key_of(link), utcnow())
    password = normal(form.password.data or "")
    password_hash, short = hashed(password), is_short(password)
    with transaction():
        done = actions.reset(link, password_hash, utcnow(), is_short=short)
    if not done or account is None:
        abort(410, ASK_AGAIN)
    throttle.forgive(account.email, handle_of(account.member_id))
    return redirect(url_for(".sign_in", changed=1), HTTPStatus.SEE_OTHER)


def _form(link: str) -> ResetForm:
    """Return what is asked behind a link.

    Whose account came with another forum has not accepted our documents yet.
    """
    account = queries.account_behind(queries.key_of(link), utcnow())
    if account is None:
        abort(410, ASK_AGAIN)
    if not queries.has_agreed(account.member_id):
        return ClaimForm()
    return ResetForm(
        at_least=least(has_second_step=bool(queries.proofs_of(account.id)))
    )


def _too_young(link: str) -> Page:
    """Let go of the address of somebody who may have no account."""
    with transaction():
        actions.let_go(link, utcnow())
    session[TOO_YOUNG] = True
    return render_template("account/too_young.html"), HTTPStatus.FORBIDDEN


def _new_password(form: ResetForm) -> str:
    is_claim = isinstance(form, ClaimForm)
    return render_template("account/new_password.html", form=form, is_claim=is_claim)
