"""Taking in a notice: kept, brought into the queue, and heeded at once if it must."""

import secrets
from collections.abc import Collection
from datetime import datetime

from forum.boards import actions as boards
from forum.boards.models import Post, PostState
from forum.core.db import db
from forum.core.jobs import enqueue
from forum.images import actions as images
from forum.images.queries import posts_with_copies
from moderation import actions as cases
from moderation.actions import Act
from moderation.models import FlagReason, Reviewable, ReviewableKind
from moderation.notices import rules
from moderation.notices.filed import Filed
from moderation.notices.models import Notice, NoticeCase, NoticeKind

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUP = 4
ALARM = "alarm about a case"
HIDDEN = "Hidden until a moderator has looked at a request."
CASES = {
    NoticeKind.PRIVACY: ReviewableKind.PRIVACY_REQUEST,
    NoticeKind.TAKE_IT_DOWN: ReviewableKind.TAKE_IT_DOWN,
    NoticeKind.COPYRIGHT: ReviewableKind.COPYRIGHT,
}


def file_notice(filed: Filed, post_ids: Collection[int], now: datetime) -> Notice:
    """Keep a notice, with a case for each post; an intimate picture hides at once."""
    notice = keep(filed, now)
    named = set(post_ids)
    if filed.kind is NoticeKind.TAKE_IT_DOWN:
        named |= posts_with_copies(named)
    for post_id in sorted(named):
        post = cases.held_post(post_id)
        item = cases.open_case(CASES[filed.kind], post, now)
        attach(notice, item, now)
        if filed.kind is NoticeKind.TAKE_IT_DOWN:
            hide(post, item, now)
    return notice


def file_flag(
    filed: Filed, post_id: int, reason: FlagReason, note: str, now: datetime
) -> Notice:
    """Keep a report by somebody without an account."""
    notice = keep(filed, now)
    item = cases.flag_by_guest(post_id, reason, note, now)
    attach(notice, item, now)
    return notice


def keep(filed: Filed, now: datetime, member_id: int | None = None) -> Notice:
    """Write down a notice under a number of its own, and confirm it by mail."""
    first, second = (
        "".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(2)
    )
    notice = Notice(
        reference=f"{first}-{second}",
        kind=filed.kind,
        relation=filed.relation,
        name=filed.name or None,
        email=filed.email or None,
        phone=filed.phone or None,
        postal=filed.postal or None,
        signature=filed.signature or None,
        words=filed.words or None,
        sworn=",".join(filed.sworn),
        member_id=member_id,
        received_at=now,
    )
    db.session.add(notice)
    db.session.flush()
    if notice.email:
        enqueue("mail", {"letter": "notice_received", "notice": notice.id}, now)
    return notice


def attach(notice: Notice, item: Reviewable, now: datetime) -> None:
    """Let a case answer a notice, and log that it came in."""
    db.session.add(NoticeCase(notice_id=notice.id, reviewable_id=item.id))
    db.session.flush()
    details = {"kind": notice.kind}
    act = Act("notice", str(item.target_type), item.target_id, item.id, details=details)
    cases.record(None, act, now)


def hide(post: Post, item: Reviewable, now: datetime) -> None:
    """Hide a post before anybody has decided, block its pictures, wake the staff."""
    images.block([post.id], now)
    if post.state is PostState.PUBLISHED:
        boards.change_state(post.id, PostState.HIDDEN, HIDDEN, now)
        cases.record(None, Act("hide_at_once", "post", post.id, item.id), now)
    if item.opened_at == now:
        enqueue(ALARM, {"case": item.id}, now)
        enqueue(ALARM, {"case": item.id}, now + rules.ALARM_AFTER)
