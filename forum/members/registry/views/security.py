"""My sign-in and security: the password, the e-mail address, what else proves it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from flask import abort, flash, redirect, render_template, url_for

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import limiter
from forum.members.models import Member
from forum.members.registry import actions, queries
from forum.members.registry.forms import AddressForm, ResetForm
from forum.members.registry.hashing import hashed
from forum.members.registry.models import Account
from forum.members.registry.rules import is_short, least, normal
from forum.members.registry.views.blueprint import ASK_AGAIN, Page, bp, this_session
from forum.members.registry.views.confirming import is_strong, own_account
from forum.members.viewers import ask_to_confirm, fresh_required, member_required

P = ParamSpec("P")


def owner_required(
    view: Callable[Concatenate[Account, P], Page],
) -> Callable[P, Page]:
    """Hand their account to a view that changes how its owner signs in.

    Who has a second step must have taken it in this session.
    """

    def for_owner(member: Member, /, *args: P.args, **kwargs: P.kwargs) -> Page:
        account = own_account(member)
        if not is_strong() and queries.proofs_of(account.id):
            ask_to_confirm()
        return view(account, *args, **kwargs)

    return wraps(view)(fresh_required(for_owner))


@bp.get("/my/security")
@member_required
def security(member: Member) -> Page:
    """Show a member how they sign in, with a way to change each part."""
    account = own_account(member)
    return render_template(
        "members/security.html",
        account=account,
        proofs=queries.proofs_of(account.id),
    )


@bp.get("/my/security/password")
@owner_required
def password(account: Account) -> Page:
    """Ask for another password."""
    return _password(ResetForm(at_least=_least(account)))


@bp.post("/my/security/password")
@owner_required
def password_send(account: Account) -> Page:
    """Change the password; every other session ends."""
    form = ResetForm(at_least=_least(account))
    if not form.validate():
        return _password(form), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = normal(form.password.data or "")
    password_hash, short = hashed(wanted), is_short(wanted)
    with transaction():
        actions.change_password(account.id, password_hash, utcnow(), is_short=short)
    this_session().go_on(two_factors=is_strong())
    flash("Your password is changed. You are signed out everywhere else.", "ok")
    return redirect(url_for(".security"), HTTPStatus.SEE_OTHER)


@bp.get("/my/security/email")
@owner_required
def email(account: Account) -> Page:
    """Ask for another e-mail address."""
    return _email(AddressForm(), account)


@bp.post("/my/security/email")
@limiter.limit("10 per hour")
@owner_required
def email_send(account: Account) -> Page:
    """Mail a link to the new address; until it is used, the old one stands."""
    form = AddressForm()
    if not form.validate():
        return _email(form, account), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.ask_address(account.id, form.email.data or "", utcnow())
    flash(
        "We sent a link to the new address. Until you use it, the old one stands.",
        "ok",
    )
    return redirect(url_for(".security"), HTTPStatus.SEE_OTHER)


@bp.get("/my/email/<link>")
@member_required
def new_email(member: Member, link: str) -> Page:
    """Show the button that confirms a new address; looking changes nothing."""
    account = own_account(member)
    key = queries.key_of(link)
    asked = queries.new_address_behind(key, account.id, utcnow())
    if asked is None:
        abort(410, ASK_AGAIN)
    return render_template("account/new_email.html", email=asked.email)


@bp.post("/my/email/<link>")
@member_required
def new_email_send(member: Member, link: str) -> Page:
    """Make the confirmed address the member's own; the old one is told."""
    account = own_account(member)
    with transaction():
        done = actions.confirm_address(link, account.id, utcnow())
    if not done:
        abort(410, ASK_AGAIN)
    this_session().go_on(two_factors=is_strong())
    flash("Your email address is changed. You are signed out everywhere else.", "ok")
    return redirect(url_for(".security"), HTTPStatus.SEE_OTHER)


def _least(account: Account) -> int:
    return least(has_second_step=bool(queries.proofs_of(account.id)))


def _password(form: ResetForm) -> str:
    return render_template("account/change_password.html", form=form)


def _email(form: AddressForm, account: Account) -> str:
    return render_template("account/change_email.html", form=form, account=account)
