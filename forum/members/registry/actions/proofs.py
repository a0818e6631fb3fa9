"""The second step of signing in: an app's codes, recovery codes, passkeys."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete

from forum.core.answers import YES, Answer, no
from forum.core.db import change_rows, db, locked
from forum.core.jobs import enqueue
from forum.members.actions import end_sessions
from forum.members.registry import queries, totp
from forum.members.registry.ceremonies import Made
from forum.members.registry.models import (
    Account,
    Authenticator,
    Passkey,
    RecoveryCode,
)

PENDING_LASTS = timedelta(hours=1)
CODES = 10
CODE_LENGTH = 12
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
TOO_SHORT = (
    "Your password has fewer than 15 characters and holds only with a second step. "
    "Choose a longer password first."
)


class Change(StrEnum):
    """What changed about somebody's sign-in; the letter says it in words."""

    APP_ON = "app_on"
    APP_OFF = "app_off"
    CODES_NEW = "codes_new"
    CODE_USED = "code_used"
    PASSKEY_ON = "passkey_on"
    PASSKEY_OFF = "passkey_off"
    FORGOTTEN = "forgotten"


def begin_app(account_id: int, now: datetime) -> None:
    """Make a secret for an authenticator app; it counts once a code was sent."""
    locked(Account, account_id)
    known = queries.authenticator_of(account_id)
    if known is not None and known.proven_at is not None:
        return
    if known is None:
        known = Authenticator(account_id=account_id)
        db.session.add(known)
    known.secret, known.begun_at, known.last_step = totp.new_secret(), now, 0


def prove_app(account_id: int, code: str, now: datetime) -> list[str] | None:
    """Take the first code of an app; None if it does not fit.

    Returns recovery codes if there were none: nobody sees them again.
    """
    account = locked(Account, account_id)
    app = queries.authenticator_of(account_id)
    if app is None or not _used(app, code, now):
        return None
    if app.proven_at is None:
        app.proven_at = now
        _changed(account, Change.APP_ON, now)
    return _first_codes(account_id)


def use_code(account_id: int, code: str, now: datetime) -> bool:
    """Let somebody prove who they are by a code of their app, or a recovery code."""
    account = locked(Account, account_id)
    app = queries.authenticator_of(account_id)
    if app is not None and app.proven_at is not None and _used(app, code, now):
        return True
    key = queries.recovery_key(account_id, code)
    theirs = (RecoveryCode.account_id == account_id) & (RecoveryCode.code_key == key)
    if not change_rows(delete(RecoveryCode).where(theirs)):
        return False
    _tell(account, Change.CODE_USED, now)
    return True


def new_codes(account_id: int, now: datetime) -> list[str]:
    """Make ten recovery codes in place of any others."""
    _tell(locked(Account, account_id), Change.CODES_NEW, now)
    return _ten_codes(account_id)


def end_app(account_id: int, now: datetime) -> Answer:
    """Take the authenticator app away."""
    account = locked(Account, account_id)
    proofs = queries.proofs_of(account_id)
    if not proofs.passkeys and account.password_is_short:
        return no(TOO_SHORT)
    db.session.execute(
        delete(Authenticator).where(Authenticator.account_id == account_id)
    )
    if proofs.has_app:
        _changed(account, Change.APP_OFF, now)
        _forget_the_rest(account)
    return YES


def add_passkey(
    account_id: int, name: str, made: Made, now: datetime
) -> list[str] | None:
    """Keep a passkey; None if it is kept already. Returns first recovery codes."""
    account = locked(Account, account_id)
    if queries.passkey_named(made.credential) is not None:
        return None
    db.session.add(
        Passkey(
            account_id=account_id,
            name=name,
            credential=made.credential,
            public_key=made.public_key,
            sign_count=made.sign_count,
            made_at=now,
        )
    )
    _changed(account, Change.PASSKEY_ON, now)
    return _first_codes(account_id)


def note_passkey_used(passkey_id: int, sign_count: int, now: datetime) -> None:
    """Remember how often a device has answered, so that a copy is noticed."""
    passkey = locked(Passkey, passkey_id)
    passkey.sign_count, passkey.used_at = sign_count, now


def end_passkey(account_id: int, passkey_id: int, now: datetime) -> Answer:
    """Take a passkey away; one that is gone already is no trouble."""
    account = locked(Account, account_id)
    proofs = queries.proofs_of(account_id)
    is_last = proofs.passkeys == 1 and not proofs.has_app
    if is_last and account.password_is_short:
        return no(TOO_SHORT)
    this = (Passkey.account_id == account_id) & (Passkey.id == passkey_id)
    if change_rows(delete(Passkey).where(this)):
        _changed(account, Change.PASSKEY_OFF, now)
        _forget_the_rest(account)
    return YES


def forget_proofs(account_id: int, now: datetime) -> None:
    """Take every second step away; for an operator who knows who asks."""
    account = locked(Account, account_id)
    _changed(account, Change.FORGOTTEN, now)
    for table in (Authenticator, Passkey):
        db.session.execute(delete(table).where(table.account_id == account_id))
    _forget_the_rest(account)


def forget_pending_apps(now: datetime) -> int:
    """Delete secrets of apps that never sent a code; return how many."""
    old = Authenticator.proven_at.is_(None) & (
        Authenticator.begun_at < now - PENDING_LASTS
    )
    return change_rows(delete(Authenticator).where(old))


def _used(app: Authenticator, code: str, now: datetime) -> bool:
    step = totp.step_of(app.secret, code, now.timestamp(), app.last_step)
    if step is None:
        return False
    app.last_step = step
    return True


def _first_codes(account_id: int) -> list[str]:
    if queries.proofs_of(account_id).recovery_codes:
        return []
    return _ten_codes(account_id)


def _ten_codes(account_id: int) -> list[str]:
    theirs = RecoveryCode.account_id == account_id
    db.session.execute(delete(RecoveryCode).where(theirs))
    codes = [
        "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        for _ in range(CODES)
    ]
    for code in codes:
        key = queries.recovery_key(account_id, code)
        db.session.add(RecoveryCode(account_id=account_id, code_key=key))
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def _forget_the_rest(account: Account) -> None:
    """Without a second step there is nothing to recover."""
    db.session.flush()
    if not queries.proofs_of(account.id):
        theirs = RecoveryCode.account_id == account.id
        db.session.execute(delete(RecoveryCode).where(theirs))


def _changed(account: Account, change: Change, now: datetime) -> None:
    """Sign the owner out everywhere and tell them; the view that asked goes on."""
    end_sessions(account.member_id)
    _tell(account, change, now)


def _tell(account: Account, change: Change, now: datetime) -> None:
    told = {"letter": "sign_in_changed", "member": account.member_id}
    enqueue("mail", told | {"change": change.value}, now)
