"""Destroying copies of words, and evidence that has had its time."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, or_, select, update

from forum.boards.models import Post, Quote
from forum.boards.news import Copies
from forum.core.db import change_rows, db
from forum.core.wording import Wording
from forum.images import actions as images
from forum.rights.queries import held_posts
from moderation import rules
from moderation.models import (
    Decision,
    Evidence,
    Flag,
    ModAction,
    Note,
    Reviewable,
    ReviewStatus,
    Statement,
    TargetType,
)

Kept = Evidence | Flag | Note | Decision
OWN: tuple[tuple[type[Kept], str], ...] = (
    (Evidence, "title"),
    (Evidence, "content"),
)
BY_OTHERS: tuple[tuple[type[Kept], str], ...] = (
    (Flag, "note"),
    (Flag, "bad_faith_reason"),
    (Note, "body"),
    (Decision, "public_reason"),
    (Decision, "internal_note"),
)
KEPT = OWN + BY_OTHERS
COPIED_MIN = 8
"""A passage of so many characters is more likely copied than met by chance."""


def redact_copies(post: Post, wording: Wording, by_author: bool) -> Copies:
    """Destroy words in what moderators keep about a post, its thread and quotes of it.

    Cases about other posts stay as they are: the same words may be harmless there.
    An author reaches what was kept of this very post, and of what an open report
    rests on nothing: that goes as soon as somebody has decided.
    """
    if by_author:
        return _redact_for_author(post, wording)
    quoting = select(Quote.post_id).where(Quote.source_id == post.id)
    around = select(Post.id).where(
        or_(Post.thread_id == post.thread_id, Post.id.in_(quoting))
    )
    about_thread = (Reviewable.target_type == TargetType.THREAD) & (
        Reviewable.target_id == post.thread_id
    )
    about_posts = (Reviewable.target_type == TargetType.POST) & (
        Reviewable.target_id.in_(around)
    )
    cases = select(Reviewable.id).where(or_(about_posts, about_thread))
    changed = _redacted_in(KEPT, cases, wording)
    return Copies(changed + _redacted_before(post.thread_id, wording))


def _redacted_before(thread_id: int, wording: Wording) -> int:
    """Destroy words in reasons that undoing would bring back to a thread."""
    acts = select(ModAction).where(
        ModAction.target_type == TargetType.THREAD, ModAction.target_id == thread_id
    )
    changed = 0
    for act in db.session.scalars(acts):
        said = str(act.before.get("reason", ""))
        if wording.stands_in(said):
            act.before = act.before | {"reason": wording.removed_from(said)}
            changed += 1
    return changed


def is_reported(post_id: int) -> bool:
    """Say whether moderators still have to decide about a report of a post."""
    found = select(Reviewable.id).where(_reported_and_open(post_id)).limit(1)
    return db.session.scalar(found) is not None


def rests_on(post_id: int, revision: int) -> bool:
    """Say whether a report or a decision is about this very wording of a post."""
    flag = select(Flag.id).where(
        Flag.target_type == TargetType.POST,
        Flag.target_id == post_id,
        Flag.revision == revision,
    )
    decision = (
        select(Decision.id)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(
            Reviewable.target_type == TargetType.POST,
            Reviewable.target_id == post_id,
            Decision.revision == revision,
        )
    )
    found = (db.session.scalar(one.limit(1)) for one in (flag, decision))
    return any(one is not None for one in found)


def forget_decided(case: Reviewable, now: datetime) -> None:
    """Blank what its author took back meanwhile, words and pictures."""
    db.session.execute(
        update(Evidence)
        .where(Evidence.reviewable_id == case.id, Evidence.ends_with_case)
        .values(title="", content="", ends_with_case=False)
    )
    if case.target_type is TargetType.POST and not is_reported(case.target_id):
        images.destroy_withheld(case.target_id, now)


def _redact_for_author(post: Post, wording: Wording) -> Copies:
    """Redact what is decided about a post; hold the rest for the decision.

    Texts of others are changed for longer passages only: a single common word
    would cut holes into what its author never wrote.
    """
    about = (Reviewable.target_type == TargetType.POST) & (
        Reviewable.target_id == post.id
    )
    done = select(Reviewable.id).where(about, ~_reported_and_open(post.id))
    long = tuple(one for one in wording.passages if len(one) >= COPIED_MIN)
    copied = Wording(long, wording.instead)
    changed = _redacted_in(OWN, done, wording)
    if long:
        changed += _redacted_in(BY_OTHERS, done, copied)
    return Copies(changed, _held_for_decision(post, wording))


def _redacted_in(
    kept: tuple[tuple[type[Kept], str], ...],
    cases: Select[int],
    wording: Wording,
) -> int:
    """Redact some columns of some cases; return how many texts changed."""
    changed = sum(
        _redacted(table, name, table.reviewable_id.in_(cases), wording)
        for table, name in kept
    )
    if kept is OWN:
        return changed
    decisions = select(Decision.id).where(Decision.reviewable_id.in_(cases))
    about = Statement.decision_id.in_(decisions)
    return changed + _redacted(Statement, "body", about, wording)


def _held_for_decision(post: Post, wording: Wording) -> int:
    """Mark what moderators still need; return how many wordings that is."""
    cases = select(Reviewable.id).where(_reported_and_open(post.id))
    held = [
        one
        for one in db.session.scalars(
            select(Evidence).where(Evidence.reviewable_id.in_(cases))
        )
        if wording.stands_in(one.title) or wording.stands_in(one.content)
    ]
    for one in held:
        one.ends_with_case = True
    db.session.flush()
    return len(held)


def _reported_and_open(post_id: int) -> ColumnElement[bool]:
    reported = select(Flag.id).where(Flag.reviewable_id == Reviewable.id)
    return and_(
        Reviewable.target_type == TargetType.POST,
        Reviewable.target_id == post_id,
        Reviewable.status == ReviewStatus.OPEN,
        reported.exists(),
    )


def forget_withdrawn(post: Post, now: datetime) -> None:  # noqa: ARG001 - a hook
    """Blank what was kept of a withdrawn post, unless somebody reported it."""
    reported = select(Flag.id).where(Flag.reviewable_id == Reviewable.id)
    cases = select(Reviewable.id).where(
        Reviewable.target_type == TargetType.POST,
        Reviewable.target_id == post.id,
        ~reported.exists(),
    )
    db.session.execute(
        update(Evidence)
        .where(Evidence.reviewable_id.in_(cases))
        .values(title="", content="")
    )


def forget_destroyed(post: Post, now: datetime) -> None:
    """Blank what was kept of a post whose author was erased, also if it is reported."""
    cases = select(Reviewable.id).where(
        Reviewable.target_type == TargetType.POST, Reviewable.target_id == post.id
    )
    db.session.execute(
        update(Evidence)
        .where(Evidence.reviewable_id.in_(cases))
        .values(title="", content="", ends_with_case=False)
    )
    images.destroy_withheld(post.id, now)


def forget_evidence(now: datetime) -> int:
    """Delete evidence of cases closed long ago; return how many pieces."""
    is_held = (Reviewable.target_type == TargetType.POST) & (
        Reviewable.target_id.in_(held_posts())
    )
    old = select(Reviewable.id).where(
        Reviewable.status == ReviewStatus.CLOSED,
        Reviewable.closed_at < now - rules.EVIDENCE_LASTS,
        ~is_held,
    )
    gone = delete(Evidence).where(Evidence.reviewable_id.in_(old))
    return change_rows(gone)


def purge_demo(posts: list[int], members: list[int]) -> None:
    """Delete what is kept about demo posts; the log keeps that it happened."""
    cases = list(
        db.session.scalars(
            select(Reviewable.id).where(
                or_(
                    (Reviewable.target_type == TargetType.POST)
                    & Reviewable.target_id.in_(posts),
                    (Reviewable.target_type == TargetType.MEMBER)
                    & Reviewable.target_id.in_(members),
                    Reviewable.claimed_by.in_(members),
                )
            )
        )
    )
    cases += db.session.scalars(_about_decisions_in(cases)).all()
    decisions = select(Decision.id).where(Decision.reviewable_id.in_(cases))
    for table in (Statement, ModAction):
        db.session.execute(delete(table).where(table.decision_id.in_(decisions)))
    for other in (Flag, Evidence, Note, Decision):
        db.session.execute(delete(other).where(other.reviewable_id.in_(cases)))
    db.session.execute(delete(Reviewable).where(Reviewable.id.in_(cases)))


def _about_decisions_in(cases: list[int]) -> Select[int]:
    """Return the query for cases about how some cases were decided."""
    made = select(Decision.id).where(Decision.reviewable_id.in_(cases))
    return select(Reviewable.id).where(
        Reviewable.target_type == TargetType.DECISION, Reviewable.target_id.in_(made)
    )


def _redacted(
    table: type[Evidence | Flag | Note | Decision | Statement],
    name: str,
    about: ColumnElement[bool],
    wording: Wording,
) -> int:
    column = getattr(table, name)
    perhaps = or_(*(column.icontains(word, autoescape=True) for word in wording.clues))
    changed = 0
    for row in db.session.scalars(select(table).where(about, perhaps)):
        before: str = getattr(row, name)
        setattr(row, name, wording.removed_from(before))
        changed += getattr(row, name) != before
    return changed
