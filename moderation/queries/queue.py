"""The review queue: one list, what is most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy import Row as Found

from forum.boards.models import Board
from forum.core.answers import NotFound
from forum.core.db import db
from forum.core.paging import Page
from forum.members.models import Member, Role
from moderation import rules
from moderation.filters import Sought
from moderation.models import (
    Decision,
    Flag,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    SavedView,
)
from moderation.pages import Made
from moderation.queries import rows as lines
from moderation.queries.cases import made
from moderation.queries.fairness import is_matter_of
from moderation.queries.rows import Row
from moderation.queries.scope import open_to

SIZE = 30
LIVE_MAX = 60
Waiting = Found[int, int, datetime, int | None, ReviewableKind]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue and the counts on its tabs."""

    rows: tuple[Row, ...]
    page: Page
    sought: Sought
    open: int
    mine: int
    oldest_at: datetime | None

    @property
    def tab(self) -> str:
        """Which list this is of."""
        return self.sought.tab


@dataclass(frozen=True, slots=True)
class Choices:
    """What the queue can be filtered by."""

    boards: tuple[tuple[str, str], ...]
    staff: tuple[tuple[str, str], ...]
    views: tuple[SavedView, ...]


@dataclass(frozen=True, slots=True)
class Live:
    """Who is at a case at this moment."""

    id: int
    is_open: bool
    claimed_by: str
    is_mine: bool


def open_count(moderator: Member) -> int:
    """Return how many cases wait for a moderator's decision. One query."""
    waits = select(func.count()).where(
        Reviewable.status == ReviewStatus.OPEN, open_to(moderator)
    )
    return db.session.scalar(waits) or 0


def queue(moderator: Member, sought: Sought, page: int, now: datetime) -> QueuePage:
    """Return a page of the queue. Six queries at most, however long it is."""
    waiting = _in_order(moderator, now)
    mine = [row for row in waiting if row[3] == moderator.id]
    shown = mine if sought.tab == "mine" else waiting
    if sought.tab == "decided":
        which = _decided(moderator, sought)
        numbered = Page(page, lines.count_of(*which), SIZE)
        newest = lines.listed().where(*which).offset(numbered.numbers[0] - 1)
        newest = newest.order_by(Reviewable.closed_at.desc(), Reviewable.id.desc())
        found = lines.rows(newest.limit(SIZE), moderator, now)
    else:
        keys = _narrowed([row[0] for row in shown], sought, now)
        numbered = Page(page, len(keys), SIZE)
        first, last = numbered.numbers
        here = keys[first - 1 : last]
        wanted = lines.listed().where(Reviewable.id.in_(here))
        found = lines.rows(wanted, moderator, now)
        found.sort(key=lambda row: here.index(row.id))
    oldest_at = min((row[2] for row in waiting), default=None)
    return QueuePage(tuple(found), numbered, sought, len(waiting), len(mine), oldest_at)


def next_case(
    moderator: Member, but: int, now: datetime
) -> tuple[ReviewableKind, int] | None:
    """Return the most pressing case that nobody else is at. Two queries.

    What is somebody's own matter is left to others.
    """
    own = select(Reviewable.id).where(
        Reviewable.status == ReviewStatus.OPEN, is_matter_of(moderator)
    )
    not_next = {but, *db.session.scalars(own)}
    for row in _in_order(moderator, now):
        if row[0] not in not_next and row[3] in {None, moderator.id}:
            return row[4], row[0]
    return None


def choices(moderator: Member) -> Choices:
    """Return what the queue can be filtered by. Three queries."""
    boards = select(Board.id, Board.slug, Board.name).order_by(Board.name)
    staff = select(Member.handle).where(Member.role != Role.MEMBER)
    staff = staff.order_by(Member.handle_key)
    mine = select(SavedView).where(SavedView.member_id == moderator.id)
    return Choices(
        tuple(
            (slug, name)
            for key, slug, name in db.session.execute(boards)
            if rules.may_tend(moderator, key)
        ),
        tuple((one, one) for one in db.session.scalars(staff)),
        tuple(db.session.scalars(mine.order_by(SavedView.name))),
    )


