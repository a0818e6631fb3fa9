"""Bringing something before the moderators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from forum.boards.models import Post, PostState, Revision, Thread
from forum.core.answers import NotFound, Refused, require
from forum.core.db import db, locked
from forum.members.models import Member
from forum.members.permissions import Permission, let
from moderation import rules
from moderation.actions.auditing import Act, record
from moderation.actions.bad_faith import require_right
from moderation.actions.raising import (
    Said,
    flags_today,
    open_flag,
    raise_flag,
    take_out,
)
from moderation.models import (
    ActionKind,
    Decision,
    Evidence,
    Flag,
    FlagReason,
    FlagStatus,
    ModAction,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)
from moderation.news import flagged
from moderation.queries.flags import judged_flags


@dataclass(frozen=True, slots=True)
class Flagged:
    """The moderators will look at it; or had this member's flag already."""

    reviewable: Reviewable
    is_new: bool
    rests_until: datetime | None = None
    """Until when reports of this member hide nothing."""
    is_hidden: bool = False
    """Whether the post is hidden by now, so that its reporter does not see it."""
    was_reviewed: bool = False
    """Whether this wording was found to be within the rules; nothing is opened."""


def flag(
    reporter: Member,
    post_id: int,
    reason: FlagReason,
    note: str,
    now: datetime,
    *,
    hides_now: bool = False,
) -> Flagged:
    """Ask moderators to look at a post; several flags make one case.

    What was found to be within the rules is looked at again once it is edited, or
    for another reason. What cannot wait takes the place of an open one.
    """
    post = held_post(post_id)
    require_right(reporter, now)
    require(rules.may_flag(reporter, post, flags_today(reporter, now), now))
    thread = db.session.get_one(Thread, post.thread_id)
    require(let(reporter, Permission.FLAG, thread.board_id))
    tends = bool(rules.may_tend(reporter, thread.board_id))
    standing = open_flag(reporter, TargetType.POST, post.id)
    if standing and not rules.replaces(reason, standing.reason):
        item = db.session.get_one(Reviewable, standing.reviewable_id)
        return Flagged(item, is_new=False)
    if not tends and (done := _reviewed(post, reason)):
        return Flagged(done, is_new=False, was_reviewed=True)
    if standing:
        take_out(reporter, standing, locked(Reviewable, standing.reviewable_id), now)
    rests_until = rules.rests_until(judged_flags(reporter.id), now)
    item = open_case(_kind_for(reason), post, now)
    said = Said(reason, note, hides_now and tends, counts=rests_until is None)
    _attach(item, post, reporter, said, now)
    is_hidden = post.state is not PostState.PUBLISHED
    return Flagged(item, True, rests_until, is_hidden)


def withdraw_flag(reporter: Member, flag_id: int, now: datetime) -> None:
    """Take a report back as long as it is not decided; its case stays open."""
    row = db.session.get(Flag, flag_id)
    if row is None or row.reporter_id != reporter.id:
        raise NotFound
    item = locked(Reviewable, row.reviewable_id)
    row = locked(Flag, flag_id)
    if row.status is not FlagStatus.OPEN:
        raise Refused("This was decided already. You find the outcome in your reports.")
    take_out(reporter, row, item, now)


def note_flags_seen(reporter: Member, now: datetime) -> None:
    """Note that somebody read what came of their reports."""
    mine = (Flag.reporter_id == reporter.id) & Flag.closed_at.is_not(None)
    unseen = update(Flag).where(mine, Flag.seen_at.is_(None))
    db.session.execute(unseen.values(seen_at=now))


def flag_by_guest(
    post_id: int, reason: FlagReason, note: str, now: datetime
) -> Reviewable:
    """Ask moderators to look at a post for somebody without an account."""
    post = held_post(post_id)
    require(rules.may_be_flagged(post))
    item = open_case(_kind_for(reason), post, now)
    _attach(item, post, None, Said(reason, note), now)
    return item


def open_for_staff(moderator: Member, post_id: int, now: datetime) -> Reviewable:
    """Open a case about a post at a moderator's own wish, to decide at once."""
    post = held_post(post_id)
    thread = db.session.get_one(Thread, post.thread_id)
    require(rules.may_tend(moderator, thread.board_id))
    kind = ReviewableKind.FLAGGED_POST
    if post.state is PostState.HELD:
        kind = ReviewableKind.HELD_POST
    if standing := _standing(kind, post):
        return standing
    item = open_case(kind, post, now)
    if kind is ReviewableKind.FLAGGED_POST and not open_flag(
        moderator, TargetType.POST, post.id
    ):
        _attach(item, post, moderator, Said(FlagReason.OTHER), now)
    return item


