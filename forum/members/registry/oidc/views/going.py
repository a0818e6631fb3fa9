"""The ways to SolTrex: signing in, proving it anew, connecting an account."""

import secrets
import time
from dataclasses import asdict
from http import HTTPStatus

from flask import redirect, render_template, request, url_for

from forum.core.limits import limiter
from forum.members.models import Member
from forum.members.registry.oidc import queries
from forum.members.registry.oidc.client import RegistryDown
from forum.members.registry.oidc.rules import Attempt
from forum.members.registry.oidc.views.blueprint import (
    ATTEMPT,
    CONFIRM,
    LINK,
    SIGN_IN,
    bp,
    down,
    provider,
)
from forum.members.registry.views import confirming, signing_in
from forum.members.registry.views import security as embedded_security
from forum.members.registry.views.blueprint import Page, safe_path, this_session
from forum.members.viewers import current_viewer, fresh_required, member_required


def sign_in() -> Page:
    """Show the button that leads to SolTrex, and say what is shared.

    Stands in for the form of the embedded registry, and for its registration.
    """
    wanted = safe_path(request.args.get("next"))
    return render_template("account/shared_sign_in.html", next=wanted)


def confirm() -> Page:
    """Stand in for the embedded registry's question who somebody is."""
    wanted = safe_path(request.args.get("next"))
    viewer = current_viewer()
    if viewer.id is None or queries.identity_of(viewer.id) is None:
        return confirming.confirm()
    return render_template("account/shared_confirm.html", next=wanted)


def security() -> Page:
    """Stand in for the page of passwords and second steps: SolTrex has those."""
    viewer = current_viewer()
    if viewer.id is None or queries.identity_of(viewer.id) is None:
        return embedded_security.security()
    return redirect(url_for("members.my", _anchor="at-soltrex"), HTTPStatus.SEE_OTHER)


@bp.get("/sign-in/local")
def local() -> Page:
    """Show the form for accounts of this forum, whatever becomes of SolTrex."""
    return signing_in.sign_in()


@bp.post("/sign-in/go")
@limiter.limit("60 per 15 minutes")
def go() -> Page:
    """Lead to SolTrex to sign in."""
    return _leads_there(SIGN_IN, safe_path(request.form.get("next")))


@bp.get("/my/confirm-at-soltrex")
@member_required
def prove(viewer: Member) -> Page:  # noqa: ARG001 - only members are asked
    """Lead to SolTrex for a proof anew, before something that matters."""
    return _leads_there(CONFIRM, safe_path(request.args.get("next")))


@bp.post("/my/connect")
@fresh_required
def connect(viewer: Member) -> Page:  # noqa: ARG001 - only members are asked
    """Let a member with an account of this forum sign in through SolTrex."""
    return _leads_there(LINK, url_for("members.my"))


def _leads_there(purpose: str, wanted: str) -> Page:
    attempt = Attempt(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        purpose=purpose,
        next=wanted,
        since=time.time(),
    )
    try:
        url = provider().ask_url(attempt, afresh=purpose == CONFIRM)
    except RegistryDown:
        return down()
    this_session()[ATTEMPT] = asdict(attempt)
    return redirect(url, HTTPStatus.SEE_OTHER)
