"""Moving, splitting and merging threads, and bringing back what was before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.boards import actions as boards
from forum.boards.models import Board, Thread
from forum.boards.rules import may_arrange
from forum.core.answers import NotFound, Refused, require
from forum.core.db import db
from forum.members.models import Member
from moderation import rules
from moderation.actions.acting import keep_act
from moderation.actions.effect import Effect
from moderation.actions.telling import PLAIN, deliver, objection
from moderation.actions.working import follow_thread
from moderation.models import ActionKind, Decision, ModAction, TargetType

MOVED, SPLIT = "We moved your thread", "Posts of your thread became a new thread"
BEGUN, MERGED = "Your post opens a new thread", "We merged your thread with another"
BY_PERSON = "Nothing else about it was changed. A person decided."


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told of a change, what of, and where the thread is now."""

    member_id: int
    subject: str
    thread: Thread
    what: str


def move_thread(
    moderator: Member,
    thread_id: int,
    slug: str,
    reason: str,
    now: datetime,
    *,
    with_stub: bool,
) -> Decision:
    """Put a thread on another board; the old one says so for a while, if wished."""
    thread, board = _tended(moderator, thread_id), _board(slug)
    require(may_arrange(thread))
    if board.id == thread.board_id:
        raise Refused("The thread is on this board already.")
    require(rules.may_do(moderator, ActionKind.MOVE, thread.board_id))
    before = {"board_id": thread.board_id}
    until = now + boards.STUB_LASTS if with_stub else None
    boards.move(thread_id, board.id, until)
    follow_thread(thread)
    kept = {"board_id": board.id, "board": board.slug}
    effect = Effect(ActionKind.MOVE, TargetType.THREAD, thread_id, kept, before)
    decision = keep_act(moderator, [effect], reason, now, board_id=board.id)
    what = f"It is now on the board “{board.name}”. Its address is the same."
    _tell(moderator, decision, [Told(thread.author_id, MOVED, thread, what)], now)
    return decision


def split_thread(
    moderator: Member,
    thread_id: int,
    wanted: boards.Wanted,
    reason: str,
    now: datetime,
) -> Thread:
    """Begin a new thread with some posts of another; return it."""
    source = _tended(moderator, thread_id)
    done = boards.split(thread_id, wanted)
    follow_thread(done.thread)
    effect = Effect(
        ActionKind.SPLIT,
        TargetType.THREAD,
        thread_id,
        {"thread": done.thread.id},
        {"numbers": {str(key): number for key, number in done.numbers.items()}},
    )
    decision = keep_act(moderator, [effect], reason, now, board_id=source.board_id)
    what = f"They are now in [a thread of their own](/t/{done.thread.id})."
    people = [Told(source.author_id, SPLIT, source, what)]
    if done.thread.author_id != source.author_id:
        what = "It came out of another thread. Its address is the same."
        people.append(Told(done.thread.author_id, BEGUN, done.thread, what))
    _tell(moderator, decision, people, now)
    return done.thread


def merge_threads(
    moderator: Member, thread_id: int, target_id: int, reason: str, now: datetime
) -> Thread:
    """Put all posts of a thread into another; return that."""
    source, target = _tended(moderator, thread_id), _tended(moderator, target_id)
    require(rules.may_do(moderator, ActionKind.MERGE, target.board_id))
    author_id, board_id = source.author_id, source.board_id
    numbers = boards.merge(thread_id, target_id)
    follow_thread(target)
    effect = Effect(
        ActionKind.MERGE,
        TargetType.THREAD,
        thread_id,
        {"into": target_id},
        {"numbers": {str(key): number for key, number in numbers.items()}},
    )
    decision = keep_act(moderator, [effect], reason, now, board_id=board_id)
    what = "All posts are there now, and the old address leads to them."
    _tell(moderator, decision, [Told(author_id, MERGED, target, what)], now)
    return target


def undo_move(action: ModAction, now: datetime) -> str:
    """Put a thread back on the board that it left."""
    if late := too_late(action, now):
        return late
    thread = db.session.get_one(Thread, action.target_id)
    if thread.board_id != action.params["board_id"] or thread.merged_into:
        return "The thread was moved on since then."
    boards.move(thread.id, action.before["board_id"])
    follow_thread(thread)
    return ""


def undo_split(action: ModAction, now: datetime) -> str:
    """Bring the posts of a split thread back, and what was added to it since."""
    if late := too_late(action, now):
        return late
    try:
        boards.unsplit(action.params["thread"], action.target_id)
    except Refused as why:
        return str(why)
    follow_thread(db.session.get_one(Thread, action.target_id))
    return ""


def undo_merge(action: ModAction, now: datetime) -> str:
    """Give a merged thread its posts back."""
    if late := too_late(action, now):
        return late
    numbers = {int(key): place for key, place in action.before["numbers"].items()}
    try:
        boards.unmerge(action.target_id, action.params["into"], numbers)
    except Refused as why:
        return str(why)
    follow_thread(db.session.get_one(Thread, action.target_id))
    return ""


def too_late(action: ModAction, now: datetime) -> str:
    """Say that a change can no longer be taken back, or nothing."""
    decision = db.session.get_one(Decision, action.decision_id)
    if now - decision.decided_at > rules.UNDO_WITHIN:
        return "This can be taken back for 24 hours only."
    return ""


def _tended(moderator: Member, thread_id: int) -> Thread:
    thread = db.session.get(Thread, thread_id)
    if thread is None:
        raise NotFound
    require(rules.may_tend(moderator, thread.board_id))
    return thread


def _board(slug: str) -> Board:
    board = db.session.scalar(select(Board).where(Board.slug == slug))
    if board is None:
        raise Refused("Choose the board that the thread moves to.")
    return board


def _tell(
    moderator: Member, decision: Decision, people: list[Told], now: datetime
) -> None:
    """Tell others what became of what they wrote; nobody is told of their own deed."""
    for told in people:
        member = db.session.get_one(Member, told.member_id)
        if member.id == moderator.id or member.is_former:
            continue
        title = told.thread.title.translate(PLAIN)
        parts = [f"This is about [“{title}”](/t/{told.thread.id}). {told.what}"]
        parts += [decision.public_reason, BY_PERSON, objection(now)]
        deliver(decision, member.id, told.subject, parts, now)
