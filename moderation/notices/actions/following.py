"""What follows at once from some reports, and what follows from decisions."""

from datetime import datetime

from forum.boards.models import Post, PostState
from forum.core.db import db, locked
from forum.core.jobs import enqueue
from forum.images import actions as images
from forum.members import actions as members
from forum.members.models import Member
from forum.rights.queries import open_erasure
from moderation import actions as cases
from moderation.actions import Act
from moderation.models import (
    Decision,
    Flag,
    FlagReason,
    Reviewable,
    ReviewableKind,
    TargetType,
)
from moderation.notices import queries, rules
from moderation.notices.actions.filing import hide
from moderation.notices.models import AccountLock, NoticeKind
from moderation.rules import is_new


def follow_flag(item: Reviewable, flag: Flag, author_id: int) -> None:
    """Lock the account of somebody who may be a child; seal what may show abuse."""
    if flag.reason is FlagReason.UNDER_13:
        _lock(item, flag, author_id)
    if (
        flag.reason is FlagReason.ABUSE_OF_MINORS
        and item.target_type is TargetType.POST
    ):
        _seal(item, flag.created_at)


def follow_decision(item: Reviewable, decision: Decision, now: datetime) -> None:
    """Open what a request closed if it was not right, and answer who asked."""
    _end_lock(item, decision, now)
    if item.target_type is TargetType.POST:
        _let_go(item)
    for notice in queries.notices_of(item.id):
        if queries.has_open_case(notice.id):
            continue
        notice.closed_at = now
        if notice.email and notice.kind is not NoticeKind.COUNTER_NOTICE:
            enqueue("mail", {"letter": "notice_decided", "notice": notice.id}, now)
    db.session.flush()


def _lock(item: Reviewable, flag: Flag, author_id: int) -> None:
    author, now = locked(Member, author_id), flag.created_at
    reporter = db.session.get(Member, flag.reporter_id) if flag.reporter_id else None
    is_known = reporter is not None and not is_new(reporter, now)
    cleared = queries.was_found_old_enough(author_id)
    if not rules.may_lock(author, cleared, is_known):
        return
    db.session.add(
        AccountLock(reviewable_id=item.id, member_id=author_id, locked_at=now)
    )
    members.deactivate(author_id, now, by_registry=True)
    cases.record(None, Act("lock_account", "member", author_id, item.id), now)
    enqueue("mail", {"letter": "account_locked", "member": author_id}, now)


def _end_lock(item: Reviewable, decision: Decision, now: datetime) -> None:
    """Open an account again unless the decision erases it."""
    lock = queries.open_lock(item.id)
    if lock is None or lock.member_id is None:
        return
    lock.ended_at = now
    erasure = open_erasure(lock.member_id)
    leaves = erasure is not None and erasure.begun_at is not None
    if queries.erases_account(decision) or leaves:
        return
    members.reactivate(lock.member_id, now, by_registry=True)
    cases.record(None, Act("open_account", "member", lock.member_id, item.id), now)


def _seal(item: Reviewable, now: datetime) -> None:
    """Let nobody see the pictures, staff neither; hide a post that has any."""
    post = cases.held_post(item.target_id)
    if images.seal(post.id):
        cases.record(None, Act("seal", "post", post.id, item.id), now)
    if queries.may_show_pictures([post.id]):
        hide(post, item, now)


def _let_go(item: Reviewable) -> None:
    """Unseal and unblock pictures of a post that was found to be in order."""
    if item.kind not in {ReviewableKind.TAKE_IT_DOWN, ReviewableKind.RESTRICTED_HOLD}:
        return
    post = db.session.get_one(Post, item.target_id)
    if post.state is PostState.PUBLISHED:
        images.unseal(post.id)
        images.unblock(post.id)
