"""Domains that a clean-up took away: who writes them now waits for a moderator."""

from collections.abc import Sequence
from datetime import datetime

from forum.members.models import Member
from moderation.actions.effect import Effect
from moderation.models import ActionKind, ModAction, TargetType
from moderation.standing import rules
from moderation.walls import actions as walls
from moderation.walls.actions import Wanted
from moderation.walls.models import Deed, Way


def undo_watching(action: ModAction, now: datetime) -> str:
    """Let posts with the domains of a clean-up pass again."""
    unwatch_domains(None, action, now)
    return ""


def watch_domains(
    moderator: Member, member_id: int, domains: Sequence[str], now: datetime
) -> list[Effect]:
    """Look out for domains for some months: who writes them waits for a moderator."""
    until = now + rules.DOMAINS_WATCHED
    words = [
        walls.watch(moderator, Wanted(name, Way.WORD, Deed.HOLD, ends_at=until), now).id
        for name in sorted(set(domains))
    ]
    if not words:
        return []
    effect = Effect(
        ActionKind.WATCH_DOMAINS,
        TargetType.MEMBER,
        member_id,
        {"words": words},
        expires_at=until,
    )
    return [effect]


def unwatch_domains(moderator: Member | None, action: ModAction, now: datetime) -> None:
    """Let them pass again; nobody did it where it follows from another decision."""
    for key in action.params["words"]:
        walls.unwatch(moderator, key, now)
    action.expires_at = now
