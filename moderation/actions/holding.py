"""Holding everything a decision was about, in the order everybody does."""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from forum.boards.models import Post, Thread
from forum.core.answers import NotFound
from forum.core.db import Base, db, locked
from forum.members.models import Member
from forum.systems.models import SystemCard
from moderation.models import Decision, ModAction, Reviewable, TargetType
from moderation.queries.fairness import owner_of

Target = tuple[TargetType, int]
Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True, slots=True)
class Held:
    """A decision, its case and its effects, held until the transaction ends."""

    decision: Decision
    item: Reviewable
    actions: tuple[ModAction, ...]
    posts: tuple[Post, ...]
    about: int | None
    """The member whose things the case is about, if they are still known."""


def hold(decision_id: int) -> Held:
    """Hold threads, posts, cards, the case and the decision, in this order."""
    known = db.session.get(Decision, decision_id)
    if known is None:
        raise NotFound
    case = db.session.get_one(Reviewable, known.reviewable_id)
    targets = _targets(known, case)
    threads = _of(targets, TargetType.THREAD) | _threads_of(targets)
    for key in sorted(threads):
        _held_if_there(Thread, key)
    posts = [_held_if_there(Post, key) for key in sorted(_of(targets, TargetType.POST))]
    for key in sorted(_of(targets, TargetType.CARD)):
        _held_if_there(SystemCard, key)
    if case.target_type is TargetType.MEMBER:
        _held_if_there(Member, case.target_id)
    item, decision = locked(Reviewable, case.id), locked(Decision, known.id)
    actions = select(ModAction).where(ModAction.decision_id == known.id)
    return Held(
        decision,
        item,
        tuple(db.session.scalars(actions.order_by(ModAction.id))),
        tuple(post for post in posts if post is not None),
        owner_of(item),
    )


def _targets(decision: Decision, item: Reviewable) -> set[Target]:
    found = db.session.execute(
        select(ModAction.target_type, ModAction.target_id).where(
            ModAction.decision_id == decision.id
        )
    )
    return {(item.target_type, item.target_id), *((kind, key) for kind, key in found)}


def _of(targets: set[Target], kind: TargetType) -> set[int]:
    return {key for about, key in targets if about is kind}


def _threads_of(targets: set[Target]) -> set[int]:
    posts = _of(targets, TargetType.POST)
    return set(db.session.scalars(select(Post.thread_id).where(Post.id.in_(posts))))


def _held_if_there(model: type[Row], key: int) -> Row | None:
    try:
        return locked(model, key)
    except NotFound:
        return None
