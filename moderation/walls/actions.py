"""What the walls do: set modes, keep words, note holds, hide at once, hand back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, update

from forum.boards import actions as boards
from forum.boards.drafts import Cleared
from forum.boards.gates import Judgement, Verdict
from forum.boards.models import Board, Post, PostState, Thread
from forum.core.db import change_rows, db, locked
from forum.core.jobs import enqueue
from forum.members.models import Member
from moderation import actions as cases
from moderation import rules as case_rules
from moderation.actions import Act
from moderation.actions.acting import keep_act
from moderation.actions.effect import Effect
from moderation.actions.telling import PLAIN, deliver
from moderation.models import (
    ActionKind,
    Decision,
    Flag,
    FlagStatus,
    Reviewable,
    ReviewableKind,
    TargetType,
)
from moderation.walls import queries, rules
from moderation.walls.chosen import default_mode
from moderation.walls.likeness import likeness
from moderation.walls.models import (
    BoardMode,
    Deed,
    HeldFor,
    Likeness,
    Mode,
    WatchedWord,
    Way,
)

REMINDER = "held post reminder"
HIDDEN = "Your post is hidden until a moderator has looked at it"
BY_READERS = (
    "Readers reported it. This was done automatically, by a rule that counts reports. "
    "A person decides next."
)
BY_STAFF = "A moderator hid it. It is reviewed next."
MEANWHILE = (
    "Only you and the moderators can see it. You can edit it or take it back. If it is "
    "within the rules, it is public again after the review."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A watched word as somebody of staff wants it."""

    pattern: str
    way: Way
    deed: Deed
    boards: tuple[int, ...] = ()
    said: str = ""
    ends_at: datetime | None = None


def set_mode(actor: Member, board_id: int, mode: Mode, now: datetime) -> bool:
    """Say what waits on a board from now on; return whether that is something else."""
    locked(Board, board_id)
    row = db.session.get(BoardMode, board_id)
    if row is not None and row.mode is mode:
        return False
    before = row.mode if row else default_mode()
    if row is None:
        row = BoardMode(board_id=board_id)
        db.session.add(row)
    row.mode, row.set_at = mode, now
    details = {"before": before, "after": mode}
    cases.record(actor, Act("board_mode", "board", board_id, details=details), now)
    return True


def watch(actor: Member, wanted: Wanted, now: datetime) -> WatchedWord:
    """Look out for a word from now on."""
    row = WatchedWord(
        pattern=wanted.pattern,
        way=wanted.way,
        deed=wanted.deed,
        boards=list(wanted.boards),
        said=wanted.said,
        author_id=actor.id,
        added_at=now,
        ends_at=wanted.ends_at,
    )
    db.session.add(row)
    db.session.flush()
    details = {"way": row.way, "deed": row.deed}
    cases.record(actor, Act("watch_word", "word", row.id, details=details), now)
    return row


def unwatch(actor: Member | None, word_id: int, now: datetime) -> None:
    """Look out for a word no more; that it was watched stays on the list.

    Without an actor it follows from a decision that is taken back.
    """
    row = locked(WatchedWord, word_id)
    if row.ends_at is None or row.ends_at > now:
        row.ends_at = now
        cases.record(actor, Act("unwatch_word", "word", row.id), now)


def note(post: Post, cleared: Cleared, judged: Judgement, now: datetime) -> None:
    """Note which words were found, what the post is like, and why it is held."""
    _log_words(judged, "post", post.id, now)
    _keep_likeness(post, cleared, now)
    if judged.verdict is not Verdict.HOLD or post.state is PostState.HIDDEN:
        return
    row = db.session.get(HeldFor, post.id)
    waits_already = row is not None and post.state is PostState.HELD
    if row is None:
        row = HeldFor(post_id=post.id)
        db.session.add(row)
    row.marks, row.held_at = list(judged.marks), now
    row.score = sum(_points(mark) for mark in judged.marks)
    if waits_already:
        return
    for after in rules.REMINDED_AFTER:
        enqueue(REMINDER, {"post": post.id}, now + after)
    if row.score >= rules.ALERT_AT:
        enqueue(REMINDER, {"post": post.id}, now)


