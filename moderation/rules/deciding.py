"""Who may open, claim, decide and take back which case."""

from datetime import datetime, timedelta

from forum.boards.models import Post
from forum.core.answers import YES, Answer, no
from forum.members.models import Member
from forum.members.permissions import Permission, let
from moderation.models import (
    ActionKind,
    Decision,
    DecisionBatch,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
)
from moderation.rules.order import KIND_WEIGHTS

LEASE = timedelta(minutes=10)
APPEAL_WINDOW = timedelta(days=182)
CLICK_WITHIN = timedelta(minutes=10)
"""How long who decided takes it back by one click; so long the mail waits."""
BATCH_UNDO_WITHIN = timedelta(hours=24)
"""How long one decision about many cases is taken back at once."""
WARNING_LASTS = timedelta(days=90)
EVIDENCE_LASTS = timedelta(days=180)
UNDO_WITHIN = timedelta(hours=24)
"""How long threads that were moved, split or merged can be put back."""
REASONS_LAST = timedelta(days=730)
OF_THE_FORUM = frozenset(
    {
        ReviewableKind.FLAGGED_MEMBER,
        ReviewableKind.FLAGGED_CARD,
        ReviewableKind.PRIVACY_REQUEST,
        ReviewableKind.TAKE_IT_DOWN,
        ReviewableKind.RESTRICTED_HOLD,
        ReviewableKind.COPYRIGHT,
        ReviewableKind.COUNTER_NOTICE,
        ReviewableKind.APPEAL,
    }
)
"""Kinds that moderators of some boards alone do not see."""
STRIKES_MAX = 3
STRIKE_LASTS = timedelta(days=365)
STRIKES_SUSPEND = timedelta(days=365)


BY_LAW = frozenset({*KIND_WEIGHTS} - {ReviewableKind.APPEAL})
"""Kinds in which whoever asked is told of the decision at once."""
DESTROYS = frozenset({ActionKind.REDACT, ActionKind.PURGE, ActionKind.ERASE_ACCOUNT})
"""What nobody can take back."""
TOO_LATE = "Ten minutes are over. Take it back with a reason."
NOT_YOURS = "Who decided can undo it. Take it back with a reason."
TOLD = "Whoever asked was told already. Take it back with a reason."
DESTROYED = "What was destroyed cannot be brought back."
NO_REVERSAL = "This cannot be taken back. Decide anew."


def may_undo(
    moderator: Member,
    item: Reviewable,
    decision: Decision,
    kinds: frozenset[ActionKind],
    now: datetime,
) -> Answer:
    """Who decided takes it back by one click, for some minutes, if nothing is lost."""
    if not (answer := may_reverse(item, decision)):
        return answer
    if kinds & DESTROYS:
        return no(DESTROYED)
    if item.kind in BY_LAW:
        return no(TOLD)
    if decision.actor_id != moderator.id or decision.automated:
        return no(NOT_YOURS)
    if now - decision.decided_at >= CLICK_WITHIN:
        return no(TOO_LATE)
    return YES


def may_undo_batch(moderator: Member, batch: DecisionBatch, now: datetime) -> Answer:
    """Who decided about many cases at once takes all of it back, for a day, once."""
    if batch.actor_id != moderator.id and not moderator.is_administrator:
        return no("Who decided this can take it back, or an administrator.")
    if batch.undone_at is not None:
        return no("This was taken back already.")
    if now - batch.made_at >= BATCH_UNDO_WITHIN:
        return no("A day has passed. Take these decisions back one by one.")
    return YES


def may_reverse(item: Reviewable, decision: Decision) -> Answer:
    """What took another decision back stands, and so does what follows an appeal."""
    if decision.reverses_id is not None or item.kind is ReviewableKind.APPEAL:
        return no(NO_REVERSAL)
    return YES


def is_claimed_by_other(item: Reviewable, moderator: Member, now: datetime) -> bool:
    """Say whether another moderator is at it right now."""
    if item.claimed_by in {None, moderator.id} or item.claimed_until is None:
        return False
    return item.claimed_until > now


def is_claimed_by(item: Reviewable, moderator: Member, now: datetime) -> bool:
    """Say whether this moderator is at it right now."""
    is_live = item.claimed_until is not None and item.claimed_until > now
    return is_live and item.claimed_by == moderator.id


def is_open(item: Reviewable) -> bool:
    """Say whether something is still to be decided."""
    return item.status is ReviewStatus.OPEN


def may_open(moderator: Member, kind: ReviewableKind) -> Answer:
    """What may show abuse of a minor is for administrators alone."""
    if kind is ReviewableKind.RESTRICTED_HOLD and not moderator.is_administrator:
        return no("This case is for administrators.")
    return YES


def may_handle(moderator: Member, item: Reviewable) -> Answer:
    """Say whether a case is for this moderator.

    Cards, requests, members and appeals are for moderators of the whole forum, the
    rest also for those of its board.
    """
    if not (answer := may_open(moderator, item.kind)):
        return answer
    if item.kind in OF_THE_FORUM:
        answer = may_tend(moderator, None)
        return answer and let(moderator, Permission.READ, item.board_id)
    return may_tend(moderator, item.board_id)


def may_touch(moderator: Member, post: Post) -> Answer:
    """Nobody acts as a moderator on what they wrote themselves."""
    if post.author_id == moderator.id:
        return no("This is your own post. Another moderator decides about it.")
    return YES


def may_tend(moderator: Member, board_id: int | None) -> Answer:
    """Say whether somebody of staff looks after a board; none means the forum.

    Nobody looks after what a role keeps them from reading.
    """
    if not moderator.is_staff:
        return no("This page is for moderators.")
    if not (answer := let(moderator, Permission.READ, board_id)):
        return answer
    if moderator.oversees_all:
        return YES
    if board_id is None:
        return no("This is for moderators of the whole forum.")
    if board_id not in (moderator.moderates or ()):
        return no("This is on a board that you do not moderate.")
    return YES
