"""Cases as lines of the queue, whatever they are about."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Mapped, aliased, defer

from forum.boards.models import Board, Post, Revision, Thread
from forum.core.db import db
from forum.members.models import Member
from forum.systems.models import SystemCard
from moderation import rules
from moderation.models import (
    Decision,
    Flag,
    FlagReason,
    Outcome,
    ReporterKind,
    Reviewable,
    ReviewableKind,
    TargetType,
)
from moderation.queries.fairness import fairness_of
from moderation.rules import Fairness, Parties

FIRST_LINE = 120
Columns = TypeVarTuple("Columns")
TITLES = {
    ReviewableKind.FLAGGED_CARD: "System card",
    ReviewableKind.FLAGGED_MEMBER: "A member",
    ReviewableKind.APPEAL: "An appeal",
}
"""What a case is called that is about no thread; else its kind."""

Claimer = aliased(Member, name="claimer")
Decider = aliased(Member, name="decider")
Owner = aliased(Member, name="owner")
Listed = Select[Reviewable, str, str, str, int, str, str, Outcome, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A case as a line of the queue."""

    id: int
    kind: ReviewableKind
    title: str
    board: str
    first_line: str
    reasons: tuple[tuple[FlagReason, int], ...]
    opened_at: datetime
    priority: int
    time_left: str
    """Until when a law wants a decision."""
    claimed_by: str
    is_mine: bool
    outcome: str
    decided_by: str
    because: str = ""
    """Why this moderator does not decide it, if so."""


def listed() -> Listed:
    """Return the query for lines of the queue; the caller says which."""
    return _joined(
        select(
            Reviewable,
            Thread.title,
            Board.name,
            Revision.body,
            Owner.id,
            Owner.handle,
            Claimer.handle,
            Decision.outcome,
            Decider.handle,
        )
    )


def count_of(*which: ColumnElement[bool]) -> int:
    """Return how many cases a filter leaves. One query."""
    keys = _joined(select(Reviewable.id)).where(*which).subquery()
    return db.session.scalar(select(func.count()).select_from(keys)) or 0


def _joined(wanted: Select[*Columns]) -> Select[*Columns]:
    """Join what cases are about: posts, threads, members and cards."""
    newest = (
        select(func.max(Decision.id))
        .where(Decision.reviewable_id == Reviewable.id)
        .correlate(Reviewable)
        .scalar_subquery()
    )
    of_thread = case(
        (Reviewable.target_type == TargetType.THREAD, Reviewable.target_id),
        else_=Post.thread_id,
    )
    of_member = case(
        (Reviewable.target_type == TargetType.MEMBER, Reviewable.target_id),
        (Reviewable.target_type == TargetType.CARD, SystemCard.member_id),
        else_=func.coalesce(Post.author_id, Thread.author_id),
    )
    written = (Revision.post_id == Post.id) & (Revision.number == Post.revision)
    return (
        wanted.select_from(Reviewable)
        .outerjoin(Post, _about(TargetType.POST, Post.id))
        .outerjoin(Thread, Thread.id == of_thread)
        .outerjoin(
            Board, Board.id == func.coalesce(Thread.board_id, Reviewable.board_id)
        )
        .outerjoin(Revision, written)
        .outerjoin(SystemCard, _about(TargetType.CARD, SystemCard.id))
        .outerjoin(Owner, Owner.id == of_member)
        .outerjoin(Claimer, Claimer.id == Reviewable.claimed_by)
        .outerjoin(Decision, Decision.id == newest)
        .outerjoin(Decider, Decider.id == Decision.actor_id)
    )


def _about(kind: TargetType, key: Mapped[int]) -> ColumnElement[bool]:
    return and_(Reviewable.target_type == kind, Reviewable.target_id == key)


def rows(wanted: Listed, moderator: Member, now: datetime) -> list[Row]:
    """Return lines of the queue. Two queries, three if one is of their own matters."""
    found = db.session.execute(wanted).all()
    raised = _raised([row[0].id for row in found])
    fair = _fair([(row[0], row[4]) for row in found], raised, moderator, now)
    return [
        Row(
            id=item.id,
            kind=item.kind,
            title=title or TITLES.get(item.kind, rules.KINDS.get(item.kind, "A case")),
            board=board or _place(item),
            first_line=" ".join(_first(item, body, owner).split())[:FIRST_LINE],
            reasons=tuple(Counter(one.reason for one in raised[item.id]).most_common()),
            opened_at=item.opened_at,
            priority=rules.priority(item.weight, item.opened_at, now),
            time_left=rules.time_left(rules.due_at(item.kind, item.opened_at), now),
            claimed_by=claimer or "" if is_live(item, now) else "",
            is_mine=item.claimed_by == moderator.id and is_live(item, now),
            outcome=outcome or "",
            decided_by=decider or "",
            because=fair[item.id].may.because if item.id in fair else "",
        )
        for item, title, board, body, _, owner, claimer, outcome, decider in found
    ]


def _place(item: Reviewable) -> str:
    is_card = item.target_type is TargetType.CARD
    return "Explore Systems" if is_card else "the whole forum"


def _first(item: Reviewable, body: str | None, owner: str | None) -> str:
    """Return what a case is about in a line: words of the post, or whose it is."""
    if body is not None:
        return body
    if item.target_type is TargetType.CARD and owner is None:
        return "Its owner removed it."
    return owner or ""


def is_live(item: Reviewable, now: datetime) -> bool:
    """Say whether somebody is at a case now."""
    return item.claimed_until is not None and item.claimed_until > now


def _raised(keys: list[int]) -> dict[int, list[Flag]]:
    """Return the flags of each case. One query."""
    flags: dict[int, list[Flag]] = defaultdict(list)
    wanted = select(Flag).where(Flag.reviewable_id.in_(keys)).order_by(Flag.id)
    for flag in db.session.scalars(wanted.options(defer(Flag.note))):
        flags[flag.reviewable_id].append(flag)
    return flags


def _fair(
    found: list[tuple[Reviewable, int | None]],
    raised: dict[int, list[Flag]],
    moderator: Member,
    now: datetime,
) -> Mapping[int, Fairness]:
    """Say of open cases whether they are a moderator's own matter. One query."""
    return fairness_of(
        moderator,
        [
            (item, Parties(owner, _reporters(raised[item.id])))
            for item, owner in found
            if rules.is_open(item)
        ],
        now,
    )


def _reporters(flags: list[Flag]) -> frozenset[int]:
    return frozenset(
        flag.reporter_id
        for flag in flags
        if flag.reporter_id and flag.reporter_kind is ReporterKind.MEMBER
    )


def named(words: str) -> ColumnElement[bool]:
    """Match cases about a thread called so, or about the member called just so."""
    return or_(
        Thread.title.icontains(words, autoescape=True),
        Owner.handle_key == words.casefold(),
    )


def decided_by(handle: str) -> ColumnElement[bool]:
    """Match cases that this moderator decided last."""
    return Decider.handle_key == handle.casefold()
