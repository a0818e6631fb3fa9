"""What the walls are asked: modes, words, likenesses, waits, what reports count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from forum.boards.models import Board, BoardGroup, Post, PostState, Revision, Thread
from forum.core.answers import NotFound
from forum.core.columns import UTCDateTime
from forum.core.db import db
from forum.members.models import Member, Role
from moderation.models import (
    ActionKind,
    Flag,
    FlagStatus,
    ModAction,
    ReporterKind,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)
from moderation.rules import is_on_probation, may_tend
from moderation.walls import rules
from moderation.walls.chosen import default_mode
from moderation.walls.likeness import are_alike
from moderation.walls.matching import folded, spans
from moderation.walls.models import BoardMode, HeldFor, Likeness, Mode, WatchedWord, Way

LIKE_MAX = 5000
TRIED_ON = 1000
EXAMPLES = 5
AROUND = 40
RUSH = "Several reports came within an hour from accounts younger than a week."


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board and what waits on it."""

    id: int
    name: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class WordRow:
    """A watched word as its list shows it."""

    word: WatchedWord
    by: str
    boards: tuple[str, ...]
    is_over: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """On how many of the newest posts a pattern would have been found."""

    looked_at: int
    hits: int
    examples: tuple[tuple[int, str, str, str], ...]
    """The post, and the words before, in and after the match."""


def mode_of(board_id: int) -> Mode:
    """Return what waits on a board. One query."""
    row = db.session.get(BoardMode, board_id)
    return row.mode if row else default_mode()


def boards() -> tuple[BoardRow, ...]:
    """Return all boards with their modes, in their order. Two queries."""
    usual = default_mode()
    rows = db.session.execute(
        select(Board.id, Board.name, BoardMode.mode)
        .join(BoardGroup, BoardGroup.id == Board.group_id)
        .outerjoin(BoardMode, BoardMode.board_id == Board.id)
        .order_by(BoardGroup.position, Board.position, Board.id)
    )
    return tuple(BoardRow(key, name, mode or usual) for key, name, mode in rows)


def words_in_force(board_id: int, now: datetime) -> list[WatchedWord]:
    """Return what is looked for on a board. One query."""
    goes_on = or_(WatchedWord.ends_at.is_(None), WatchedWord.ends_at > now)
    words = db.session.scalars(
        select(WatchedWord).where(goes_on).order_by(WatchedWord.id)
    )
    return [one for one in words if not one.boards or board_id in one.boards]


def words(now: datetime) -> tuple[WordRow, ...]:
    """Return all watched words, newest first. Two queries."""
    names = {row.id: row.name for row in boards()}
    rows = db.session.execute(
        select(WatchedWord, Member.handle)
        .outerjoin(Member, Member.id == WatchedWord.author_id)
        .order_by(WatchedWord.id.desc())
    )
    return tuple(
        WordRow(
            word,
            handle or "",
            tuple(names[key] for key in word.boards if key in names),
            word.ends_at is not None and word.ends_at <= now,
        )
        for word, handle in rows
    )


def word(word_id: int) -> WatchedWord:
    """Return a watched word."""
    found = db.session.get(WatchedWord, word_id)
    if found is None:
        raise NotFound
    return found


def tried(pattern: str, way: Way, chosen: Sequence[int]) -> Trial:
    """Look for a pattern in the newest posts that readers see. One query."""
    newest = (
        select(Post.id, Revision.title, Revision.body)
        .join(Revision, (Revision.post_id == Post.id))
        .join(Thread, Thread.id == Post.thread_id)
        .where(Revision.number == Post.revision, Post.state == PostState.PUBLISHED)
        .order_by(Post.published_at.desc(), Post.id.desc())
        .limit(TRIED_ON)
    )
    if chosen:
        newest = newest.where(Thread.board_id.in_(chosen))
    looked_at, found = 0, []
    for post_id, title, body in db.session.execute(newest):
        looked_at += 1
        text = f"{title}\n{body}" if title else body
        if hit := spans(pattern, way, folded(text))[:1]:
            found.append((post_id, *_around(text, *hit[0])))
    return Trial(looked_at, len(found), tuple(found[:EXAMPLES]))


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    return (
        text[max(0, start - AROUND) : start],
        text[start:end],
        text[end : end + AROUND],
    )


def was_sent_lately(
    bits: str, author: Member, post_id: int | None, now: datetime
) -> bool:
    """Say whether nearly the same words were sent within a day. One query.

    Of who has been here for a while only their own posts count.
    """
    if not bits:
        return False
    asked: dict[str, Any] = {"since": now - rules.LIKE_FOR, "post": post_id or 0}
    is_own = not is_on_probation(author, now)
    if is_own:
        asked["author"] = author.id
    lately = db.session.scalars(_lately(is_own=is_own), asked)
    return any(are_alike(bits, other) for other in lately)


