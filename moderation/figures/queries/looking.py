"""Decisions that wait for a second look, shown without what was decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import aliased

from forum.boards.models import Board, Post, Revision
from forum.boards.rendering import rendered
from forum.core.answers import NotFound, require
from forum.core.db import db
from forum.members.models import Member
from forum.systems.models import SystemCard
from moderation.figures.models import SecondLook
from moderation.figures.rules import looking
from moderation.models import (
    Decision,
    Evidence,
    Flag,
    Note,
    Outcome,
    Reviewable,
    ReviewableKind,
    Rule,
    RuleVersion,
    TargetType,
)
from moderation.pages import Made, Report
from moderation.queries.cases import made, report_of

LISTED_MAX = 100
Reversing = aliased(Decision, name="reversing")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision that waits for a second look, in a line."""

    id: int
    kind: ReviewableKind
    board: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class RuleThen:
    """A rule in the wording that held when something was decided."""

    code: str
    title: str
    version: int
    html: Markup


@dataclass(frozen=True, slots=True)
class Look:
    """A case as it was when it was decided; the decision itself only afterwards."""

    id: int
    decision_id: int
    kind: ReviewableKind
    board: str
    decided_at: datetime
    title: str
    words: str
    reports: tuple[Report, ...]
    rules: tuple[RuleThen, ...]
    outcomes: tuple[Outcome, Outcome]
    seen: looking.Seen | None
    """What this moderator said, once they did."""
    agrees: bool
    decision: Made | None
    can_reverse: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often who looked again came to the same; of nobody in particular."""

    waiting: int
    looked: int
    agreed: int


def waiting_looks(moderator: Member) -> tuple[Waiting, ...]:
    """Return what this moderator can look at, oldest first. Two queries."""
    rows = db.session.execute(
        _waiting().order_by(SecondLook.id).limit(LISTED_MAX)
    ).all()
    took = took_part([row.Reviewable for row in rows])
    return tuple(
        Waiting(look.id, item.kind, board or "", decision.decided_at)
        for look, decision, item, board in rows
        if looking.may_look(moderator, item, took.get(item.id, ()))
    )


def look(look_id: int, moderator: Member) -> Look:
    """Return a case to look at, or what came of it to who looked. Eight queries."""
    row = db.session.execute(_all().where(SecondLook.id == look_id)).one_or_none()
    if row is None:
        raise NotFound
    one, decision, item, board = row
    is_mine = one.looked_at is not None and one.looker_id == moderator.id
    if not is_mine:
        if one.looked_at is not None:
            raise NotFound
        took = took_part([item]).get(item.id, set())
        require(looking.may_look(moderator, item, took))
    title, words = _words(item, decision)
    if not (title or words):
        raise NotFound
    seen = None
    if is_mine and one.outcome is not None:
        seen = looking.Seen(one.outcome, one.rule_code, one.note)
    return Look(
        one.id,
        decision.id,
        item.kind,
        board or "",
        decision.decided_at,
        title,
        words,
        _reports(item.id, decision.decided_at),
        _rules(decision.decided_at),
        looking.outcomes_for(item.kind),
        seen,
        agrees=bool(one.agrees),
        decision=made(Decision.id == decision.id) if is_mine else None,
        can_reverse=is_mine and not was_reversed(decision.id),
    )


def was_looked_at_by_another(look_id: int, moderator: Member) -> bool:
    """Say whether a colleague was faster. One query."""
    row = db.session.get(SecondLook, look_id)
    if row is None or row.looked_at is None:
        return False
    return row.looker_id != moderator.id


def took_part(items: Sequence[Reviewable]) -> dict[int, set[int]]:
    """Return who had to do with each case, in any role. One query."""
    keys = [item.id for item in items]
    about = Reviewable.id.in_(keys)
    owners = (
        (TargetType.POST, Post.id, Post.author_id),
        (TargetType.CARD, SystemCard.id, SystemCard.member_id),
        (TargetType.MEMBER, Member.id, Member.id),
    )
    parts: list[Select[int, int | None]] = [
        select(Decision.reviewable_id, Decision.actor_id).where(
            Decision.reviewable_id.in_(keys)
        ),
        select(Note.reviewable_id, Note.author_id).where(Note.reviewable_id.in_(keys)),
        select(Flag.reviewable_id, Flag.reporter_id).where(
            Flag.reviewable_id.in_(keys)
        ),
        *(
            select(Reviewable.id, who)
            .join(key.class_, key == Reviewable.target_id)
            .where(about, Reviewable.target_type == kind)
            for kind, key, who in owners
        ),
    ]
    found: dict[int, set[int]] = {}
    if keys:
        for item_id, member_id in db.session.execute(union_all(*parts)):
            if member_id is not None:
                found.setdefault(item_id, set()).add(member_id)
    return found


def agreement(about: ColumnElement[bool], since: datetime) -> Agreement:
    """Return how often second looks agreed. Two queries."""
    done = db.session.scalars(
        select(SecondLook.agrees)
        .join(Decision, Decision.id == SecondLook.decision_id)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(about, SecondLook.looked_at >= since)
    ).all()
    waits = select(func.count()).select_from(_waiting().where(about).subquery())
    return Agreement(db.session.scalar(waits) or 0, len(done), sum(map(bool, done)))


def was_reversed(decision_id: int) -> bool:
    """Say whether a decision was taken back. One query."""
    back = select(Decision.id).where(Decision.reverses_id == decision_id)
    return db.session.scalar(back.limit(1)) is not None


def pending_about(cases: Select[int]) -> Sequence[SecondLook]:
    """Return second looks at some cases that nobody made yet. One query."""
    found = (
        select(SecondLook)
        .join(Decision, Decision.id == SecondLook.decision_id)
        .where(SecondLook.looked_at.is_(None), Decision.reviewable_id.in_(cases))
    )
    return db.session.scalars(found).all()


Found = tuple[SecondLook, Decision, Reviewable, str | None]


def _all() -> Select[*Found]:
    return (
        select(SecondLook, Decision, Reviewable, Board.name)
        .join(Decision, Decision.id == SecondLook.decision_id)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .outerjoin(Board, Board.id == Reviewable.board_id)
    )


def _waiting() -> Select[*Found]:
    """Match what nobody looked at, whose words exist and whose decision stands."""
    reversed_since = select(Reversing.id).where(Reversing.reverses_id == Decision.id)
    return _all().where(
        SecondLook.looked_at.is_(None),
        ~reversed_since.exists(),
        or_(_post_exists(), _evidence_exists()),
    )


def _post_exists() -> ColumnElement[bool]:
    wording = (
        select(Revision.id)
        .join(Post, Post.id == Revision.post_id)
        .where(
            Post.id == Reviewable.target_id,
            Post.purged_at.is_(None),
            Revision.number == Decision.revision,
            Revision.body != "",
        )
    )
    return and_(Reviewable.target_type == TargetType.POST, wording.exists())


def _evidence_exists() -> ColumnElement[bool]:
    kept = select(Evidence.id).where(
        Evidence.reviewable_id == Reviewable.id,
        or_(Evidence.content != "", Evidence.title != ""),
    )
    return and_(Reviewable.target_type != TargetType.POST, kept.exists())


def _words(item: Reviewable, decision: Decision) -> tuple[str, str]:
    """Return the words that were decided about, if they still exist. One query."""
    if item.target_type is TargetType.POST:
        wording = (
            select(Revision.title, Revision.body)
            .join(Post, Post.id == Revision.post_id)
            .where(
                Post.id == item.target_id,
                Post.purged_at.is_(None),
                Revision.number == decision.revision,
            )
        )
    else:
        wording = (
            select(Evidence.title, Evidence.content)
            .where(Evidence.reviewable_id == item.id)
            .order_by(Evidence.id)
            .limit(1)
        )
    row: Row[str | None, str] | None = db.session.execute(wording).one_or_none()
    return (row[0] or "", row[1]) if row else ("", "")


def _reports(item_id: int, decided_at: datetime) -> tuple[Report, ...]:
    raised = select(Flag).where(
        Flag.reviewable_id == item_id, Flag.created_at <= decided_at
    )
    return tuple(
        report_of(flag) for flag in db.session.scalars(raised.order_by(Flag.id))
    )


def _rules(at: datetime) -> tuple[RuleThen, ...]:
    """Return the rules as they read at a moment. Two queries."""
    then: dict[str, RuleVersion] = {}
    later = select(RuleVersion).where(RuleVersion.until > at)
    for row in db.session.scalars(later.order_by(RuleVersion.version)):
        then.setdefault(row.rule_code, row)
    active = select(Rule).where(Rule.active).order_by(Rule.code)
    return tuple(
        _as_of(rule.code, then.get(rule.code, rule))
        for rule in db.session.scalars(active)
    )


def _as_of(code: str, wording: Rule | RuleVersion) -> RuleThen:
    html = rendered(wording.body).html
    return RuleThen(code, wording.title, wording.version, html)


def codes_of(rules: Collection[RuleThen]) -> list[tuple[str, str]]:
    """Return rules as a form offers them."""
    return [(one.code, f"{one.code[1:]}. {one.title}") for one in rules]
