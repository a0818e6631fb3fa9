"""Reports made in bad faith: marked by a moderator; after ten the right rests."""

from dataclasses import dataclass
from datetime import datetime

from forum.core.answers import Refused, require
from forum.core.db import db, locked
from forum.members.models import Member
from moderation import rules
from moderation.actions.acting import keep_act, keep_effects
from moderation.actions.auditing import Act, record
from moderation.actions.effect import Effect
from moderation.actions.reasons import Reasons, day_of, objection
from moderation.actions.telling import deliver
from moderation.models import (
    ActionKind,
    Decision,
    Flag,
    ReporterKind,
    Reviewable,
    TargetType,
)
from moderation.queries.flags import bad_faith_marks, counted_from, right_to_report

SUBJECT = "You cannot report for 30 days"
ABOUT = "This is about [your reports](/my/flags)."
FACTS = (
    "Moderators found ten or more of your reports within 30 days to be made in bad "
    "faith: made to harm somebody, or against better knowledge. Each of them says so "
    "under Your reports, with the reason. Of the last one a moderator said:"
)
RULE = (
    "It rests on [how we moderate](/rules#reports): who reports in bad faith ten times "
    "within 30 days cannot report for 30 days."
)
HOW = "Moderators decided about your reports."
BY = (
    "A person decided about each of them. That the right to report rests after ten "
    "follows by itself."
)
SCOPE = "Until {until} you cannot report anything. You read and write as before."
CAN_DO = (
    "If something shows details of yours, [ask us to protect your privacy]"
    "(/privacy-request) at any time."
)
REASON_NEEDED = "Say why the report was made in bad faith; its maker reads it."
NOT_HERE = "Choose reports by members in this case only."


@dataclass(frozen=True, slots=True)
class BadFaith:
    """Which reports of a case were made in bad faith, and why."""

    flags: tuple[int, ...] = ()
    why: str = ""


def mark_bad_faith(
    moderator: Member,
    item: Reviewable,
    decision: Decision,
    found: BadFaith,
    now: datetime,
) -> None:
    """Mark reports that a decision dismissed; whoever made ten such cannot report.

    The rest goes back with the decision that made it. If several lose their right by
    one decision, the others get a decision of their own: each can appeal.
    """
    if not found.flags:
        return
    if not found.why:
        raise Refused(REASON_NEEDED)
    marked = [locked(Flag, key) for key in sorted(set(found.flags))]
    if not all(_is_theirs(flag, decision) for flag in marked):
        raise Refused(NOT_HERE)
    for flag in marked:
        flag.bad_faith, flag.bad_faith_reason = True, found.why
    db.session.flush()
    details = {"flags": [flag.id for flag in marked]}
    about = str(item.target_type), item.target_id
    record(moderator, Act("bad_faith", *about, item.id, decision.id, details), now)
    losing = [
        key
        for key in sorted({flag.reporter_id for flag in marked if flag.reporter_id})
        if rules.loses_right(bad_faith_marks(key), counted_from(key), now)
    ]
    for place, reporter_id in enumerate(losing):
        made = decision if place == 0 else None
        _rest(moderator, reporter_id, made, found.why, now)


def require_right(reporter: Member, now: datetime) -> None:
    """Refuse a report of somebody whose right to report rests."""
    if not reporter.is_staff:
        require(rules.may_report(right_to_report(reporter, now).rests_until, now))


def _is_theirs(flag: Flag, decision: Decision) -> bool:
    by_member = flag.reporter_kind is ReporterKind.MEMBER
    return by_member and flag.decision_id == decision.id


def _rest(
    moderator: Member,
    reporter_id: int,
    made: Decision | None,
    why: str,
    now: datetime,
) -> None:
    """Let the right to report rest, and give the reasons."""
    ends = now + rules.NO_FLAGS_LAST
    effect = Effect(
        ActionKind.NO_FLAGS, TargetType.MEMBER, reporter_id, expires_at=ends
    )
    if made is None:
        made = keep_act(moderator, [effect], why, now)
    else:
        keep_effects(made, [effect])
        act = Act(str(effect.kind), "member", reporter_id, made.reviewable_id, made.id)
        record(moderator, act, now)
    parts = Reasons(
        what=ABOUT,
        facts=f"{FACTS}\n\n{why}",
        rule=RULE,
        how=HOW,
        by=BY,
        scope=SCOPE.format(until=day_of(ends)),
        can_do=(CAN_DO,),
        objection=objection(now),
    ).parts()
    deliver(made, reporter_id, SUBJECT, parts, now)
