"""Cases picked for one decision, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.boards.models import Post
from forum.core.answers import NotFound
from forum.core.db import db
from forum.members.models import Member
from moderation.models import (
    Decision,
    DecisionBatch,
    Reviewable,
    ReviewStatus,
    TargetType,
)
from moderation.queries import rows as lines
from moderation.queries.rows import Row
from moderation.queries.scope import open_to


@dataclass(frozen=True, slots=True)
class Pick:
    """A case that is to be decided with others, as it is now."""

    row: Row
    version: int
    revision: int

    @property
    def value(self) -> str:
        """The case and what was seen of it, as a form sends it."""
        return f"{self.row.id}.{self.version}.{self.revision}"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of each case of a batch."""

    batch: DecisionBatch
    by: str
    done: tuple[Row, ...]
    left_out: tuple[tuple[Row | None, int, str, bool], ...]


def picks(moderator: Member, keys: Sequence[int], now: datetime) -> tuple[Pick, ...]:
    """Return open cases in the order they were picked. Three queries."""
    which = (
        Reviewable.id.in_(keys),
        Reviewable.status == ReviewStatus.OPEN,
        open_to(moderator),
    )
    seen = {
        key: (version, revision)
        for key, version, revision in db.session.execute(
            select(Reviewable.id, Reviewable.version, func.coalesce(Post.revision, 1))
            .outerjoin(
                Post,
                (Reviewable.target_type == TargetType.POST)
                & (Post.id == Reviewable.target_id),
            )
            .where(*which)
        )
    }
    found = {
        row.id: row
        for row in lines.rows(lines.listed().where(*which), moderator, now)
        if row.id in seen
    }
    return tuple(Pick(found[key], *seen[key]) for key in keys if key in found)


def batch_made(once: str) -> int:
    """Return the batch that this sending of the form made already; 0 if none."""
    made = select(DecisionBatch.id).where(DecisionBatch.once == once)
    return db.session.scalar(made) or 0


def outcomes(batch_id: int, moderator: Member, now: datetime) -> Outcomes:
    """Return what became of a batch. Five queries."""
    batch = db.session.get(DecisionBatch, batch_id)
    if batch is None or not (moderator.oversees_all or batch.actor_id == moderator.id):
        raise NotFound
    by = db.session.scalar(select(Member.handle).where(Member.id == batch.actor_id))
    made = select(Decision.reviewable_id).where(Decision.batch_id == batch.id)
    done = list(db.session.scalars(made.order_by(Decision.id)))
    keys = [*done, *(key for key, _, _ in batch.left_out)]
    wanted = lines.listed().where(Reviewable.id.in_(keys), open_to(moderator))
    found = {row.id: row for row in lines.rows(wanted, moderator, now)}
    return Outcomes(
        batch,
        by or "",
        tuple(found[key] for key in done if key in found),
        tuple((found.get(key), key, why, skip) for key, why, skip in batch.left_out),
    )
