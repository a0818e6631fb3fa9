"""What each measure does to posts, threads and members."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import select

from forum.boards import actions as boards
from forum.boards.models import Board, Post, PostState, Thread
from forum.core.answers import Refused
from forum.core.db import db, locked
from forum.core.wording import Wording
from forum.members import actions as members
from forum.members.models import Member
from forum.rights import actions as rights
from forum.rights.actions import Wish
from forum.rights.models import Fate
from moderation import rules
from moderation.actions import strikes
from moderation.actions.effect import Effect
from moderation.actions.waiting import is_forgotten
from moderation.actions.working import follow_thread
from moderation.measures import Measure
from moderation.models import (
    ActionKind,
    Reviewable,
    ReviewableKind,
    Rule,
    TargetType,
)


@dataclass(frozen=True, slots=True)
class Case:
    """What is decided about, everything in it held."""

    moderator: Member
    item: Reviewable
    thread: Thread
    post: Post
    rule: Rule | None
    passages: tuple[str, ...]
    instead: str
    pictures: tuple[int, ...] = ()

    @property
    def because(self) -> str:
        """The rule as readers see it in the place of a post."""
        return f"Rule {self.rule.code[1:]}: {self.rule.title}." if self.rule else ""


class Wanted(Protocol):
    """What effects need to know of a judgement."""

    @property
    def to_board(self) -> str:
        """The board a thread moves to."""

    @property
    def warn(self) -> bool:
        """Whether the author is warned too."""

    @property
    def suspend(self) -> timedelta | None:
        """For how long the author is suspended, if at all."""


Apply = Callable[[Case, Wanted, datetime], list[Effect]]


def apply(measure: Measure, case: Case, wanted: Wanted, now: datetime) -> list[Effect]:
    """Do what a measure means, and what was ticked beside it."""
    effects = MEASURES[measure](case, wanted, now)
    if measure in KEEPING and is_forgotten(case.post, but=case.item.id):
        effects += _restore(case, wanted, now)
    if case.item.kind is ReviewableKind.COPYRIGHT and measure.needs_rule:
        effects += strikes.strike(case.post.author_id, now)
    if wanted.warn:
        effects.append(_warned(case, now))
    if wanted.suspend:
        effects.append(_suspended(case, wanted.suspend, now))
    return effects


def _mask(case: Case, wanted: Wanted, now: datetime) -> list[Effect]:
    if not (case.passages or case.pictures):
        raise Refused("Write the words that are to be masked, or choose a photo.")
    gone = boards.Passages(Wording(case.passages, case.instead), case.pictures)
    done = boards.redact(case.post.id, gone, case.moderator.id, now)
    # No `before`: what was destroyed is not kept for undoing.
    effects = [
        Effect(
            ActionKind.REDACT,
            TargetType.POST,
            case.post.id,
            {"redaction": done.redaction.id},
            reversible=False,
        )
    ]
    if case.item.kind is ReviewableKind.HELD_POST:
        effects += _approve(case, wanted, now)
    if case.item.kind is ReviewableKind.TAKE_IT_DOWN:
        effects += _restore(case, wanted, now)
    return effects


def _hide(case: Case, _: Wanted, now: datetime) -> list[Effect]:
    effect = _on_post(ActionKind.HIDE_UNTIL_EDITED, case)
    boards.change_state(case.post.id, PostState.HIDDEN, case.because, now)
    return [effect]


def _remove(case: Case, _: Wanted, now: datetime) -> list[Effect]:
    kind = ActionKind.REMOVE_THREAD if case.post.number == 1 else ActionKind.REMOVE
    effect = _on_post(kind, case)
    boards.change_state(case.post.id, PostState.REMOVED, case.because, now)
    return [effect]


def _restore(case: Case, _: Wanted, now: datetime) -> list[Effect]:
    effect = _on_post(ActionKind.RESTORE, case)
    boards.change_state(case.post.id, PostState.PUBLISHED, "", now)
    strikes.cancel(case.post.id, now)
    return [effect]


def _approve(case: Case, _: Wanted, now: datetime) -> list[Effect]:
    effect = _on_post(ActionKind.APPROVE, case)
    boards.change_state(case.post.id, PostState.PUBLISHED, "", now)
    return [effect]


def _reject(case: Case, _: Wanted, now: datetime) -> list[Effect]:
    effect = _on_post(ActionKind.REJECT, case)
    boards.change_state(case.post.id, PostState.REJECTED, case.because, now)
    return [effect]


def _leave(_: Case, __: Wanted, ___: datetime) -> list[Effect]:
    return []


def _move_and_lock(case: Case, wanted: Wanted, now: datetime) -> list[Effect]:
    board = db.session.scalar(select(Board).where(Board.slug == wanted.to_board))
    if board is None:
        raise Refused("Choose the board that the thread moves to.")
    was_locked = case.thread.locked_at is not None
    before = {"board_id": case.thread.board_id, "locked": was_locked}
    boards.move(case.thread.id, board.id)
    follow_thread(case.thread)
    boards.lock(case.thread.id, case.because, now)
    return [
        Effect(
            ActionKind.MOVE_AND_LOCK,
            TargetType.THREAD,
            case.thread.id,
            {"board": board.slug},
            before,
        )
    ]


def _erase_author(case: Case, _: Wanted, now: datetime) -> list[Effect]:
    author = locked(Member, case.post.author_id)
    if author.is_staff or author.is_former:
        raise Refused("This account cannot be erased from here.")
    rights.erase_now(author.id, Wish(Fate.REDACT), now)
    return [
        Effect(ActionKind.ERASE_ACCOUNT, TargetType.MEMBER, author.id, reversible=False)
    ]


KEEPING = frozenset({Measure.MASK, Measure.MOVE_AND_LOCK})
"""Measures after which a post can be read, also if it was hidden for the review."""
MEASURES: dict[Measure, Apply] = {
    Measure.MASK: _mask,
    Measure.HIDE_UNTIL_EDITED: _hide,
    Measure.REMOVE: _remove,
    Measure.MOVE_AND_LOCK: _move_and_lock,
    Measure.LEAVE: _leave,
    Measure.RESTORE: _restore,
    Measure.APPROVE: _approve,
    Measure.REJECT: _reject,
    Measure.ERASE_AUTHOR: _erase_author,
}


def _warned(case: Case, now: datetime) -> Effect:
    return Effect(
        ActionKind.WARN,
        TargetType.MEMBER,
        case.post.author_id,
        expires_at=now + rules.WARNING_LASTS,
    )


def _suspended(case: Case, how_long: timedelta, now: datetime) -> Effect:
    author = locked(Member, case.post.author_id)
    if author.is_staff:
        raise Refused("Moderators and administrators cannot be suspended here.")
    before = {"until": author.suspended_until and author.suspended_until.isoformat()}
    members.suspend(author.id, now + how_long)
    return Effect(
        ActionKind.SUSPEND,
        TargetType.MEMBER,
        author.id,
        {"days": how_long.days},
        before,
        expires_at=now + how_long,
    )


def _on_post(kind: ActionKind, case: Case) -> Effect:
    before = {"state": case.post.state, "reason": case.post.state_reason}
    return Effect(kind, TargetType.POST, case.post.id, before=before)
