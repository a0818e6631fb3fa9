"""What moderators do to a thread outside the queue: lock, pin, and undo it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from forum.boards import actions as boards
from forum.boards.models import Thread
from forum.core.answers import NotFound, Refused
from forum.core.db import db
from forum.members.models import Member
from moderation.actions.acting import keep_act
from moderation.actions.effect import Effect
from moderation.models import ActionKind, Decision, TargetType


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
    moderator: Member, thread_id: int, deed: ThreadDeed, reason: str, now: datetime
) -> Done:
    """Lock or pin a thread; a closed case keeps who, when and why."""
    if db.session.get(Thread, thread_id) is None:
        raise NotFound
    if deed is ThreadDeed.UNLOCK and _is_own(thread_id, moderator):
        raise Refused("This is your own thread. Another moderator opens it again.")
    if deed is ThreadDeed.LOCK and not reason:
        raise Refused("Say why the thread is locked; readers see it.")
    thread = _carried_out(thread_id, deed, reason, now)
    effect = Effect(ActionKind(deed), TargetType.THREAD, thread.id)
    decision = keep_act(moderator, [effect], reason, now, board_id=thread.board_id)
    return Done(thread, decision)


def _is_own(thread_id: int, moderator: Member) -> bool:
    return db.session.get_one(Thread, thread_id).author_id == moderator.id


def _carried_out(
    thread_id: int, deed: ThreadDeed, reason: str, now: datetime
) -> Thread:
    match deed:
        case ThreadDeed.LOCK:
            return boards.lock(thread_id, reason, now)
        case ThreadDeed.UNLOCK:
            return boards.unlock(thread_id)
        case ThreadDeed.PIN | ThreadDeed.UNPIN:
            return boards.pin(thread_id, deed is ThreadDeed.PIN)
