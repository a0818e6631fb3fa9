"""What moderators do to a thread outside the queue: lock, pin, and undo it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from forum.boards import actions as boards
from forum.boards.models import Thread
from forum.boards.rules import may_arrange
from forum.core.answers import NotFound, Refused, require
from forum.core.db import db
from forum.members.models import Member
from moderation import rules
from moderation.actions.acting import keep_act
from moderation.actions.effect import Effect
from moderation.models import ActionKind, Decision, ModAction, TargetType


class ThreadDeed(StrEnum):
    """What can be done to a thread at once."""

    LOCK = "lock"
    UNLOCK = "unlock"
    PIN = "pin"
    UNPIN = "unpin"


@dataclass(frozen=True, slots=True)
class Done:
    """A deed and the closed case that keeps it."""

    thread: Thread
    decision: Decision


def act_on_thread(
    moderator: Member,
    thread_id: int,
    deed: ThreadDeed,
    reason: str,
    now: datetime,
    until: datetime | None = None,
) -> Done:
    """Lock or pin a thread; a closed case keeps who, when and why.

    A pin ends by itself at the given time, or when somebody takes it off.
    """
    if (found := db.session.get(Thread, thread_id)) is None:
        raise NotFound
    require(rules.may_tend(moderator, found.board_id))
    require(may_arrange(found))
    if deed is ThreadDeed.UNLOCK and _is_own(thread_id, moderator):
        raise Refused("This is your own thread. Another moderator opens it again.")
    if deed is ThreadDeed.LOCK and not reason:
        raise Refused("Say why the thread is locked; readers see it.")
    before = _standing(found)
    thread = _carried_out(thread_id, deed, reason, now, until)
    ends = until if deed is ThreadDeed.PIN else None
    effect = Effect(
        ActionKind(deed), TargetType.THREAD, thread.id, before=before, expires_at=ends
    )
    decision = keep_act(moderator, [effect], reason, now, board_id=thread.board_id)
    return Done(thread, decision)


def _is_own(thread_id: int, moderator: Member) -> bool:
    return db.session.get_one(Thread, thread_id).author_id == moderator.id


def undo_unlock(action: ModAction, now: datetime) -> str:
    """Lock a thread again that was opened, with the reason that stood there."""
    thread, before = db.session.get_one(Thread, action.target_id), action.before
    if thread.locked_at is not None or thread.merged_into is not None:
        return "The thread was locked since then."
    if before.get("locked"):
        boards.lock(thread.id, before["reason"], now)
    return ""


def _standing(thread: Thread) -> dict[str, Any]:
    """Return what of a thread a deed can change."""
    until = thread.pinned_until
    return {
        "pinned": thread.pinned,
        "until": until and until.isoformat(),
        "locked": thread.locked_at is not None,
        "reason": thread.lock_reason,
    }


def _carried_out(
    thread_id: int, deed: ThreadDeed, reason: str, now: datetime, until: datetime | None
) -> Thread:
    match deed:
        case ThreadDeed.LOCK:
            return boards.lock(thread_id, reason, now)
        case ThreadDeed.UNLOCK:
            return boards.unlock(thread_id)
        case ThreadDeed.PIN | ThreadDeed.UNPIN:
            return boards.pin(thread_id, deed is ThreadDeed.PIN, until)
