"""What is done with members of the shared registry."""

from forum.members.registry.oidc.actions.arriving import (
    Arrived,
    HandleTaken,
    arrive,
    expect,
    forget_newcomer,
    link,
    welcome,
)
from forum.members.registry.oidc.actions.following import (
    NOBODY,
    end_sessions,
    keep_name,
    stand,
    take_email,
    take_token,
    turn_away,
)
from forum.members.registry.oidc.actions.forgetting import (
    forget_former,
    forget_newcomers,
    forget_notices,
    forget_purged,
    forget_tokens,
)
from forum.members.registry.oidc.actions.parting import (
    TELL,
    note_parting,
    note_return,
    note_told,
)

__all__ = [
    "NOBODY",
    "TELL",
    "Arrived",
    "HandleTaken",
    "arrive",
    "end_sessions",
    "expect",
    "forget_former",
    "forget_newcomer",
    "forget_newcomers",
    "forget_notices",
    "forget_purged",
    "forget_tokens",
    "keep_name",
    "link",
    "note_parting",
    "note_return",
    "note_told",
    "stand",
    "take_email",
    "take_token",
    "turn_away",
    "welcome",
]
