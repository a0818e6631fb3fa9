"""Noting for SolTrex that a member deactivated themselves here, or is erased."""

from datetime import datetime

from sqlalchemy import delete, select

from forum.core.db import db, insert_once, locked
from forum.core.jobs import enqueue
from forum.members.registry.oidc import queries
from forum.members.registry.oidc.actions.following import NOBODY
from forum.members.registry.oidc.models import OidcNotice, Parting

TELL = "tell SolTrex"


def note_parting(member_id: int, what: Parting, now: datetime) -> None:
    """Have SolTrex told, unless it is what it told us; once for each parting."""
    identity = queries.identity_of(member_id)
    if identity is None or identity.issuer == NOBODY:
        return
    if what is Parting.DEACTIVATED and identity.is_disabled:
        return
    once = queries.notice_key(member_id, what)
    values = {"once": once, "what": what, "sub": identity.sub, "asked_at": now}
    if insert_once(OidcNotice, values):
        made = db.session.scalars(select(OidcNotice.id).where(OidcNotice.once == once))
        notice_id = made.one()
        # One that stands only once is tried until it is taken, or forgotten.
        enqueue(TELL, {"notice": notice_id}, now, once=f"{TELL} {notice_id}")


def note_return(member_id: int) -> None:
    """Forget that somebody left who is back: the next time is told again."""
    once = queries.notice_key(member_id, Parting.DEACTIVATED)
    db.session.execute(delete(OidcNotice).where(OidcNotice.once == once))


def note_told(notice_id: int, now: datetime) -> None:
    """Note that SolTrex knows, and forget of whom."""
    notice = locked(OidcNotice, notice_id)
    notice.told_at, notice.sub = now, None
