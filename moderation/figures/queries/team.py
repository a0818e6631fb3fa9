"""How fast and how fairly the team decides: for staff alone, about no member."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, true

from forum.boards.models import Board
from forum.core.db import db
from forum.members.models import Member
from moderation.figures.queries.looking import Agreement, agreement
from moderation.figures.rules import TARGETS, Concern, concern_of, median, percentile
from moderation.models import (
    ActionKind,
    Decision,
    Flag,
    FlagReason,
    ModAction,
    Outcome,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
)

P90 = 0.9
WHOLE_FORUM = "The whole forum"


@dataclass(frozen=True, slots=True)
class Line:
    """Cases of one concern on one board."""

    board: str
    opened: int
    waiting: int
    oldest: timedelta | None
    view_median: timedelta | None
    view_p90: timedelta | None
    median: timedelta | None
    p90: timedelta | None
    reopened: int
    closed: int
    upheld: int
    median_late: bool
    p90_late: bool


@dataclass(frozen=True, slots=True)
class Team:
    """Everything that the page of the team tells."""

    concerns: tuple[tuple[Concern, tuple[Line, ...]], ...]
    decisions: int
    appeals: int
    granted: int
    taken_back: int
    same_person: int
    """By who wrote or reported it themselves, since nobody else could decide."""
    held: int
    rejected: int
    hides: int
    hides_dismissed: int
    looks: Agreement
    by: tuple[tuple[str, int], ...]
    """Decisions of each moderator, by name: this is no ranking."""


@dataclass(frozen=True, slots=True)
class _Case:
    item: Reviewable
    concern: Concern
    outcome: Outcome | None
    """Of its last decision."""


def team(boards: Collection[int] | None, since: datetime, now: datetime) -> Team:
    """Return how the team works, on some boards or on all. Nine queries."""
    mine = true() if boards is None else Reviewable.board_id.in_(boards)
    lately = or_(
        Reviewable.status == ReviewStatus.OPEN,
        Reviewable.opened_at >= since,
        Reviewable.closed_at >= since,
    )
    about = mine & lately & (Reviewable.kind != ReviewableKind.MODERATOR_ACT)
    cases, names = _cases(about), _board_names()
    made = _decisions(mine & (Decision.decided_at >= since))
    held = [one for one in cases if one.item.kind is ReviewableKind.HELD_POST]
    judged = [one for one in held if one.outcome is not None]
    kinds = Counter(kind for _, kind, _ in made)
    appeals = [one for one, kind, _ in made if kind is ReviewableKind.APPEAL]
    hides = _hides(mine, since)
    return Team(
        tuple(
            (concern, lines)
            for concern in Concern
            if (lines := _lines(concern, cases, names, since, now))
        ),
        len(made),
        kinds[ReviewableKind.APPEAL],
        sum(one.outcome in {Outcome.GRANT, Outcome.MODIFY} for one in appeals),
        sum(one.reverses_id is not None for one, _, _ in made),
        sum(one.by_same_person for one, _, _ in made),
        len(judged),
        sum(one.outcome is Outcome.REJECT for one in judged),
        len(hides),
        sum(one in {Outcome.DISMISS, Outcome.NO_ACTION} for one in hides),
        agreement(mine, since),
        tuple(sorted(Counter(by for _, _, by in made if by).items(), key=_by_name)),
    )


def _by_name(one: tuple[str, int]) -> str:
    return one[0].casefold()


def _cases(about: ColumnElement[bool]) -> list[_Case]:
    """Return cases with why they came up and how they ended. Three queries."""
    reasons: dict[int, set[FlagReason]] = {}
    for key, why in db.session.execute(
        select(Flag.reviewable_id, Flag.reason)
        .join(Reviewable, Reviewable.id == Flag.reviewable_id)
        .where(about)
    ):
        reasons.setdefault(key, set()).add(why)
    rows = db.session.execute(
        select(Decision.reviewable_id, Decision.outcome)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(about)
        .order_by(Decision.id)
    )
    ended = dict(rows.all())
    return [
        _Case(
            item, concern_of(item.kind, reasons.get(item.id, set())), ended.get(item.id)
        )
        for item in db.session.scalars(select(Reviewable).where(about))
    ]


def _board_names() -> dict[int | None, str]:
    rows = db.session.execute(select(Board.id, Board.name).order_by(Board.name))
    return {None: WHOLE_FORUM, **dict(rows.all())}


def _decisions(
    about: ColumnElement[bool],
) -> Sequence[tuple[Decision, ReviewableKind, str | None]]:
    rows = db.session.execute(
        select(Decision, Reviewable.kind, Member.handle)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .outerjoin(Member, Member.id == Decision.actor_id)
        .where(about)
    )
    return [
        (one, kind, None if one.automated else handle) for one, kind, handle in rows
    ]


def _hides(mine: ColumnElement[bool], since: datetime) -> list[Outcome | None]:
    """Return what came of cases in which a rule had hidden a post. Two queries."""
    hidden = db.session.scalars(
        select(ModAction.params)
        .join(Decision, Decision.id == ModAction.decision_id)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(
            mine,
            ModAction.kind == ActionKind.HIDE,
            Decision.automated,
            Decision.decided_at >= since,
        )
    )
    cases = {one["case"] for one in hidden if "case" in one}
    rows = db.session.execute(
        select(Decision.reviewable_id, Decision.outcome)
        .where(Decision.reviewable_id.in_(cases))
        .order_by(Decision.id)
    )
    ended = dict(rows.all())
    return [ended.get(key) for key in sorted(cases)]


def _lines(
    concern: Concern,
    cases: Sequence[_Case],
    names: dict[int | None, str],
    since: datetime,
    now: datetime,
) -> tuple[Line, ...]:
    own = [one for one in cases if one.concern is concern]
    return tuple(
        _line(concern, name, on_board, since, now)
        for key, name in names.items()
        if (on_board := [one for one in own if one.item.board_id == key])
    )


def _line(
    concern: Concern,
    board: str,
    cases: Sequence[_Case],
    since: datetime,
    now: datetime,
) -> Line:
    items = [one.item for one in cases]
    waits = [one.opened_at for one in items if one.status is ReviewStatus.OPEN]
    closed = [one for one in cases if one.item.closed_at is not None]
    took = [
        one.item.closed_at - one.item.opened_at
        for one in closed
        if one.item.closed_at is not None
    ]
    seen = [
        one.first_seen_at - one.opened_at
        for one in items
        if one.first_seen_at is not None
    ]
    middle, slow, target = median(took), percentile(took, P90), TARGETS[concern]
    return Line(
        board,
        sum(one.opened_at >= since for one in items),
        len(waits),
        now - min(waits) if waits else None,
        median(seen),
        percentile(seen, P90),
        middle,
        slow,
        sum(one.reopened_count > 0 for one in items),
        len(closed),
        sum(one.outcome in {Outcome.UPHOLD, Outcome.REJECT} for one in closed),
        middle is not None and middle > target.median,
        slow is not None and slow > target.p90,
    )
