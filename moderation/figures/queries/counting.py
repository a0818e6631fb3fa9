"""Counting what happened in a month or a quarter, for everybody to read."""

import json
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import distinct, func, select

from forum.core.db import db
from forum.rights.models import Erasure
from moderation.figures import rules
from moderation.figures.rules import Edge, Group, Period, Told, list_of, table_of
from moderation.figures.rules.grouping import FEW, FEW_MEMBERS
from moderation.figures.rules.suppressing import ALL, Cell, key_of
from moderation.models import (
    ActionKind,
    AuditEvent,
    AuditPayload,
    Decision,
    Flag,
    FlagReason,
    ModAction,
    Outcome,
    ReporterKind,
    Reviewable,
    ReviewableKind,
    Rule,
    TargetType,
)

NO_RULE = "No rule"
SOURCES = {
    ReporterKind.MEMBER: "Members",
    ReporterKind.GUEST: "Guests",
    ReporterKind.STAFF: "Moderators",
    ReporterKind.SYSTEM: "Automatic checks",
}
REASONS = {
    FlagReason.PERSONAL_INFORMATION: "Personal information",
    FlagReason.ILLEGAL: "Illegal",
    FlagReason.UNDER_13: "Member under 13",
    FlagReason.UNSAFE_ADVICE: "Unsafe advice",
    FlagReason.HARASSMENT: "Harassment",
    FlagReason.SPAM: "Spam or undisclosed selling",
    FlagReason.OTHER: "Other",
    FlagReason.OFF_SUBJECT: "Off subject",
    FlagReason.ABUSE_OF_MINORS: "Abuse of minors",
}
APPEALS = {
    Outcome.GRANT: "Granted",
    Outcome.MODIFY: "Changed in part",
    Outcome.REFUSE: "Refused",
}
MEASURES = {
    ActionKind.WARN: "Warned",
    ActionKind.LIMIT: "Limited",
    ActionKind.SUSPEND: "Suspended",
}
COPY_MADE = "copy_made"
Figures = dict[str, Cell | float]


@dataclass(frozen=True, slots=True)
class _Made:
    """One decision, as far as it is counted."""

    at: datetime
    rule: str
    group: Group
    automated: bool
    concern: rules.Concern
    waited: timedelta | None
    """How long the case had waited; none where nothing waited."""


def counted_month(period: Period) -> Figures:
    """Count the decisions of a month by what came of them. Four queries."""
    made = _made(period)
    counts = Counter(str(one.group) for one in made)
    edges = list_of("month", period.name, {str(one): counts[one] for one in Group})
    told = rules.told_of(edges, FEW)
    hours = _hours(one.waited for one in made)
    return {**told, **({key_of("pace", period.name, "Hours"): hours} if hours else {})}


def counted_period(period: Period, months: Mapping[str, Cell | float]) -> Figures:
    """Count what happened in a quarter, or lately.

    What was published of its months stays as it is, and is minded: nothing that they
    leave out can be worked out from these figures.
    """
    told: Figures = {}
    told.update(rules.told_of(_flags(period), FEW))
    made = _made(period)
    chain = rules.told_of(_decisions(made, period, months), FEW)
    own = ("decisions|", "how|")
    told.update({key: one for key, one in chain.items() if key.startswith(own)})
    told.update(_pace(made))
    told.update(_appeals(period))
    told.update(_members(period))
    return told


def is_empty(period: Period) -> bool:
    """Say whether nothing was decided or reported before it ended. Two queries."""
    decided = select(Decision.id).where(Decision.decided_at < period.ends).limit(1)
    flagged = select(Flag.id).where(Flag.created_at < period.ends).limit(1)
    return db.session.scalar(decided) is None and db.session.scalar(flagged) is None


def _flags(period: Period) -> list[Edge]:
    rows = db.session.execute(
        select(Flag.reason, Flag.reporter_kind, func.count())
        .where(Flag.created_at >= period.begins, Flag.created_at < period.ends)
        .group_by(Flag.reason, Flag.reporter_kind)
    )
    found = {(REASONS[why], SOURCES[who]): count for why, who, count in rows}
    return table_of(
        "flags",
        {
            (why, who): found.get((why, who), 0)
            for why in REASONS.values()
            for who in SOURCES.values()
        },
    )


def _decisions(
    made: list[_Made], period: Period, months: Mapping[str, Cell | float]
) -> list[Edge]:
    """Chain decisions by rule, by what came of them, by month, and by who decided."""
    active = db.session.scalars(select(Rule.code).order_by(Rule.code))
    names = dict.fromkeys([*active, *sorted({one.rule for one in made}), NO_RULE])
    by_rule = Counter((one.rule, str(one.group)) for one in made)
    counts = {
        (rule, str(group)): by_rule[rule, group] for rule in names for group in Group
    }
    edges = table_of("decisions", counts, "start", "by month")
    edges = [_led_on(one) for one in edges]
    for month in period.months:
        own = Counter(one.group for one in made if _is_in(one.at, month))
        for group in Group:
            key = key_of("month", group, month.name)
            ends = f"by month {group}", f"in {month.name}"
            edges.append(Edge(key, *ends, own[group], _cell(months.get(key))))
        key = key_of("month", ALL, month.name)
        edges.append(
            Edge(key, f"in {month.name}", "middle", own.total(), _cell(months.get(key)))
        )
    by_rules = sum(one.automated for one in made)
    how = {"By a person": len(made) - by_rules, "Automatically": by_rules}
    edges.append(Edge(key_of("decisions", ALL, ALL), "middle", "end", len(made)))
    for name, count in how.items():
        edges.append(Edge(key_of("how", name, "Decisions"), "end", "start", count))
    return edges


