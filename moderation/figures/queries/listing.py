"""The public log of moderation: what is listed of which week."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from forum.boards.models import Board
from forum.core.db import db
from forum.core.paging import Page
from moderation.figures.models import ListedAct, ListedWeek
from moderation.figures.rules import Listed
from moderation.models import ActionKind, Decision, ModAction, Reviewable

WEEK = timedelta(days=7)
WEEKS_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """An effect of a decision, as everybody reads it."""

    day: date
    board: str
    target: str
    rule: str
    kind: ActionKind
    automated: bool
    was_reversed: bool


@dataclass(frozen=True, slots=True)
class Week:
    """What is told of a week."""

    monday: date
    others: int | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some weeks, newest first."""

    page: Page
    weeks: tuple[Week, ...]


def public_log(number: int) -> LogPage:
    """Return a page of the log. Three queries."""
    total = db.session.scalar(select(func.count()).select_from(ListedWeek)) or 0
    page = Page(number, total, WEEKS_A_PAGE)
    newest = select(ListedWeek).order_by(ListedWeek.monday.desc())
    first = page.numbers[0] - 1
    weeks = db.session.scalars(newest.offset(first).limit(WEEKS_A_PAGE)).all()
    if not weeks:
        return LogPage(page, ())
    found = _entries(weeks[-1].monday, weeks[0].monday + WEEK)
    return LogPage(
        page,
        tuple(
            Week(
                week.monday,
                week.others,
                tuple(
                    one for one in found if week.monday <= one.day < week.monday + WEEK
                ),
            )
            for week in weeks
        ),
    )


def _entries(since: date, until: date) -> list[Entry]:
    rows = db.session.execute(
        select(ListedAct.day, Board.name, ModAction, Decision)
        .join(ModAction, ModAction.id == ListedAct.mod_action_id)
        .join(Decision, Decision.id == ModAction.decision_id)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .outerjoin(Board, Board.id == Reviewable.board_id)
        .where(ListedAct.day >= since, ListedAct.day < until)
    )
    entries = [
        Entry(
            day,
            board or "",
            str(act.target_type),
            decision.rule_code or "",
            act.kind,
            decision.automated,
            act.reversed_by is not None,
        )
        for day, board, act, decision in rows
    ]
    # Not by their keys: within a day, nothing tells which came first.
    return sorted(
        entries,
        key=lambda one: (
            -one.day.toordinal(),
            one.board,
            one.target,
            one.rule,
            one.kind,
        ),
    )


def week_to_list() -> date | None:
    """Return the Monday of the first week that is not listed yet. Two queries."""
    newest = select(ListedWeek.monday).order_by(ListedWeek.monday.desc()).limit(1)
    last = db.session.scalar(newest)
    if last is not None:
        return last + WEEK
    first = db.session.scalar(select(func.min(Decision.decided_at)))
    return first.date() - timedelta(days=first.weekday()) if first else None


def acts_of_week(monday: date) -> list[Listed]:
    """Return what decisions of a week did. One query."""
    begins = datetime.combine(monday, time(), UTC)
    rows = db.session.execute(
        select(ModAction, Decision, Reviewable.board_id)
        .join(Decision, Decision.id == ModAction.decision_id)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(Decision.decided_at >= begins, Decision.decided_at < begins + WEEK)
        .order_by(ModAction.id)
    )
    return [
        Listed(
            act.id,
            decision.decided_at.date(),
            board_id,
            str(act.target_type),
            decision.rule_code or "",
            act.kind,
        )
        for act, decision, board_id in rows
    ]
