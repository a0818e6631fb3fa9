"""What time alone decides: a post comes back after a counter-notice."""

from datetime import datetime

from sqlalchemy import select

from forum.boards.models import PostState
from forum.core.db import db
from forum.members.models import Member, Role
from moderation import rules
from moderation.actions.auditing import record
from moderation.actions.deciding import Judged, act_of, close, held_case, stored
from moderation.actions.effects import Case, apply
from moderation.actions.telling import tell
from moderation.measures import Measure
from moderation.models import Decision, Reviewable, TargetType


def restore_by_time(reviewable_id: int, now: datetime) -> bool:
    """Restore a post unless somebody decided meanwhile; say whether it was done.

    The decision counts as one of whoever removed the post, and as automated.
    """
    thread, post, item = held_case(reviewable_id)
    if not rules.is_open(item) or post.state is not PostState.REMOVED:
        return False
    judged = Judged(Measure.RESTORE, item.version, post.revision)
    remover = _removed_by(post.id)
    case = Case(remover or _administrator(), item, thread, post, None, (), "")
    effects = apply(judged.measure, case, judged, now)
    decision = stored(case.moderator, item, judged, None, now)
    decision.automated, decision.actor_id = True, remover.id if remover else None
    close(item, decision, effects, now)
    record(None, act_of(item, decision, effects), now)
    tell(decision, case, effects, now)
    return True


def _removed_by(post_id: int) -> Member | None:
    """Return who removed a post, unless they were erased since."""
    return db.session.scalar(
        select(Member)
        .join(Decision, Decision.actor_id == Member.id)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(
            Reviewable.target_type == TargetType.POST, Reviewable.target_id == post_id
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )


def _administrator() -> Member:
    """Return who answers for what nobody decided; the decision names nobody."""
    ours = select(Member).where(Member.role == Role.ADMINISTRATOR)
    return db.session.scalars(ours.order_by(Member.id).limit(1)).one()
