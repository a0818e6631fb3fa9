"""How each effect of a decision is undone, unless its target changed since."""

from datetime import datetime

from sqlalchemy import select

from forum.boards import actions as boards
from forum.boards.models import Board, Post, PostState, Thread
from forum.core.db import db, locked
from forum.members import actions as members
from forum.members.models import Member
from forum.members.rules import OPEN_ENDED
from forum.systems import actions as systems
from forum.systems.models import SystemCard
from moderation.actions import strikes
from moderation.actions.deciding import has_open_request
from moderation.actions.working import follow_thread
from moderation.measures import HIDING
from moderation.models import ActionKind, Decision, ModAction, Reviewable, TargetType
from moderation.news import Undo

LEFT_AS = {
    ActionKind.HIDE: PostState.HIDDEN,
    ActionKind.HIDE_UNTIL_EDITED: PostState.HIDDEN,
    ActionKind.REMOVE: PostState.REMOVED,
    ActionKind.REMOVE_THREAD: PostState.REMOVED,
    ActionKind.REJECT: PostState.REJECTED,
    ActionKind.APPROVE: PostState.PUBLISHED,
    ActionKind.RESTORE: PostState.PUBLISHED,
}
"""In which state each of these leaves a post."""
SINCE = "Something else was decided about the post since."
REWORDED = "The post was edited since. Decide about how it reads now."
REQUESTED = "A request to take the post down is open. Decide that first."
GONE = "It is not there any more."
ABOUT_MEMBER = "Something else was decided about this member since."
ABOUT_THREAD = "The thread was moved, locked or opened since."
ABOUT_CARD = "Something else was decided about the card since."


def undo_on_post(action: ModAction, now: datetime) -> str:
    """Give a post the state back that it had, with every count."""
    post = db.session.get(Post, action.target_id)
    if post is None or post.purged_at is not None:
        return GONE
    decision = db.session.get_one(Decision, action.decision_id)
    if post.state is not LEFT_AS[action.kind] or _has_later(action):
        return SINCE
    if decision.revision and post.revision != decision.revision:
        return REWORDED
    state, reason = _before(action, decision)
    if state is PostState.PUBLISHED and has_open_request(post.id):
        return REQUESTED
    boards.change_state(post.id, state, reason, now)
    if action.kind is ActionKind.RESTORE:
        strikes.renew(post.id, decision.decided_at)
    return ""


def _before(action: ModAction, decision: Decision) -> tuple[PostState, str]:
    """Return how a post stood; what a request hid at once was public before."""
    state = PostState(action.before.get("state", PostState.PUBLISHED))
    item = db.session.get_one(Reviewable, decision.reviewable_id)
    takes = action.kind in {ActionKind.REMOVE, ActionKind.REMOVE_THREAD}
    if takes and item.kind in HIDING and state is PostState.HIDDEN:
        return PostState.PUBLISHED, ""
    return state, str(action.before.get("reason", ""))


def _has_later(action: ModAction) -> bool:
    """Say whether a later decision did something to the state of the same post."""
    later = select(ModAction.id).where(
        ModAction.target_type == TargetType.POST,
        ModAction.target_id == action.target_id,
        ModAction.decision_id > action.decision_id,
        ModAction.kind.in_(LEFT_AS),
        ModAction.reversed_by.is_(None),
    )
    return db.session.scalar(later.limit(1)) is not None


def undo_move_and_lock(action: ModAction, now: datetime) -> str:  # noqa: ARG001
    """Put a thread back on its board, and open it unless it was locked before."""
    thread = db.session.get(Thread, action.target_id)
    if thread is None:
        return GONE
    board = db.session.get_one(Board, thread.board_id)
    moved = board.slug == action.params["board"]
    if not (moved and _is_locked_by(thread, action)):
        return ABOUT_THREAD
    thread = boards.move(thread.id, action.before["board_id"])
    follow_thread(thread)
    if not action.before.get("locked"):
        boards.unlock(thread.id)
    return ""


def undo_lock(action: ModAction, now: datetime) -> str:  # noqa: ARG001 - a hook
    """Open a thread again."""
    thread = db.session.get(Thread, action.target_id)
    if thread is None:
        return GONE
    if not _is_locked_by(thread, action):
        return ABOUT_THREAD
    if not action.before.get("locked"):
        boards.unlock(thread.id)
    return ""


def _is_locked_by(thread: Thread, action: ModAction) -> bool:
    decision = db.session.get_one(Decision, action.decision_id)
    return thread.locked_at == decision.decided_at


def undo_pin(action: ModAction, now: datetime) -> str:  # noqa: ARG001 - a hook
    """Let a thread go its way again, or keep it on top as before."""
    thread = db.session.get(Thread, action.target_id)
    if thread is None:
        return GONE
    if thread.merged_into is not None:
        return "The thread was merged into another since."
    if thread.pinned is not (action.kind is ActionKind.PIN):
        return "The thread was pinned or unpinned since."
    until = action.before.get("until")
    ends = datetime.fromisoformat(until) if until else None
    boards.pin(thread.id, not thread.pinned, ends)
    return ""


def undo_standing(action: ModAction, now: datetime) -> str:
    """Let a warning, a strike or a rest of a right end now."""
    if action.expires_at is None or action.expires_at > now:
        action.expires_at = now
    return ""


def undo_suspension(action: ModAction, now: datetime) -> str:
    """Let a member in again as before a suspension."""
    member = locked(Member, action.target_id)
    holds = member.suspended_until
    if holds is None or holds != (action.expires_at or OPEN_ENDED):
        return ABOUT_MEMBER if holds is not None else ""
    said = action.before.get("until")
    before = datetime.fromisoformat(said) if said else None
    if before is not None and before > now:
        members.suspend(member.id, before)
    else:
        members.end_suspension(member.id)
    action.expires_at = now
    return ""


def undo_hidden_card(action: ModAction, now: datetime) -> str:
    """Show a card again to whom its owner chose."""
    card = db.session.get(SystemCard, action.target_id)
    if card is None:
        return GONE
    decision = db.session.get_one(Decision, action.decision_id)
    if card.hidden_at != decision.decided_at:
        return ABOUT_CARD
    systems.show(card.id, now)
    return ""


UNDOERS: tuple[tuple[ActionKind, Undo], ...] = (
    *((kind, undo_on_post) for kind in LEFT_AS),
    (ActionKind.MOVE_AND_LOCK, undo_move_and_lock),
    (ActionKind.LOCK, undo_lock),
    (ActionKind.PIN, undo_pin),
    (ActionKind.UNPIN, undo_pin),
    (ActionKind.WARN, undo_standing),
    (ActionKind.STRIKE, undo_standing),
    (ActionKind.NO_FLAGS, undo_standing),
    (ActionKind.SUSPEND, undo_suspension),
    (ActionKind.HIDE_CARD, undo_hidden_card),
)
"""What is undone here; other packages join theirs."""
