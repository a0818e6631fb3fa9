"""Members before the moderators: their profile is reported, and decided about."""

from datetime import datetime

from sqlalchemy import select

from forum.core.answers import NotFound, Refused, require
from forum.core.db import db, locked
from forum.members.models import Member, Shown
from forum.members.permissions import Permission, let
from moderation import rules as moderation
from moderation.actions.auditing import Act, record
from moderation.actions.bad_faith import mark_bad_faith, require_right
from moderation.actions.deciding import (
    AlreadyDecided,
    Decided,
    Judged,
    act_of,
    close,
    latest_decision,
    made_once,
    marked_in,
    require_fair,
    rule_of,
    stored,
)
from moderation.actions.effect import Effect
from moderation.actions.flagging import Flagged
from moderation.actions.raising import Said, flags_today, open_flag, raise_flag
from moderation.measures import MEMBER_MEASURES, Measure
from moderation.models import (
    Evidence,
    FlagReason,
    ReporterKind,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)
from moderation.standing import rules
from moderation.standing.actions.acting import applied
from moderation.standing.actions.telling import tell_member

REVISION = 1
"""A profile keeps no older wordings: what was reported is kept as evidence."""


def flag_member(
    reporter: Member, member_id: int, reason: FlagReason, note: str, now: datetime
) -> Flagged:
    """Ask moderators to look at a profile; several flags make one case."""
    member = locked(Member, member_id)
    require_right(reporter, now)
    today = flags_today(reporter, now)
    require(moderation.may_flag_member(reporter, member, today, now))
    require(let(reporter, Permission.FLAG, None))
    if standing := open_flag(reporter, TargetType.MEMBER, member.id):
        item = db.session.get_one(Reviewable, standing.reviewable_id)
        return Flagged(item, is_new=False)
    item = opened(member, now)
    raise_flag(item, reporter, Said(reason, note), now)
    return Flagged(item, is_new=True)


def ask_again(member_id: int, note: str, now: datetime) -> Reviewable:
    """Bring a member before the moderators because time has passed."""
    item = opened(locked(Member, member_id), now)
    said = Said(FlagReason.OTHER, note)
    raise_flag(item, None, said, now, kind=ReporterKind.SYSTEM)
    record(None, Act("review_due", "member", member_id, item.id), now)
    return item


def decide_member(
    moderator: Member, reviewable_id: int, judged: Judged, days: int, now: datetime
) -> Decided | AlreadyDecided:
    """Close a case about a member with a decision that names what its maker saw."""
    known = _case(reviewable_id)
    member, item = locked(Member, known.target_id), locked(Reviewable, known.id)
    if judged.once and (made := made_once(judged.once)):
        return Decided(made)
    if not moderation.is_open(item) or item.version != judged.version:
        return AlreadyDecided(item, latest_decision(item.id))
    is_same = require_fair(moderator, item, member.id, now)
    if judged.measure not in MEMBER_MEASURES:
        raise Refused("This cannot be decided about a member.")
    rule, effects = rule_of(judged), list[Effect]()
    if judged.measure is not Measure.LEAVE:
        require(rules.may_act_on(moderator, member))
        effects = [applied(member, judged.measure, days, now)]
    decision = stored(moderator, item, judged, None, now, by_same_person=is_same)
    close(item, decision, effects, now)
    mark_bad_faith(moderator, item, decision, marked_in(judged), now)
    record(moderator, act_of(item, decision, effects), now)
    for effect in effects:
        tell_member(decision, member.id, effect.kind, effect.expires_at, rule, now)
    return Decided(decision)


def review_member(moderator: Member, reviewable_id: int, now: datetime) -> Reviewable:
    """Open a case about a member who was decided about before."""
    known = _case(reviewable_id)
    require(moderation.may_tend(moderator, None))
    item = opened(locked(Member, known.target_id), now)
    record(moderator, Act("review", "member", known.target_id, item.id), now)
    return item


def opened(member: Member, now: datetime) -> Reviewable:
    """Return the open case about a member, made if need be, with the words as of now.

    Only what members can read is kept: what is hidden was not reported.
    """
    if member.is_former:
        raise NotFound
    item = db.session.scalar(
        select(Reviewable).where(
            Reviewable.kind == ReviewableKind.FLAGGED_MEMBER,
            Reviewable.target_type == TargetType.MEMBER,
            Reviewable.target_id == member.id,
            Reviewable.status == ReviewStatus.OPEN,
        )
    )
    if item is None:
        item = Reviewable(
            kind=ReviewableKind.FLAGGED_MEMBER,
            target_type=TargetType.MEMBER,
            target_id=member.id,
            weight=moderation.HELD_WEIGHT,
            opened_at=now,
        )
        db.session.add(item)
        db.session.flush()
        about = "" if member.about_seen is Shown.HIDDEN else member.about
        said = "\n\n".join(part for part in (member.affiliation_text, about) if part)
        db.session.add(
            Evidence(
                reviewable_id=item.id,
                revision=REVISION,
                title=member.handle,
                content=said,
                captured_at=now,
            )
        )
    return item


def _case(reviewable_id: int) -> Reviewable:
    known = db.session.get(Reviewable, reviewable_id)
    if known is None or known.kind is not ReviewableKind.FLAGGED_MEMBER:
        raise NotFound
    return known
