"""Coming back from SolTrex: what it says is checked, and decides who is here."""

import secrets
import time
from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for

from forum.core.answers import Answer
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import limiter
from forum.elsewhere import filled
from forum.members.registry.oidc import actions, queries
from forum.members.registry.oidc.client import Provider, RegistryDown
from forum.members.registry.oidc.proof import Proof, proof_of
from forum.members.registry.oidc.rules import Attempt, Standing, answers
from forum.members.registry.oidc.tokens import TokenRefused
from forum.members.registry.oidc.views.blueprint import (
    ATTEMPT,
    CONFIRM,
    LINK,
    NEWCOMER,
    NEXT,
    begin,
    bp,
    down,
    provider,
    refused,
    settings,
    too_young,
)
from forum.members.registry.views.blueprint import (
    Page,
    tell_missing_step,
    this_session,
)
from forum.members.returning import ask_to_return
from forum.members.viewers import is_fresh

TOO_LATE = (
    "You confirmed more than 10 minutes ago that it is you. Nothing was connected. "
    "Begin again."
)
RENAMED = (
    "Your user name at SolTrex changed. Here it stays as it is, unless you take the "
    "new one at My SolTrex."
)
SOMEBODY_ELSE = "You signed in at SolTrex as somebody else. Nothing was confirmed."


@bp.get("/sign-in/back")
@limiter.limit("60 per 15 minutes")
def back() -> Page:
    """Take the answer of SolTrex, once, in the browser that asked."""
    attempt = _attempt()
    holds = answers(request.args.to_dict(flat=False), attempt, time.time())
    if attempt is None or not holds:
        return refused(holds)
    this_session().pop(ATTEMPT)
    try:
        return _answered(attempt)
    except RegistryDown:
        return down()
    except TokenRefused as error:
        return refused(Answer(allowed=False, because=str(error)))


def _answered(attempt: Attempt) -> Page:
    service = provider()
    if not (holds := _names_itself(service)):
        return refused(holds)
    if "error" in request.args:
        flash("You did not sign in at SolTrex.", "info")
        return redirect(
            url_for("account.sign_in", next=attempt.next), HTTPStatus.SEE_OTHER
        )
    afresh = attempt.purpose == CONFIRM
    claims = service.claims(request.args["code"], attempt, afresh=afresh)
    proof = proof_of(claims, service.issuer)
    if attempt.purpose == CONFIRM:
        return _confirmed(proof, attempt)
    if attempt.purpose == LINK:
        return _linked(proof)
    return _arrived(proof, attempt)


def _names_itself(service: Provider) -> Answer:
    """The answer must name the service it comes from, if the service ever does."""
    says_so = service.about().get("authorization_response_iss_parameter_supported")
    named = request.args.get("iss")
    holds = named == service.issuer or (named is None and not says_so)
    return Answer(holds, "" if holds else "answer of another issuer")


def _arrived(proof: Proof, attempt: Attempt) -> Page:
    with transaction():
        arrived = actions.arrive(proof, settings().oidc_roles, utcnow())
    if arrived.standing is not Standing.ACTIVE:
        return _not_active(proof)
    if arrived.member_id is None:
        return _newly(proof, attempt)
    if not arrived.is_active:
        begun_there = queries.session_key(proof.issuer, proof.sid)
        return ask_to_return(
            arrived.member_id,
            begun_there,
            two_factors=proof.two_factors,
            proven=proof.age(time.time()),
        )
    begin(arrived.member_id, proof)
    tell_missing_step(arrived.member_id, two_factors=proof.two_factors)
    if arrived.is_renamed:
        flash(RENAMED, "info")
    return redirect(attempt.next, HTTPStatus.SEE_OTHER)


def _newly(proof: Proof, attempt: Attempt) -> Page:
    if proof.of_age is False:
        return too_young()
    secret, session = secrets.token_urlsafe(32), this_session()
    with transaction():
        actions.expect(proof, secret, utcnow())
    session.renew(provider_session=queries.session_key(proof.issuer, proof.sid))
    session[NEWCOMER], session[NEXT] = secret, attempt.next
    return redirect(url_for(".name"), HTTPStatus.SEE_OTHER)


def _confirmed(proof: Proof, attempt: Attempt) -> Page:
    session = this_session()
    known = queries.identity_of(session.member_id or 0)
    if known is None or (known.issuer, known.sub) != (proof.issuer, proof.sub):
        abort(403, SOMEBODY_ELSE)
    with transaction():
        arrived = actions.arrive(proof, settings().oidc_roles, utcnow())
    if not arrived.is_active:
        return _not_active(proof)
    session.confirm(two_factors=proof.two_factors or session.two_factors)
    return redirect(attempt.next, HTTPStatus.SEE_OTHER)


def _linked(proof: Proof) -> Page:
    session = this_session()
    if session.member_id is None or proof.standing is not Standing.ACTIVE:
        return refused(Answer(allowed=False, because="nobody to connect"))
    if not is_fresh(utcnow()):
        abort(403, TOO_LATE)
    with transaction():
        done = actions.link(session.member_id, proof, utcnow())
    if not done:
        abort(403, "One of the two accounts is connected already. Nothing changed.")
    begin(session.member_id, proof)
    flash("Connected. From now on you sign in with SolTrex.", "ok")
    return redirect(url_for("members.my"), HTTPStatus.SEE_OTHER)


def _not_active(proof: Proof) -> Page:
    page = filled(
        settings().registry_deactivate_url, sub=proof.sub, username=proof.username
    )
    shown = render_template("account/shared_not_active.html", page=page)
    return shown, HTTPStatus.FORBIDDEN


def _attempt() -> Attempt | None:
    kept = this_session().get(ATTEMPT)
    return Attempt(**kept) if kept else None
