"""Warning, limiting and suspending members, and ending it before its time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, update

from forum.core.answers import Refused, require
from forum.core.db import change_rows, db, locked
from forum.members import actions as members
from forum.members.models import Member
from forum.members.rules import OPEN_ENDED, is_limited, is_suspended
from moderation import rules as moderation
from moderation.actions.acting import keep_act
from moderation.actions.deciding import require_unconcerned
from moderation.actions.effect import Effect
from moderation.measures import Measure
from moderation.models import ActionKind, Decision, ModAction, Rule, TargetType
from moderation.standing import rules
from moderation.standing.actions.telling import tell_member
from moderation.standing.rules import Ending


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done about a member, by which rule, and why."""

    measure: Measure
    days: int
    """For how long; none mean that it has no end yet."""
    rule_code: str
    reasons: str


def act(moderator: Member, member_id: int, wanted: Wanted, now: datetime) -> Decision:
    """Warn, limit or suspend a member outside the queue."""
    member = locked(Member, member_id)
    require(rules.may_act_on(moderator, member))
    is_same = require_unconcerned(moderator, TargetType.MEMBER, member.id, now)
    rule = db.session.get(Rule, wanted.rule_code)
    if rule is None or not rule.active:
        raise Refused("Choose the rule that it rests on.")
    effect = applied(member, wanted.measure, wanted.days, now)
    decision = keep_act(
        moderator, [effect], wanted.reasons, now, rule_code=wanted.rule_code
    )
    decision.by_same_person = is_same
    tell_member(decision, member.id, effect.kind, effect.expires_at, rule, now)
    return decision


def applied(member: Member, measure: Measure, days: int, now: datetime) -> Effect:
    """Do what a measure means for a member, whose row is held."""
    until = rules.until_after(days, now)
    if measure is Measure.WARN:
        ends = now + moderation.WARNING_LASTS
        return Effect(ActionKind.WARN, TargetType.MEMBER, member.id, expires_at=ends)
    if measure is Measure.CLEAR_WORDS:
        members.clear_words(member.id)
        # No `before`: words that broke a rule are kept as evidence, for a time.
        return _on(member, ActionKind.EDIT, reversible=False)
    if measure is Measure.LIMIT:
        before = member.limited_until
        members.limit(member.id, until)
        return _lasting(ActionKind.LIMIT, member, days, before, until)
    before = member.suspended_until
    members.suspend(member.id, until)
    return _lasting(ActionKind.SUSPEND, member, days, before, until)


def end(
    moderator: Member, member_id: int, what: Ending, reason: str, now: datetime
) -> Decision:
    """End a warning, a limit or a suspension before its time, and say so."""
    member = locked(Member, member_id)
    require(rules.may_act_on(moderator, member))
    until = _standing(member, what, now)
    if not close_measures(member.id, what.ends, now) and what is Ending.WARNING:
        raise Refused("No warning is in force.")
    effect = Effect(what.done_by, TargetType.MEMBER, member.id, before={"until": until})
    decision = keep_act(moderator, [effect], reason, now)
    tell_member(decision, member.id, what.done_by, None, None, now)
    return decision


def close_measures(member_id: int, kind: ActionKind, now: datetime) -> int:
    """Let measures of a kind that hold end now; return how many."""
    holds = or_(ModAction.expires_at.is_(None), ModAction.expires_at > now)
    return change_rows(
        update(ModAction)
        .where(
            ModAction.kind == kind,
            ModAction.target_type == TargetType.MEMBER,
            ModAction.target_id == member_id,
            holds,
        )
        .values(expires_at=now)
    )


def change_probation(
    moderator: Member, member_id: int, *, begins: bool, reason: str, now: datetime
) -> Decision:
    """Put a member on probation again, or end it."""
    member = locked(Member, member_id)
    require(rules.may_act_on(moderator, member))
    if moderation.is_on_probation(member, now) and not begins:
        members.vouch(member.id, now)
    elif begins:
        members.begin_probation(member.id, now)
    else:
        raise Refused("This member is not on probation.")
    effect = Effect(
        ActionKind.PROBATION,
        TargetType.MEMBER,
        member.id,
        {"begins": begins},
        reversible=False,
    )
    decision = keep_act(moderator, [effect], reason, now)
    tell_member(decision, member.id, ActionKind.PROBATION, None, None, now)
    return decision


def _standing(member: Member, what: Ending, now: datetime) -> str | None:
    """Take a measure away; return until when it would have held."""
    if what is Ending.LIMIT and is_limited(member, now):
        until = member.limited_until
        members.end_limit(member.id)
    elif what is Ending.SUSPENSION and is_suspended(member, now):
        until = member.suspended_until
        members.end_suspension(member.id)
    elif what is Ending.WARNING:
        return None
    else:
        raise Refused("This has ended already.")
    return until.isoformat() if until else None


def _lasting(
    kind: ActionKind,
    member: Member,
    days: int,
    before: datetime | None,
    until: datetime,
) -> Effect:
    return Effect(
        kind,
        TargetType.MEMBER,
        member.id,
        {"days": days or None},
        {"until": before and before.isoformat()},
        expires_at=None if until >= OPEN_ENDED else until,
    )


def _on(member: Member, kind: ActionKind, *, reversible: bool) -> Effect:
    return Effect(kind, TargetType.MEMBER, member.id, reversible=reversible)