def _led_on(edge: Edge) -> Edge:
    """Let the sum of a column flow on into the months."""
    if edge.head != "by month":
        return edge
    group = edge.key.rpartition("|")[2]
    return Edge(edge.key, edge.tail, f"by month {group}", edge.count)


def _cell(known: Cell | float | None) -> Cell | None:
    if isinstance(known, str):
        return Told(known)
    return int(known) if known is not None else None


def _is_in(at: datetime, month: Period) -> bool:
    return month.begins <= at < month.ends


def _made(period: Period) -> list[_Made]:
    """Return decisions but those that took others back. Three queries."""
    within = (Decision.decided_at >= period.begins) & (
        Decision.decided_at < period.ends
    )
    kinds: dict[int, list[ActionKind]] = {}
    for key, kind in db.session.execute(
        select(ModAction.decision_id, ModAction.kind)
        .join(Decision, Decision.id == ModAction.decision_id)
        .where(within)
    ):
        kinds.setdefault(key, []).append(kind)
    reasons: dict[int, set[FlagReason]] = {}
    for key, why in db.session.execute(
        select(Flag.reviewable_id, Flag.reason)
        .join(Decision, Decision.reviewable_id == Flag.reviewable_id)
        .where(within)
    ):
        reasons.setdefault(key, set()).add(why)
    rows = db.session.execute(
        select(Decision, Reviewable)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(within, Decision.reverses_id.is_(None))
    )
    return [
        _Made(
            decision.decided_at,
            decision.rule_code or NO_RULE,
            rules.group_of(decision.outcome, kinds.get(decision.id, [])),
            decision.automated,
            rules.concern_of(item.kind, reasons.get(item.id, set())),
            _waited(decision, item),
        )
        for decision, item in rows
    ]


def _waited(decision: Decision, item: Reviewable) -> timedelta | None:
    if decision.automated or item.kind is ReviewableKind.MODERATOR_ACT:
        return None
    return decision.decided_at - item.opened_at


def _hours(times: Iterable[timedelta | None]) -> float | None:
    known = [one for one in times if one is not None]
    middle = rules.median(known) if len(known) >= FEW else None
    return round(middle / timedelta(hours=1), 1) if middle is not None else None


def _pace(made: list[_Made]) -> Figures:
    found: Figures = {}
    for concern in rules.Concern:
        hours = _hours(one.waited for one in made if one.concern is concern)
        found[key_of("pace", concern, "Hours")] = Told.FEW if hours is None else hours
    return found


def _appeals(period: Period) -> Figures:
    rows = db.session.execute(
        select(Decision.outcome, func.count())
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(
            Reviewable.kind == ReviewableKind.APPEAL,
            Decision.decided_at >= period.begins,
            Decision.decided_at < period.ends,
        )
        .group_by(Decision.outcome)
    )
    found = dict(rows.all())
    counts = {said: found.get(outcome, 0) for outcome, said in APPEALS.items()}
    told: Figures = dict(rules.told_of(list_of("appeals", "Appeals", counts), FEW))
    taken_back = select(func.count()).where(
        Decision.reverses_id.is_not(None),
        Decision.decided_at >= period.begins,
        Decision.decided_at < period.ends,
    )
    whole = db.session.scalar(taken_back) or 0
    told[key_of("reversals", "Decisions taken back", "Decisions")] = _told(whole, FEW)
    return told


def _members(period: Period) -> Figures:
    """Count members: warned, limited, suspended, erased, given a copy."""
    within = (Decision.decided_at >= period.begins) & (
        Decision.decided_at < period.ends
    )
    rows = db.session.execute(
        select(ModAction.kind, func.count(distinct(ModAction.target_id)))
        .join(Decision, Decision.id == ModAction.decision_id)
        .where(
            within,
            ModAction.target_type == TargetType.MEMBER,
            ModAction.kind.in_(MEASURES),
        )
        .group_by(ModAction.kind)
    )
    found = dict(rows.all())
    told: Figures = {
        key_of("members", said, "Members"): _told(found.get(kind, 0), FEW_MEMBERS)
        for kind, said in MEASURES.items()
    }
    told.update(_right("Erased", _erasures(period)))
    told.update(_right("Given a copy of their data", _copies(period)))
    return told


def _erasures(period: Period) -> list[float]:
    rows = db.session.execute(
        select(Erasure.asked_at, Erasure.done_at).where(
            Erasure.done_at >= period.begins, Erasure.done_at < period.ends
        )
    )
    return [(done - asked).total_seconds() for asked, done in rows if done]


def _copies(period: Period) -> list[float]:
    rows = db.session.scalars(
        select(AuditPayload.json)
        .join(AuditEvent, AuditEvent.seq == AuditPayload.seq)
        .where(
            AuditEvent.action == COPY_MADE,
            AuditEvent.at >= period.begins,
            AuditEvent.at < period.ends,
        )
    )
    return [float(json.loads(one)["seconds"]) for one in rows]


def _right(name: str, seconds: list[float]) -> Figures:
    told: Figures = {
        key_of("rights", name, "Members"): _told(len(seconds), FEW_MEMBERS)
    }
    if len(seconds) >= FEW_MEMBERS:
        hours = round(statistics.median(seconds) / 3600, 1)
        told[key_of("rights", name, "Median hours")] = hours
    return told


def _told(count: int, few: int) -> Cell:
    return Told.FEW if 0 < count < few else count
