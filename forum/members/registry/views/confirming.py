"""Please confirm it is you: before a sensitive deed, in the middle of a session."""

from http import HTTPStatus

from flask import abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.core.answers import Busy
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.registry import actions, queries, throttle
from forum.members.registry.forms import PasskeyForm, ProveForm
from forum.members.registry.hashing import matches
from forum.members.registry.models import Account
from forum.members.registry.queries import Proofs
from forum.members.registry.rules import normal
from forum.members.registry.views import devices
from forum.members.registry.views.blueprint import Page, bp, safe_path, this_session
from forum.members.registry.views.signing_in import (
    TOO_MANY,
    TOO_MANY_CODES,
    WRONG_CODE,
)
from forum.members.viewers import member_required

WRONG = "This is not your password"
ONE_OF_BOTH = "Write your password"
ONLY_CODE = "Write the code"


@bp.get("/confirm")
@member_required
def confirm(member: Member) -> Page:
    """Ask a member to prove once more who they are."""
    account = own_account(member)
    form = ProveForm(next=safe_path(request.args.get("next")))
    return _confirm(form, queries.proofs_of(account.id))


@bp.post("/confirm")
@member_required
def confirm_send(member: Member) -> Page:
    """Take the proof and lead back to where it was asked for."""
    account, form = own_account(member), ProveForm()
    proofs = queries.proofs_of(account.id)
    if form.validate():
        if form.code.data and proofs:
            by_code = True
            is_right = _code_is_right(account, form)
        else:
            by_code = False
            is_right = _password_is_right(account, form, proofs)
        if is_right:
            return _go_on(form.next.data, two_factors=by_code or is_strong())
    return _confirm(form, proofs), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/confirm/passkey")
@member_required
def confirm_by_passkey(member: Member) -> Page:
    """Take a passkey as the proof."""
    form, account = PasskeyForm(), own_account(member)
    proven = devices.proven(form.credential.data or "", utcnow())
    if proven is None or proven.id != account.id:
        flash(devices.REFUSED, "info")
        back = url_for(".confirm", next=safe_path(form.next.data))
        return redirect(back, HTTPStatus.SEE_OTHER)
    return _go_on(form.next.data, two_factors=True)


def own_account(member: Member) -> Account:
    """Return the account of the member who asks."""
    account = queries.account_of(member.id)
    if account is None:
        abort(404)
    return account


def is_strong() -> bool:
    """Say whether two steps opened the session that asks."""
    return bool(g.get("two_factors"))


def _password_is_right(account: Account, form: ProveForm, proofs: Proofs) -> bool:
    """Check a password; alone it does not do for a session opened by one step."""
    if proofs and not is_strong():
        form.code.errors = [ONLY_CODE]
        return False
    password = form.password.data or ""
    if not password:
        form.password.errors = [ONE_OF_BOTH]
        return False
    if wait := throttle.wait_before(account.email):
        raise Busy(TOO_MANY, wait)
    if matches(account.password_hash, normal(password)):
        return True
    throttle.note_failure(account.email)
    form.password.errors = [WRONG]
    return False


def _code_is_right(account: Account, form: ProveForm) -> bool:
    if wait := throttle.wait_before_code(account.id):
        raise Busy(TOO_MANY_CODES, wait)
    with transaction():
        is_right = actions.use_code(account.id, form.code.data or "", utcnow())
    if not is_right:
        throttle.note_wrong_code(account.id)
        form.code.errors = [WRONG_CODE]
    return is_right


def _go_on(leads_to: str | None, *, two_factors: bool) -> Response:
    this_session().confirm(two_factors=two_factors)
    return redirect(safe_path(leads_to), HTTPStatus.SEE_OTHER)


def _confirm(form: ProveForm, proofs: Proofs) -> str:
    return render_template(
        "account/confirm.html",
        form=form,
        proofs=proofs,
        takes_password=is_strong() or not proofs,
    )
