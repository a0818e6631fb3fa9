"""Signing in: the password, then the second step for those who have one.

Between the two steps the browser's session belongs to nobody: it remembers for
five minutes whose password was right, on the server, under a cookie of its own.
"""

from datetime import datetime, timedelta
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.core.answers import Busy
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import limiter
from forum.members.queries import is_active
from forum.members.registry import actions, queries, throttle
from forum.members.registry.forms import CodeForm, PasskeyForm, SignInForm
from forum.members.registry.hashing import matches
from forum.members.registry.models import Account
from forum.members.registry.rules import normal
from forum.members.registry.views import devices
from forum.members.registry.views.blueprint import (
    Page,
    bp,
    safe_path,
    tell_missing_step,
    this_session,
)
from forum.members.returning import ask_to_return

WRONG = "Email, user name or password is wrong. Try again or set a new password"
WRONG_CODE = "This code is wrong or was used already. Wait for the next one"
TOO_MANY = "There were too many wrong passwords."
TOO_MANY_CODES = "There were too many wrong codes."
LATE = "That took longer than five minutes. Begin again, please."
TOO_SHORT_ALONE = (
    "Your password has fewer than 15 characters, and there is no second step any more. "
    "Set a longer one: we mail you a link."
)
STEP_LASTS = timedelta(minutes=5)
STEP = "second_step"


@bp.get("/sign-in")
def sign_in() -> Page:
    """Show the sign-in form."""
    form = SignInForm(next=safe_path(request.args.get("next")))
    return _sign_in(form, changed="changed" in request.args)


@bp.post("/sign-in")
def sign_in_send() -> Page:
    """Sign a member in, if they can prove who they are."""
    form = SignInForm()
    if form.validate():
        login = form.login.data or ""
        if wait := throttle.wait_before(login):
            raise Busy(TOO_MANY, wait)
        account = queries.account_named(login)
        password_hash = account.password_hash if account else None
        if matches(password_hash, normal(form.password.data or "")) and account:
            return _password_was_right(account, safe_path(form.next.data))
        throttle.note_failure(login)
        form.login.errors = [WRONG]
    return _sign_in(form), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("/sign-in/second-step")
def second_step() -> Page:
    """Ask for the second step."""
    found = _whose_step(utcnow())
    if found is None:
        return _begin_again()
    return _second_step(CodeForm(), *found)


@bp.post("/sign-in/second-step")
def second_step_send() -> Page:
    """Sign a member in by a code, after their password."""
    now, form = utcnow(), CodeForm()
    found = _whose_step(now)
    if found is None:
        return _begin_again()
    account, leads_to = found
    if form.validate():
        if wait := throttle.wait_before_code(account.id):
            raise Busy(TOO_MANY_CODES, wait)
        with transaction():
            is_right = actions.use_code(account.id, form.code.data or "", now)
        if is_right:
            return let_in(account, leads_to, two_factors=True)
        throttle.note_wrong_code(account.id)
        form.code.errors = [WRONG_CODE]
    return _second_step(form, account, leads_to), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/sign-in/passkey/options")
@limiter.limit("60 per hour")
def passkey_question() -> Response:
    """Hand out the question that a device answers with a passkey."""
    return devices.ask_for_proof()


@bp.post("/sign-in/passkey")
def passkey_send() -> Page:
    """Sign a member in by a passkey alone: it counts as both steps."""
    form = PasskeyForm()
    account = devices.proven(form.credential.data or "", utcnow())
    if account is None:
        flash(devices.REFUSED, "info")
        back = url_for(".sign_in", next=safe_path(form.next.data))
        return redirect(back, HTTPStatus.SEE_OTHER)
    return let_in(account, safe_path(form.next.data), two_factors=True)


def let_in(account: Account, leads_to: str, *, two_factors: bool) -> Response:
    """Begin the member's session and lead them on; who left is asked to come back."""
    if not is_active(account.member_id):
        return ask_to_return(account.member_id, two_factors=two_factors)
    this_session().sign_in(account.member_id, two_factors=two_factors)
    if tell_missing_step(account.member_id, two_factors=two_factors):
        leads_to = url_for(".security")
    return redirect(leads_to, HTTPStatus.SEE_OTHER)


def _password_was_right(account: Account, leads_to: str) -> Response:
    if not queries.proofs_of(account.id):
        if account.password_is_short:
            return _too_short_alone()
        return let_in(account, leads_to, two_factors=False)
    session = this_session()
    session.renew(account.member_id)
    until = (utcnow() + STEP_LASTS).isoformat()
    session[STEP] = {"account": account.id, "next": leads_to, "until": until}
    return redirect(url_for(".second_step"), HTTPStatus.SEE_OTHER)


def _too_short_alone() -> Response:
    """A short password held beside a second step; now that is gone."""
    flash(TOO_SHORT_ALONE, "info")
    return redirect(url_for(".reset"), HTTPStatus.SEE_OTHER)


def _whose_step(now: datetime) -> tuple[Account, str] | None:
    """Return whose password was right just now, and where they want to go."""
    step = this_session().get(STEP)
    if step is None or datetime.fromisoformat(step["until"]) < now:
        return None
    account = queries.account_numbered(step["account"])
    return None if account is None else (account, step["next"])


def _begin_again() -> Response:
    if STEP in this_session():
        flash(LATE, "info")
        this_session().pop(STEP)
    return redirect(url_for(".sign_in"), HTTPStatus.SEE_OTHER)


def _sign_in(form: SignInForm, *, changed: bool = False) -> str:
    return render_template(
        "account/sign_in.html",
        form=form,
        changed=changed,
        has_passkeys=devices.place().has_passkeys,
    )


def _second_step(form: CodeForm, account: Account, leads_to: str) -> str:
    return render_template(
        "account/second_step.html",
        form=form,
        leads_to=leads_to,
        proofs=queries.proofs_of(account.id),
    )