def act_of(item_id: int, moderator: Member, now: datetime) -> tuple[Row, Made | None]:
    """Return what a moderator did outside the queue. Five queries."""
    is_act = Reviewable.kind == ReviewableKind.MODERATOR_ACT
    which = Reviewable.id == item_id, is_act, open_to(moderator)
    found = lines.rows(lines.listed().where(*which), moderator, now)
    if not found:
        raise NotFound
    return found[0], made(Reviewable.id == item_id)


def live(moderator: Member, keys: Sequence[int], now: datetime) -> tuple[Live, ...]:
    """Return who is at some cases now. One query."""
    found = db.session.execute(
        select(Reviewable, lines.Claimer.handle)
        .outerjoin(lines.Claimer, lines.Claimer.id == Reviewable.claimed_by)
        .where(Reviewable.id.in_(keys[:LIVE_MAX]), open_to(moderator))
    )
    return tuple(
        Live(
            item.id,
            rules.is_open(item),
            (handle or "") if lines.is_live(item, now) else "",
            item.claimed_by == moderator.id and lines.is_live(item, now),
        )
        for item, handle in found
    )


def _in_order(moderator: Member, now: datetime) -> list[Waiting]:
    """Return all that waits for a moderator, most pressing first. One query."""
    waiting = db.session.execute(
        select(
            Reviewable.id,
            Reviewable.weight,
            Reviewable.opened_at,
            case((Reviewable.claimed_until > now, Reviewable.claimed_by), else_=None),
            Reviewable.kind,
        ).where(Reviewable.status == ReviewStatus.OPEN, open_to(moderator))
    ).all()
    return sorted(
        waiting,
        key=lambda row: (
            row[4] not in rules.COME_FIRST,
            -rules.priority(row[1], row[2], now),
            row[2],
            row[0],
        ),
    )


def _narrowed(keys: list[int], sought: Sought, now: datetime) -> list[int]:
    """Leave out of a list what a filter does not want. One query at most."""
    if not sought.is_narrow:
        return keys
    which = [Reviewable.status == ReviewStatus.OPEN, *_common(sought)]
    if sought.rule:
        reasons = [one for one, code in rules.RULE_FOR.items() if code == sought.rule]
        which.append(_flagged_for(Flag.reason.in_(reasons)))
    if sought.hours:
        which.append(Reviewable.opened_at <= now - timedelta(hours=sought.hours))
    if sought.free:
        free = Reviewable.claimed_until.is_(None), Reviewable.claimed_until <= now
        which.append(or_(*free))
    wanted = set(db.session.scalars(select(Reviewable.id).where(*which)))
    return [key for key in keys if key in wanted]


def _common(sought: Sought) -> list[ColumnElement[bool]]:
    which: list[ColumnElement[bool]] = []
    if sought.kind:
        which.append(Reviewable.kind == sought.kind)
    if sought.board:
        board = select(Board.id).where(Board.slug == sought.board)
        which.append(Reviewable.board_id.in_(board))
    if sought.reason:
        which.append(_flagged_for(Flag.reason == sought.reason))
    return which


def _flagged_for(reason: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(Flag.id).where(Flag.reviewable_id == Reviewable.id, reason).exists()


def _decided(moderator: Member, sought: Sought) -> list[ColumnElement[bool]]:
    which = [
        Reviewable.status == ReviewStatus.CLOSED,
        open_to(moderator),
        *_common(sought),
    ]
    if sought.rule:
        which.append(Decision.rule_code == sought.rule)
    if sought.words:
        which.append(lines.named(sought.words))
    if sought.by:
        which.append(lines.decided_by(sought.by))
    return which
