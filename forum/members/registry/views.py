"""Pages of the embedded registry: joining, signing in and out, a new password."""

from http import HTTPStatus

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response

from forum.core.answers import Busy
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import limiter
from forum.members.registry import actions, queries, throttle
from forum.members.registry.forms import (
    TAKEN,
    AskResetForm,
    ConfirmForm,
    JoinForm,
    ResetForm,
    SignInForm,
)
from forum.members.registry.hashing import hashed, matches
from forum.members.registry.rules import normal
from forum.members.sessions import ServerSession

bp = Blueprint("account", __name__)

Page = str | tuple[str, HTTPStatus] | Response
WRONG = "Email, user name or password is wrong. Try again or set a new password"
TOO_YOUNG = "too_young"
NOT_CHOSEN = "This is not the password you chose when you registered"
ASK_AGAIN = "The link is too old or was used already. Ask for a new one."


def safe_path(path: str | None) -> str:
    """Return a path on this site, the index for anything else."""
    path = path or ""
    # Browsers drop tabs and line ends: what follows the first slash may be another.
    plain = path.isascii() and path.isprintable() and "\\" not in path
    if not plain or not path.startswith("/") or path.startswith("//"):
        return "/"
    return path


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
    application = queries.application_behind(actions.key_of(link), utcnow())
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
    application = queries.application_behind(actions.key_of(link), utcnow())
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
    assert isinstance(session, ServerSession)  # noqa: S101 - for the types
    session.sign_in(outcome.member.id)
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


@bp.get("/sign-in")
def sign_in() -> Page:
    """Show the sign-in form."""
    form = SignInForm(next=safe_path(request.args.get("next")))
    changed = "changed" in request.args
    return render_template("account/sign_in.html", form=form, changed=changed)


@bp.post("/sign-in")
def sign_in_send() -> Page:
    """Sign a member in, if they can prove who they are."""
    form = SignInForm()
    if form.validate():
        login = form.login.data or ""
        if wait := throttle.wait_before(login):
            raise Busy("There were too many wrong passwords.", wait)
        account = queries.account_named(login)
        password_hash = account.password_hash if account else None
        if matches(password_hash, normal(form.password.data or "")) and account:
            assert isinstance(session, ServerSession)  # noqa: S101 - for the types
            session.sign_in(account.member_id)
            return redirect(safe_path(form.next.data), HTTPStatus.SEE_OTHER)
        throttle.note_failure(login)
        form.login.errors = [WRONG]
    page = render_template("account/sign_in.html", form=form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


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
    """Ask for the new password."""
    if queries.account_behind(actions.key_of(link), utcnow()) is None:
        abort(410, ASK_AGAIN)
    return render_template("account/new_password.html", form=ResetForm())


@bp.post("/reset/<link>")
def new_password_send(link: str) -> Page:
    """Set the new password; all sessions of the account end."""
    form = ResetForm()
    if not form.validate():
        page = render_template("account/new_password.html", form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    password_hash = hashed(normal(form.password.data or ""))
    with transaction():
        done = actions.reset(link, password_hash, utcnow())
    if not done:
        abort(410, ASK_AGAIN)
    return redirect(url_for(".sign_in", changed=1), HTTPStatus.SEE_OTHER)
