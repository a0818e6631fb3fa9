"""What is not kept for ever of people at the shared registry."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from forum.core.db import change_rows
from forum.members.registry.oidc.actions.following import NOBODY
from forum.members.registry.oidc.models import (
    OidcFormerEmail,
    OidcIdentity,
    OidcNewcomer,
    OidcNotice,
    OidcSeenToken,
)

FORMER_LASTS = timedelta(days=7)
NOTICE_LASTS = timedelta(days=7)


def forget_newcomers(now: datetime) -> int:
    """Delete what was kept of people who chose no user name; return how many."""
    return change_rows(delete(OidcNewcomer).where(OidcNewcomer.until <= now))


def forget_former(now: datetime) -> int:
    """Delete addresses that have been told of their change; return how many."""
    old = OidcFormerEmail.changed_at < now - FORMER_LASTS
    return change_rows(delete(OidcFormerEmail).where(old))


def forget_purged(now: datetime) -> int:
    """Delete what erasures have left of purged accounts; return how many."""
    old = OidcIdentity.synced_at < now - FORMER_LASTS
    purged = OidcIdentity.issuer == NOBODY
    return change_rows(delete(OidcIdentity).where(purged, old))


def forget_tokens(now: datetime) -> int:
    """Delete the numbers of tokens that no longer hold; return how many."""
    return change_rows(delete(OidcSeenToken).where(OidcSeenToken.until <= now))


def forget_notices(now: datetime) -> int:
    """Delete what SolTrex was told, or could not be told for long."""
    old = OidcNotice.asked_at < now - NOTICE_LASTS
    return change_rows(delete(OidcNotice).where(old))
