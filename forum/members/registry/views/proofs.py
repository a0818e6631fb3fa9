"""The second step: an authenticator app, recovery codes and passkeys."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.core.answers import Answer, Busy
from forum.core.clock import utcnow
from forum.core.db import KEY_MAX, transaction
from forum.members.models import Member
from forum.members.registry import actions, queries, throttle, totp
from forum.members.registry.forms import CodeForm, NewPasskeyForm
from forum.members.registry.models import Account
from forum.members.registry.views import devices
from forum.members.registry.views.blueprint import Page, bp, this_session
from forum.members.registry.views.security import owner_required
from forum.members.registry.views.signing_in import TOO_MANY_CODES, WRONG_CODE
from forum.members.viewers import current_viewer

KNOWN = "This passkey is kept already."
PASSKEYS_MAX = 10
ENOUGH = f"You have {PASSKEYS_MAX} passkeys. Remove one that you no longer use."


@bp.get("/my/security/app")
@owner_required
def app(account: Account) -> Page:
    """Show how to set up an authenticator app, or that there is one."""
    return _app(account, CodeForm())


@bp.post("/my/security/app/begin")
@owner_required
def app_begin(account: Account) -> Page:
    """Make a secret for an app; nothing is asked for before it was proven."""
    with transaction():
        actions.begin_app(account.id, utcnow())
    return redirect(url_for(".app"), HTTPStatus.SEE_OTHER)


@bp.post("/my/security/app")
@owner_required
def app_send(account: Account) -> Page:
    """Take the first code of an app: from now on it is asked for."""
    form = CodeForm()
    if form.validate():
        if wait := throttle.wait_before_code(account.id):
            raise Busy(TOO_MANY_CODES, wait)
        with transaction():
            codes = actions.prove_app(account.id, form.code.data or "", utcnow())
        if codes is not None:
            return _proven(codes, "From now on we ask for a code of your app.")
        throttle.note_wrong_code(account.id)
        form.code.errors = [WRONG_CODE]
    return _app(account, form), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/my/security/app/end")
@owner_required
def app_end(account: Account) -> Page:
    """Take the app away."""
    with transaction():
        answer = actions.end_app(account.id, utcnow())
    return _taken_away(account, answer, "The app is no longer asked for.")


@bp.post("/my/security/recovery-codes")
@owner_required
def recovery_codes(account: Account) -> Page:
    """Make ten new recovery codes and show them, once."""
    if not queries.proofs_of(account.id):
        return redirect(url_for(".security"), HTTPStatus.SEE_OTHER)
    with transaction():
        codes = actions.new_codes(account.id, utcnow())
    return render_template("account/recovery_codes.html", codes=codes)


@bp.get("/my/security/passkeys")
@owner_required
def passkeys(account: Account) -> Page:
    """List a member's passkeys, with a way to add and remove some."""
    return _passkeys(account, NewPasskeyForm())


@bp.post("/my/security/passkeys/options")
@owner_required
def passkey_options(account: Account) -> Page:
    """Hand out the question that makes a device create a passkey."""
    viewer = current_viewer()
    handle = viewer.handle if isinstance(viewer, Member) else ""
    return devices.ask_for_new(account, handle)


@bp.post("/my/security/passkeys")
@owner_required
def passkey_add(account: Account) -> Page:
    """Keep the passkey that a device made."""
    form, now = NewPasskeyForm(), utcnow()
    if not form.validate():
        return _passkeys(account, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if queries.proofs_of(account.id).passkeys >= PASSKEYS_MAX:
        return _refused(account, form, ENOUGH)
    made = devices.made(form.credential.data or "", now)
    if made is None:
        return _refused(account, form, devices.REFUSED)
    with transaction():
        codes = actions.add_passkey(account.id, form.name.data or "", made, now)
    if codes is None:
        return _refused(account, form, KNOWN)
    return _proven(codes, "Your passkey is kept. You can sign in with it.")


@bp.post("/my/security/passkeys/end")
@owner_required
def passkey_end(account: Account) -> Page:
    """Take a passkey away."""
    asked = request.form.get("passkey", "")
    key = int(asked[:10]) if asked.isascii() and asked.isdigit() else 0
    with transaction():
        answer = actions.end_passkey(account.id, min(key, KEY_MAX), utcnow())
    return _taken_away(account, answer, "The passkey is removed.")


def _refused(account: Account, form: NewPasskeyForm, because: str) -> Page:
    form.name.errors = [because]
    return _passkeys(account, form), HTTPStatus.UNPROCESSABLE_ENTITY


def _proven(codes: list[str], said: str) -> Page:
    """Go on with a session that two steps opened; show the codes, if there are."""
    this_session().confirm(two_factors=True)
    if codes:
        return render_template("account/recovery_codes.html", codes=codes)
    flash(said, "ok")
    return redirect(url_for(".security"), HTTPStatus.SEE_OTHER)


def _taken_away(account: Account, answer: Answer, said: str) -> Response:
    flash(said if answer else answer.because, "ok" if answer else "info")
    still_has_one = bool(queries.proofs_of(account.id))
    this_session().go_on(two_factors=still_has_one)
    return redirect(url_for(".security"), HTTPStatus.SEE_OTHER)


def _app(account: Account, form: CodeForm) -> str:
    known = queries.authenticator_of(account.id)
    pending = known if known is not None and known.proven_at is None else None
    viewer = current_viewer()
    handle = viewer.handle if isinstance(viewer, Member) else ""
    return render_template(
        "account/app.html",
        form=form,
        is_on=known is not None and pending is None,
        picture=_picture(pending.secret, handle) if pending else None,
        secret=totp.in_groups(pending.secret) if pending else "",
    )


def _picture(secret: str, handle: str) -> Markup:
    # Drawn by us from letters and digits: nothing anybody wrote is in it.
    return Markup(totp.picture(secret, handle))  # noqa: S704


def _passkeys(account: Account, form: NewPasskeyForm) -> str:
    return render_template(
        "account/passkeys.html",
        form=form,
        passkeys=queries.passkeys_of(account.id),
        has_passkeys=devices.place().has_passkeys,
    )
