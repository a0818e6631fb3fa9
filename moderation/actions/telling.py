"""Telling the person concerned: built from the decision, so it cannot be forgotten."""

from datetime import datetime

from sqlalchemy import select

from forum.core.db import db, locked
from forum.core.jobs import enqueue
from moderation import rules
from moderation.actions import reasons
from moderation.actions.effect import Effect
from moderation.actions.effects import Case
from moderation.actions.reasons import (
    APPEAL_HERE,
    PLAIN,
    Reasons,
    day_of,
    objection,
    rests_on,
)
from moderation.models import (
    ActionKind,
    Decision,
    Flag,
    ReporterKind,
    Reviewable,
    ReviewableKind,
    Rule,
    Statement,
)
from moderation.news import delivered

__all__ = ["PLAIN", "deliver", "note_read", "objection", "tell", "tell_owner"]
BY_READERS = frozenset({ReporterKind.MEMBER, ReporterKind.GUEST})


def tell(decision: Decision, case: Case, effects: list[Effect], now: datetime) -> None:
    """Write the statement of reasons and have it mailed, or say it is public now."""
    kinds = [effect.kind for effect in effects]
    moved = ActionKind.MOVE_AND_LOCK in kinds
    author_id = case.thread.author_id if moved else case.post.author_id
    if ActionKind.APPROVE in kinds:
        told = {"letter": "approved", "post": case.post.id}
        enqueue("mail", told, now + rules.CLICK_WITHIN)
    subjects = [reasons.SUBJECTS[kind] for kind in kinds if kind in reasons.SUBJECTS]
    if not subjects:
        return
    giving = kinds[0] in reasons.GIVING
    parts = (_given if giving else _taken)(decision, case, effects, now)
    deliver(decision, author_id, subjects[0], parts, now)


def tell_owner(
    decision: Decision,
    owner_id: int,
    kind: ActionKind,
    rule: Rule | None,
    now: datetime,
) -> None:
    """Write the statement of reasons about a system card and have it mailed."""
    item = db.session.get_one(Reviewable, decision.reviewable_id)
    what = "This is about [one of your system cards](/my/systems)."
    how = _how(item, decision)
    if kind in reasons.GIVING:
        parts = [what, f"{how} {_by(decision)}"]
    else:
        parts = Reasons(
            what=what,
            facts=decision.public_reason,
            rule=rests_on(rule),
            how=how,
            by=_by(decision),
            scope=reasons.SCOPE[kind],
            objection=objection(now),
            can_do=(reasons.CAN_DO[kind],),
        ).parts()
    deliver(decision, owner_id, reasons.CARD_SUBJECTS[kind], parts, now)


def deliver(
    decision: Decision, member_id: int, subject: str, parts: list[str], now: datetime
) -> None:
    """Keep a statement of reasons for a member and have it mailed.

    The mail waits as long as whoever decided can take it back by one click.
    """
    statement = Statement(
        decision_id=decision.id,
        member_id=member_id,
        subject=subject,
        body="",
        delivered_at=now,
        appeal_until=now + rules.APPEAL_WINDOW,
    )
    db.session.add(statement)
    db.session.flush()
    here = f"](/my/decisions/{statement.id}/appeal)"
    body = "\n\n".join(part for part in parts if part)
    statement.body = body.replace(APPEAL_HERE, here)
    db.session.flush()
    told = {"letter": "statement", "statement": statement.id}
    enqueue("mail", told, now + rules.CLICK_WITHIN)
    for note in delivered:
        note(statement, decision, now)


def note_read(statement_id: int, now: datetime) -> None:
    """Note that somebody has read the reasons for a decision."""
    statement = locked(Statement, statement_id)
    statement.read_at = statement.read_at or now


def _taken(
    decision: Decision, case: Case, effects: list[Effect], now: datetime
) -> list[str]:
    """Say all that somebody has to know from whom something is taken."""
    kinds = [effect.kind for effect in effects]
    account = [
        reasons.EXTRA[effect.kind].format(until=day_of(effect.expires_at))
        for effect in effects
        if effect.kind in reasons.EXTRA and effect.expires_at
    ]
    can_do = [reasons.CAN_DO[kinds[0]]]
    if ActionKind.STRIKE in kinds:
        can_do.insert(0, reasons.COUNTER.format(post=case.post.id))
    return Reasons(
        what=_about(case),
        facts=decision.public_reason,
        rule=rests_on(case.rule),
        how=_how(case.item, decision),
        by=_by(decision),
        scope="\n\n".join([reasons.SCOPE[kinds[0]], *account]),
        objection=objection(now),
        can_do=tuple(can_do),
    ).parts()


def _given(decision: Decision, case: Case, _: list[Effect], __: datetime) -> list[str]:
    """Say what was brought back; it rests on no rule, and there is no objection."""
    return [_about(case), f"{_how(case.item, decision)} {_by(decision)}"]


def _about(case: Case) -> str:
    post = f"[your post](/p/{case.post.id})"
    return f"This is about {post} in “{case.thread.title.translate(PLAIN)}”."


def _by(decision: Decision) -> str:
    return reasons.BY_TIME if decision.automated else reasons.BY_PERSON


def _how(item: Reviewable, decision: Decision) -> str:
    """Say how a case came up, from what is in it."""
    raised = select(Flag.reporter_kind).where(Flag.reviewable_id == item.id)
    who = set(db.session.scalars(raised))
    if item.kind is ReviewableKind.HELD_POST and ReporterKind.SYSTEM in who:
        return reasons.CHECKED
    if item.kind is ReviewableKind.HELD_POST and decision.revision > 1:
        return reasons.EDITED
    if item.kind in reasons.HOW:
        return reasons.HOW[item.kind]
    if who & BY_READERS:
        return reasons.REPORTED
    return reasons.CHECKED if ReporterKind.SYSTEM in who else reasons.NOTICED
