"""What all pages on the way to SolTrex and back share."""

import logging
import time
from http import HTTPStatus

from flask import Blueprint, current_app, render_template

from forum.core.answers import Answer
from forum.core.db import transaction
from forum.members.registry.oidc import actions, queries
from forum.members.registry.oidc.client import Provider
from forum.members.registry.oidc.proof import Proof
from forum.members.registry.views.blueprint import TOO_YOUNG, Page, this_session
from forum.settings import Settings

bp = Blueprint("oidc", __name__)
log = logging.getLogger(__name__)

ATTEMPT = "oidc"
NEWCOMER = "oidc_newcomer"
NEXT = "next"
SIGN_IN, CONFIRM, LINK = "sign in", "confirm", "link"
BROKEN = (
    "What came back from SolTrex does not belong to a sign-in that you began here a "
    "moment ago. Nobody was signed in. Begin again."
)


def provider() -> Provider:
    """Return the account service of this forum."""
    known: Provider = current_app.extensions["oidc"]
    return known


def settings() -> Settings:
    """Return the settings of this forum."""
    settings: Settings = current_app.extensions["settings"]
    return settings


def begin(member_id: int, proof: Proof) -> None:
    """Begin a member's session, tied to the one at SolTrex and as old as that."""
    session = this_session()
    begun_there = queries.session_key(proof.issuer, proof.sid)
    session.sign_in(
        member_id,
        begun_there,
        two_factors=proof.two_factors,
        proven=proof.age(time.time()),
    )


def too_young() -> Page:
    """Keep nothing of somebody who is too young, and say so."""
    session = this_session()
    if NEWCOMER in session:
        with transaction():
            actions.forget_newcomer(session.pop(NEWCOMER))
    session[TOO_YOUNG] = True
    return render_template("account/too_young.html"), HTTPStatus.FORBIDDEN


def refused(answer: Answer) -> Page:
    """Say that what came back was not accepted; the log gets the reason."""
    # Reasons are our own words: nothing of a token or a person is in them.
    log.warning("sign-in through SolTrex refused: %s", answer.because)
    page = render_template("account/shared_refused.html", says=BROKEN)
    return page, HTTPStatus.BAD_REQUEST


def down() -> Page:
    """Say that SolTrex cannot be reached."""
    page = render_template("account/shared_down.html")
    return page, HTTPStatus.SERVICE_UNAVAILABLE
