"""Asking a browser for a passkey: the question is remembered in its session."""

import secrets
from datetime import datetime, timedelta

from flask import Response, current_app
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.events import Event, note
from forum.members.registry import actions, ceremonies, queries
from forum.members.registry.ceremonies import Made, Owner, Place
from forum.members.registry.models import Account
from forum.members.registry.views.blueprint import this_session
from forum.settings import Settings

QUESTION = "passkey"
ASKED_FOR = timedelta(minutes=5)
REFUSED = "That passkey does not fit here. Try again, or sign in another way."


def place() -> Place:
    """Return the address that passkeys of this forum are bound to."""
    settings: Settings = current_app.extensions["settings"]
    return Place(settings.base_url)


def ask_for_proof() -> Response:
    """Answer with the question that a device proves a passkey by."""
    return _json(place().ask_for_proof(_new_challenge()))


def ask_for_new(account: Account, handle: str) -> Response:
    """Answer with the question that makes a device create a passkey."""
    known = [passkey.credential for passkey in queries.passkeys_of(account.id)]
    owner = Owner(queries.passkey_owner(account.id), handle)
    return _json(place().ask_for_new(owner, _new_challenge(), known))


def made(answer: str, now: datetime) -> Made | None:
    """Return the passkey a device made for the question asked of it."""
    challenge = _challenge(now)
    return place().made(answer, challenge) if challenge else None


def proven(answer: str, now: datetime) -> Account | None:
    """Return whose passkey answered the question asked of it; the log hears if none."""
    account = _proven(answer, now)
    if account is None:
        note(Event.WRONG_PASSKEY)
    return account


def _proven(answer: str, now: datetime) -> Account | None:
    challenge, proof = _challenge(now), ceremonies.proof(answer)
    if challenge is None or proof is None:
        return None
    known = queries.passkey_named(proof.raw_id)
    if known is None:
        return None
    if proof.response.user_handle not in {
        None,
        queries.passkey_owner(known.account_id),
    }:
        return None
    stored = Made(known.credential, known.public_key, known.sign_count)
    count = place().sign_count(proof, challenge, stored)
    if count is None:
        return None
    with transaction():
        actions.note_passkey_used(known.id, count, now)
    return queries.account_numbered(known.account_id)


def _new_challenge() -> bytes:
    challenge = secrets.token_bytes(32)
    until = (utcnow() + ASKED_FOR).isoformat()
    this_session()[QUESTION] = {"asked": bytes_to_base64url(challenge), "until": until}
    return challenge


def _challenge(now: datetime) -> bytes | None:
    """Return what this browser was asked; one question takes one answer."""
    asked = this_session().pop(QUESTION, None)
    if asked is None or datetime.fromisoformat(asked["until"]) < now:
        return None
    return base64url_to_bytes(asked["asked"])


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")