def note_stopped(author_id: int, judged: Judgement, now: datetime) -> None:
    """Log which words kept a draft from being published; nothing else of it."""
    _log_words(judged, "member", author_id, now)


def follow_flag(item: Reviewable, flag: Flag, author_id: int) -> None:
    """Hide a post until it is reviewed, if its reports are such."""
    if item.target_type is not TargetType.POST:
        return
    now, post = flag.created_at, cases.held_post(item.target_id)
    if post.state is not PostState.PUBLISHED:
        return
    reporter = db.session.get(Member, flag.reporter_id) if flag.reporter_id else None
    newest = queries.reported(flag, reporter, now)
    today = queries.hid_alone_today(reporter.id, now) if reporter else 0
    author = db.session.get_one(Member, author_id)
    of_staff = author.has_staff_role
    others = queries.other_reports(flag, now)
    if not rules.hides(newest, others, today, of_staff=of_staff):
        return
    flag.hid = rules.hides(newest, (), today, of_staff=of_staff)
    by_staff = reporter if newest.by_staff_now else None
    _hide(post, item, by_staff, now)


def follow_decision(item: Reviewable, decision: Decision, now: datetime) -> None:
    """Hand the words back that are not published; note which reports were wrong."""
    if item.target_type is not TargetType.POST:
        return
    kinds = queries.did(decision.id)
    if ActionKind.REJECT in kinds:
        boards.hand_back(db.session.get_one(Post, item.target_id), now)
    is_shown = ActionKind.RESTORE in kinds
    if (
        item.kind is ReviewableKind.FLAGGED_POST
        and is_shown
        and queries.was_hidden_before(item.target_id, decision.id)
    ):
        mine = (Flag.decision_id == decision.id) & (Flag.status == FlagStatus.NO_ACTION)
        db.session.execute(update(Flag).where(mine).values(status=FlagStatus.DISMISSED))


def forget_likenesses(now: datetime) -> int:
    """Delete what posts are like after a day; return how many rows went."""
    old = Likeness.made_at <= now - rules.LIKE_FOR
    return change_rows(delete(Likeness).where(old))


def forget_holds(now: datetime) -> int:
    """Delete why posts were held long ago; return how many rows went."""
    old = HeldFor.held_at <= now - case_rules.EVIDENCE_LASTS
    return change_rows(delete(HeldFor).where(old))


def _hide(post: Post, item: Reviewable, by: Member | None, now: datetime) -> None:
    thread = db.session.get_one(Thread, post.thread_id)
    before = {"state": post.state, "reason": post.state_reason}
    boards.change_state(post.id, PostState.HIDDEN, "", now)
    effect = Effect(
        ActionKind.HIDE, TargetType.POST, post.id, {"case": item.id}, before
    )
    how = BY_STAFF if by else BY_READERS
    made = keep_act(by, [effect], how, now, board_id=thread.board_id)
    told = (
        f"This is about [your post](/p/{post.id}) in “{thread.title.translate(PLAIN)}”."
    )
    deliver(made, post.author_id, HIDDEN, [told, how, MEANWHILE], now)


def _log_words(judged: Judgement, target_type: str, target: int, now: datetime) -> None:
    for mark in judged.marks:
        sign, _, number = mark.partition(":")
        if sign == rules.WORD:
            details = {"word": int(number), "verdict": judged.verdict.name.lower()}
            act = Act("watched_word", target_type, target, details=details)
            cases.record(None, act, now)


def _keep_likeness(post: Post, cleared: Cleared, now: datetime) -> None:
    bits = likeness(cleared.draft.body)
    if post.revision > 1:
        db.session.execute(delete(Likeness).where(Likeness.post_id == post.id))
    if bits:
        db.session.execute(
            insert(Likeness).values(post_id=post.id, bits=bits, made_at=now)
        )


def _points(mark: str) -> int:
    sign, _, number = mark.partition(":")
    return int(number) if number and sign != rules.WORD else 0
