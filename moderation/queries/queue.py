"""The review queue: one list, what is most pressing first."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import Mapped, aliased

from forum.boards.models import Board, Post, Revision, Thread
from forum.core.db import db
from forum.core.paging import Page
from forum.members.models import Member
from forum.systems.models import SystemCard
from moderation import rules
from moderation.models import (
    Decision,
    Flag,
    FlagReason,
    Outcome,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)

SIZE = 30
FIRST_LINE = 120
TABS = ("open", "mine", "decided")

Claimer = aliased(Member, name="claimer")
Decider = aliased(Member, name="decider")
Owner = aliased(Member, name="owner")
LISTED = (TargetType.POST, TargetType.CARD)
Listed = Select[Reviewable, str, str, str, str, Outcome, str]


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


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue and the counts on its tabs."""

    rows: tuple[Row, ...]
    page: Page
    tab: str
    open: int
    mine: int
    oldest_at: datetime | None


def open_count(moderator: Member) -> int:
    """Return how many cases wait for a moderator's decision. One query."""
    waits = select(func.count()).where(
        Reviewable.status == ReviewStatus.OPEN, _open_to(moderator)
    )
    return db.session.scalar(waits) or 0


def queue(moderator: Member, tab: str, page: int, now: datetime) -> QueuePage:
    """Return a page of the queue. Four queries, however long it is."""
    waiting = db.session.execute(
        select(
            Reviewable.id,
            Reviewable.weight,
            Reviewable.opened_at,
            case((Reviewable.claimed_until > now, Reviewable.claimed_by), else_=None),
            Reviewable.kind,
        ).where(Reviewable.status == ReviewStatus.OPEN, _open_to(moderator))
    ).all()
    ordered = sorted(
        waiting,
        key=lambda row: (
            row[4] not in rules.COME_FIRST,
            -rules.priority(row[1], row[2], now),
            row[2],
            row[0],
        ),
    )
    mine = [row for row in ordered if row[3] == moderator.id]
    shown = mine if tab == "mine" else ordered
    numbered = Page(
        page, _decided_count(moderator) if tab == "decided" else len(shown), SIZE
    )
    first, last = numbered.numbers
    keys = [row[0] for row in shown[first - 1 : last]]
    wanted = _decided(first - 1, moderator) if tab == "decided" else _open(keys)
    rows = _rows(wanted, moderator, now)
    if tab != "decided":
        rows.sort(key=lambda row: keys.index(row.id))
    return QueuePage(
        tuple(rows),
        numbered,
        tab,
        len(ordered),
        len(mine),
        min((row[2] for row in ordered), default=None),
    )


def _open_to(moderator: Member) -> ColumnElement[bool]:
    """Leave out what only administrators may open."""
    if moderator.is_administrator:
        return true()
    return Reviewable.kind != ReviewableKind.RESTRICTED_HOLD


def _open(keys: list[int]) -> Listed:
    return _listed().where(Reviewable.id.in_(keys))


def _decided(skipped: int, moderator: Member) -> Listed:
    closed = _listed().where(
        Reviewable.status == ReviewStatus.CLOSED, _open_to(moderator)
    )
    newest = closed.order_by(Reviewable.closed_at.desc(), Reviewable.id.desc())
    return newest.offset(skipped).limit(SIZE)


def _decided_count(moderator: Member) -> int:
    closed = select(func.count()).where(
        Reviewable.status == ReviewStatus.CLOSED,
        Reviewable.target_type.in_(LISTED),
        _open_to(moderator),
    )
    return db.session.scalar(closed) or 0


def _listed() -> Listed:
    newest = (
        select(func.max(Decision.id))
        .where(Decision.reviewable_id == Reviewable.id)
        .correlate(Reviewable)
        .scalar_subquery()
    )
    return (
        select(
            Reviewable,
            func.coalesce(Thread.title, "System card"),
            func.coalesce(Board.name, "Explore Systems"),
            func.coalesce(Revision.body, Owner.handle, "Its owner removed it."),
            Claimer.handle,
            Decision.outcome,
            Decider.handle,
        )
        .outerjoin(Post, _about(TargetType.POST, Post.id))
        .outerjoin(Thread, Thread.id == Post.thread_id)
        .outerjoin(Board, Board.id == Thread.board_id)
        .outerjoin(
            Revision,
            (Revision.post_id == Post.id) & (Revision.number == Post.revision),
        )
        .outerjoin(SystemCard, _about(TargetType.CARD, SystemCard.id))
        .outerjoin(Owner, Owner.id == SystemCard.member_id)
        .outerjoin(Claimer, Claimer.id == Reviewable.claimed_by)
        .outerjoin(Decision, Decision.id == newest)
        .outerjoin(Decider, Decider.id == Decision.actor_id)
        .where(Reviewable.target_type.in_(LISTED))
    )


def _about(kind: TargetType, key: Mapped[int]) -> ColumnElement[bool]:
    return and_(Reviewable.target_type == kind, Reviewable.target_id == key)


def _rows(wanted: Listed, moderator: Member, now: datetime) -> list[Row]:
    found = db.session.execute(wanted).all()
    reasons = _reasons([row[0].id for row in found])
    return [
        Row(
            id=item.id,
            kind=item.kind,
            title=title,
            board=board,
            first_line=" ".join(body.split())[:FIRST_LINE],
            reasons=tuple(reasons.get(item.id, Counter()).most_common()),
            opened_at=item.opened_at,
            priority=rules.priority(item.weight, item.opened_at, now),
            time_left=rules.time_left(rules.due_at(item.kind, item.opened_at), now),
            claimed_by=claimer or "" if _is_live(item, now) else "",
            is_mine=item.claimed_by == moderator.id and _is_live(item, now),
            outcome=outcome or "",
            decided_by=decider or "",
        )
        for item, title, board, body, claimer, outcome, decider in found
    ]


def _is_live(item: Reviewable, now: datetime) -> bool:
    return item.claimed_until is not None and item.claimed_until > now


def _reasons(keys: list[int]) -> dict[int, Counter[FlagReason]]:
    """Count the flags of each case by reason."""
    counts: dict[int, Counter[FlagReason]] = {}
    rows = db.session.execute(
        select(Flag.reviewable_id, Flag.reason, func.count())
        .where(Flag.reviewable_id.in_(keys))
        .group_by(Flag.reviewable_id, Flag.reason)
    )
    for key, reason, count in rows:
        counts.setdefault(key, Counter())[reason] = count
    return counts
