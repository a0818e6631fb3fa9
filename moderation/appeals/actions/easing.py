"""A milder measure in the place of one that an appeal was right to call too hard."""

from datetime import datetime

from forum.boards.models import Post, Thread
from forum.core.answers import Refused
from forum.core.db import db, locked
from forum.members.models import Member
from moderation.actions.correcting import Restored
from moderation.actions.deciding import Judged
from moderation.actions.effect import Effect
from moderation.actions.effects import Case, apply
from moderation.actions.holding import Held
from moderation.appeals.rules import Milder
from moderation.models import ModAction, Rule, TargetType
from moderation.standing.actions.acting import applied


def ease(
    moderator: Member, held: Held, restored: Restored, milder: Milder, now: datetime
) -> Effect:
    """Do what takes the place of a measure that was taken back just now.

    Days count from the decision before: an appeal makes nothing longer.
    """
    back = next((one for one in restored.done if one.kind == milder.replaces), None)
    if back is None:
        raise Refused("Take back first what it takes the place of.")
    if back.target_type is TargetType.MEMBER:
        member, since = locked(Member, back.target_id), held.decision.decided_at
        return applied(member, milder.measure, milder.days, since)
    (effect,) = _on_post(moderator, held, back, milder, now)
    return effect


def _on_post(
    moderator: Member, held: Held, back: ModAction, milder: Milder, now: datetime
) -> list[Effect]:
    post = db.session.get_one(Post, back.target_id)
    thread = db.session.get_one(Thread, post.thread_id)
    code = held.decision.rule_code
    rule = db.session.get(Rule, code) if code else None
    case = Case(moderator, held.item, thread, post, rule, (), "")
    judged = Judged(milder.measure, held.item.version, post.revision)
    return apply(milder.measure, case, judged, now)
