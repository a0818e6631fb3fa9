"""Tokens are not kept longer than they hold."""

from datetime import datetime

from forum.api import actions
from forum.core.db import transaction
from forum.core.retention import kept


@kept(
    "tokens for programs, as a hash",
    "1 year, or until their member ends them or changes the password",
)
def forget_tokens(now: datetime) -> int:
    """Delete tokens that hold no more."""
    with transaction():
        return actions.forget_ended(now)