def open_held(post: Post, now: datetime) -> None:
    """Put a post that waits for a moderator into the queue, new or edited."""
    if post.state not in {PostState.HELD, PostState.HIDDEN}:
        return
    item = open_case(ReviewableKind.HELD_POST, post, now)
    record(None, Act("hold", "post", post.id, item.id), now)


def open_edited(post: Post, now: datetime) -> None:
    """Put a post back into the queue once its author edited it as asked."""
    if post.state is not PostState.HIDDEN or post.edited_at != now:
        return
    asked = (
        select(Decision.id)
        .join(ModAction, ModAction.decision_id == Decision.id)
        .where(
            ModAction.kind == ActionKind.HIDE_UNTIL_EDITED,
            ModAction.target_type == TargetType.POST,
            ModAction.target_id == post.id,
            Decision.revision < post.revision,
        )
    )
    if db.session.scalar(asked.limit(1)) is not None:
        item = open_case(ReviewableKind.HELD_POST, post, now)
        record(None, Act("edited", "post", post.id, item.id), now)


def held_post(post_id: int) -> Post:
    """Hold a post and its thread, in the order everybody does."""
    known = db.session.get(Post, post_id)
    if known is None:
        raise NotFound
    locked(Thread, known.thread_id)
    return locked(Post, post_id)


def open_case(kind: ReviewableKind, post: Post, now: datetime) -> Reviewable:
    """Return the open case of a kind about a post, made if need be; keep the words."""
    item = _standing(kind, post)
    if item is None:
        thread = db.session.get_one(Thread, post.thread_id)
        item = Reviewable(
            kind=kind,
            target_type=TargetType.POST,
            target_id=post.id,
            board_id=thread.board_id,
            weight=rules.KIND_WEIGHTS.get(kind, rules.HELD_WEIGHT),
            opened_at=now,
        )
        db.session.add(item)
        db.session.flush()
    _keep_evidence(item, post, now)
    return item


def _standing(kind: ReviewableKind, post: Post) -> Reviewable | None:
    return db.session.scalar(
        select(Reviewable).where(
            Reviewable.kind == kind,
            Reviewable.target_type == TargetType.POST,
            Reviewable.target_id == post.id,
            Reviewable.status == ReviewStatus.OPEN,
        )
    )


def _attach(
    item: Reviewable,
    post: Post,
    reporter: Member | None,
    said: Said,
    now: datetime,
) -> None:
    flag = raise_flag(item, reporter, said, now, revision=post.revision)
    for tell in flagged:
        tell(item, flag, post.author_id)


def _reviewed(post: Post, reason: FlagReason) -> Reviewable | None:
    """Return the case in which this wording was found to be within the rules."""
    closed = select(Reviewable).join(Flag, Flag.reviewable_id == Reviewable.id)
    found = closed.where(
        Flag.target_type == TargetType.POST,
        Flag.target_id == post.id,
        Flag.reason == reason,
        Flag.revision == post.revision,
        Flag.status == FlagStatus.DISMISSED,
    )
    return db.session.scalar(found.limit(1))


def _kind_for(reason: FlagReason) -> ReviewableKind:
    if reason is FlagReason.ABUSE_OF_MINORS:
        return ReviewableKind.RESTRICTED_HOLD
    return ReviewableKind.FLAGGED_POST


def _keep_evidence(item: Reviewable, post: Post, now: datetime) -> None:
    """Keep the wording as it is now, once for each wording."""
    kept = select(Evidence.id).where(
        Evidence.reviewable_id == item.id, Evidence.revision == post.revision
    )
    if db.session.scalar(kept) is not None:
        return
    revision = db.session.scalars(
        select(Revision).where(
            Revision.post_id == post.id, Revision.number == post.revision
        )
    ).one()
    db.session.add(
        Evidence(
            reviewable_id=item.id,
            revision=post.revision,
            title=revision.title or "",
            content=revision.body,
            captured_at=now,
        )
    )
