"""The first time: choosing the user name."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, url_for

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import limiter
from forum.members.models import Member
from forum.members.registry.oidc import actions, queries
from forum.members.registry.oidc.forms import ArrivalForm
from forum.members.registry.oidc.proof import Proof, read
from forum.members.registry.oidc.views.blueprint import (
    NEWCOMER,
    NEXT,
    begin,
    bp,
    settings,
    too_young,
)
from forum.members.registry.views.blueprint import Page, safe_path, this_session
from forum.members.viewers import member_required

TOOK_LONG = "You took long, or joined meanwhile. Sign in again."


@bp.get("/sign-in/name")
def name() -> Page:
    """Ask a newcomer for their user name."""
    proof = _newcomer()
    if proof is None:
        abort(410, TOOK_LONG)
    form = ArrivalForm(proof)
    return render_template("account/shared_name.html", form=form, proof=proof)


@bp.post("/sign-in/name")
@limiter.limit("60 per hour")
def name_send() -> Page:
    """Make a newcomer a member."""
    proof = _newcomer()
    if proof is None:
        abort(410, TOOK_LONG)
    form = ArrivalForm(proof)
    if not form.validate():
        page = render_template("account/shared_name.html", form=form, proof=proof)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    if form.asks_age and not form.is_old_enough:
        return too_young()
    return _welcomed(form, proof)


@bp.post("/my/handle/keep")
@member_required
def keep_name(viewer: Member) -> Page:
    """Keep the user name a member has here, whatever SolTrex calls them now."""
    with transaction():
        actions.keep_name(viewer.id)
    flash(f"You stay {viewer.handle} here.", "ok")
    return redirect(url_for("members.my"), HTTPStatus.SEE_OTHER)


def _welcomed(form: ArrivalForm, proof: Proof) -> Page:
    secret, session = this_session()[NEWCOMER], this_session()
    with transaction():
        done = actions.welcome(
            secret, form.handle.data or "", settings().oidc_roles, utcnow()
        )
    if done is None:
        abort(410, TOOK_LONG)
    if isinstance(done, actions.HandleTaken):
        form.validate()
        page = render_template("account/shared_name.html", form=form, proof=proof)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = safe_path(session.get(NEXT))
    begin(done[0].id, done[1])
    flash(f"Welcome, {done[0].handle}. Your account is ready.", "ok")
    return redirect(wanted, HTTPStatus.SEE_OTHER)


def _newcomer() -> Proof | None:
    secret = this_session().get(NEWCOMER)
    found = (
        queries.newcomer_behind(queries.key_of(secret), utcnow()) if secret else None
    )
    return read(found.proof) if found is not None else None