@cache
def _lately(*, is_own: bool) -> Select[str]:
    """Put together once what every post asks."""
    lately = (
        select(Likeness.bits)
        .where(
            Likeness.made_at > bindparam("since", type_=UTCDateTime()),
            Likeness.post_id != bindparam("post"),
        )
        .order_by(Likeness.made_at.desc())
        .limit(LIKE_MAX)
    )
    if not is_own:
        return lately
    by = Post.author_id == bindparam("author")
    return lately.join(Post, Post.id == Likeness.post_id).where(by)


def usual_wait() -> str:
    """Say how long held posts waited lately. One query."""
    rows = db.session.execute(
        select(Reviewable.opened_at, Reviewable.closed_at)
        .where(
            Reviewable.kind == ReviewableKind.HELD_POST,
            Reviewable.status == ReviewStatus.CLOSED,
        )
        .order_by(Reviewable.closed_at.desc())
        .limit(rules.WAITS)
    )
    return rules.usual([closed - opened for opened, closed in rows if closed])


def remarks(item: Reviewable) -> tuple[str, ...]:
    """Say what moderators should know about a case. Three queries."""
    is_post = item.target_type is TargetType.POST
    said = [_held_for(item.target_id)] if is_post else []
    rows = db.session.execute(
        select(Flag.created_at, Member.joined_at)
        .join(Member, Member.id == Flag.reporter_id)
        .where(Flag.target_type == item.target_type, Flag.target_id == item.target_id)
    )
    if rules.is_rush([at for at, joined in rows if at < joined + rules.YOUNG]):
        said.append(RUSH)
    return tuple(one for one in said if one)


def _held_for(post_id: int) -> str:
    row = db.session.get(HeldFor, post_id)
    if row is None:
        return ""
    keys = [
        int(one.partition(":")[2]) for one in row.marks if one.startswith(rules.WORD)
    ]
    known = select(WatchedWord.pattern).where(WatchedWord.id.in_(keys))
    patterns = db.session.scalars(known.order_by(WatchedWord.id)).all() if keys else ()
    return rules.explained(row.marks, patterns)


def other_reports(flag: Flag, now: datetime) -> list[rules.Reported]:
    """Return the other open reports of a post by members. One query."""
    rows = db.session.execute(
        select(Flag, Member)
        .join(Member, Member.id == Flag.reporter_id)
        .where(
            Flag.target_type == flag.target_type,
            Flag.target_id == flag.target_id,
            Flag.status == FlagStatus.OPEN,
            Flag.id != flag.id,
        )
    )
    return [reported(one, member, now) for one, member in rows]


def reported(flag: Flag, member: Member | None, now: datetime) -> rules.Reported:
    """Return a report as far as it matters for hiding."""
    by_staff = flag.reporter_kind is ReporterKind.STAFF
    return rules.Reported(
        flag.reason,
        flag.reporter_id,
        member is not None and not is_on_probation(member, now),
        flag.counts,
        by_staff and flag.hides_now,
    )


def hid_alone_today(member_id: int, now: datetime) -> int:
    """Return how often one report of a member hid a post today. One query."""
    since = now.replace(hour=0, minute=0, second=0, microsecond=0)
    mine = select(func.count()).where(
        Flag.reporter_id == member_id, Flag.created_at >= since, Flag.hid
    )
    return db.session.scalar(mine) or 0


def was_hidden_before(post_id: int, decision_id: int) -> bool:
    """Say whether a post was hidden at once, last before a decision. One query."""
    newest = (
        select(ModAction.kind)
        .where(ModAction.target_type == TargetType.POST, ModAction.target_id == post_id)
        .where(ModAction.decision_id < decision_id)
        .order_by(ModAction.id.desc())
        .limit(1)
    )
    return db.session.scalar(newest) is ActionKind.HIDE


def did(decision_id: int) -> set[ActionKind]:
    """Return what a decision did. One query."""
    kinds = select(ModAction.kind).where(ModAction.decision_id == decision_id)
    return set(db.session.scalars(kinds))


def waiting_case(post_id: int) -> Reviewable | None:
    """Return the open case of a post that waits for approval. One query."""
    return db.session.scalar(
        select(Reviewable).where(
            Reviewable.kind == ReviewableKind.HELD_POST,
            Reviewable.target_type == TargetType.POST,
            Reviewable.target_id == post_id,
            Reviewable.status == ReviewStatus.OPEN,
        )
    )


def staff_of(board_id: int | None) -> list[int]:
    """Return who looks after a board and is active. One query."""
    active = select(Member).where(
        Member.role != Role.MEMBER, Member.deactivated_at.is_(None)
    )
    people = db.session.scalars(active.order_by(Member.id))
    return [one.id for one in people if may_tend(one, board_id)]


def score_of(post_id: int) -> int:
    """Return what a post scored when it was held. One query."""
    row = db.session.get(HeldFor, post_id)
    return row.score if row else 0
