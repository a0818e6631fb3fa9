"""Second looks: which decision gets one, what a colleague would have decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, or_, select

from forum.boards.models import Post
from forum.core.answers import Refused, require
from forum.core.db import change_rows, db, locked
from forum.core.wording import Wording
from forum.members.models import Member
from forum.systems.models import SystemCard
from moderation.actions import Act, record
from moderation.actions.forgetting import COPIED_MIN
from moderation.figures.models import SecondLook
from moderation.figures.queries.looking import pending_about, took_part, was_reversed
from moderation.figures.rules import looking
from moderation.models import Decision, ModAction, Reviewable, TargetType

KEPT_FOR = timedelta(days=730)
RULE_NEEDED = "Choose the rule that you would have decided by."


@dataclass(frozen=True, slots=True)
class AlreadyLooked:
    """A colleague was faster; nothing is kept of the second one."""

    looker_id: int | None


def pick(
    item: Reviewable, decision: Decision, mac: str, percent: float, now: datetime
) -> SecondLook | None:
    """Let a colleague look at a decision once more, if chance picks it."""
    done = select(ModAction.kind).where(ModAction.decision_id == decision.id)
    kinds = set(db.session.scalars(done))
    if not looking.can_be_picked(item, decision, kinds):
        return None
    if not looking.is_picked(mac, percent):
        return None
    row = SecondLook(decision_id=decision.id, picked_at=now)
    db.session.add(row)
    db.session.flush()
    return row


def look_again(
    moderator: Member, look_id: int, seen: looking.Seen, now: datetime
) -> SecondLook | AlreadyLooked:
    """Keep what a colleague would have decided; nothing changes for anybody."""
    row = locked(SecondLook, look_id)
    if row.looked_at is not None:
        is_mine = row.looker_id == moderator.id
        return row if is_mine else AlreadyLooked(row.looker_id)
    decision = db.session.get_one(Decision, row.decision_id)
    item = db.session.get_one(Reviewable, decision.reviewable_id)
    took = took_part([item]).get(item.id, set())
    require(looking.may_look(moderator, item, took))
    if was_reversed(decision.id):
        raise Refused(looking.TAKEN_BACK)
    by_rule = looking.rests_on_rule(seen.outcome)
    if by_rule and not seen.rule_code:
        raise Refused(RULE_NEEDED)
    row.looker_id, row.looked_at = moderator.id, now
    row.outcome, row.note = seen.outcome, seen.note
    row.rule_code = seen.rule_code if by_rule else None
    row.agrees = looking.agree(decision.outcome, decision.rule_code, seen)
    details = {"outcome": row.outcome, "rule": row.rule_code, "agrees": row.agrees}
    act = Act("second_look", "decision", decision.id, item.id, decision.id, details)
    record(moderator, act, now)
    return row


def drop_of_post(post_id: int) -> int:
    """Let nobody look again at a post whose words are not what they were."""
    return _drop(TargetType.POST, select(Post.id).where(Post.id == post_id))


def drop_of_member(member_id: int) -> int:
    """Let nobody look again at the profile and the cards of who is erased."""
    cards = select(SystemCard.id).where(SystemCard.member_id == member_id)
    profile = select(Member.id).where(Member.id == member_id)
    return _drop(TargetType.CARD, cards) + _drop(TargetType.MEMBER, profile)


def redact_notes(post: Post, wording: Wording, *, by_author: bool) -> int:
    """Destroy words of a post in what was noted about it; return how many notes.

    An author reaches longer passages only, as in other texts of moderators.
    """
    if by_author:
        long = (one for one in wording.passages if len(one) >= COPIED_MIN)
        wording = Wording(tuple(long), wording.instead)
    if not wording.passages:
        return 0
    about = _cases(TargetType.POST, select(Post.id).where(Post.id == post.id))
    perhaps = or_(
        *(SecondLook.note.icontains(clue, autoescape=True) for clue in wording.clues)
    )
    found = (
        select(SecondLook)
        .join(Decision, Decision.id == SecondLook.decision_id)
        .where(Decision.reviewable_id.in_(about), perhaps)
    )
    changed = 0
    for row in db.session.scalars(found):
        before = row.note
        row.note = wording.removed_from(before)
        changed += row.note != before
    return changed


def forget_looks(now: datetime) -> int:
    """Delete second looks at decisions made long ago; return how many."""
    old = select(Decision.id).where(Decision.decided_at < now - KEPT_FOR)
    return change_rows(delete(SecondLook).where(SecondLook.decision_id.in_(old)))


def _drop(kind: TargetType, keys: Select[int]) -> int:
    rows = pending_about(_cases(kind, keys))
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    return len(rows)


def _cases(kind: TargetType, keys: Select[int]) -> Select[int]:
    return select(Reviewable.id).where(
        Reviewable.target_type == kind, Reviewable.target_id.in_(keys)
    )
