"""Telling members: rows in the transaction of what happened, mail from jobs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from forum.boards.models import Post, PostState
from forum.core.db import change_rows, db, insert_once
from forum.core.jobs import enqueue
from forum.mail.choices import Way
from forum.members.models import Member
from forum.notifications import queries, rules
from forum.notifications.models import (
    ActivityWish,
    Digest,
    Kind,
    Notification,
    QuietThread,
)

MAIL_POST = "mail about a post"
TELL_ALL = "tell of an announcement"
BATCH = 200


def tell_of_post(post: Post, now: datetime) -> None:
    """Tell whom a post concerns that became readable; mail follows if they wish.

    As many queries for one member as for a thousand.
    """
    found = queries.recipients(post)
    if not found:
        return
    rows = [
        {"member_id": member_id, "kind": kind, "post_id": post.id, "at": now}
        for member_id, kind in sorted(found.items())
    ]
    _add(rows)
    enqueue(MAIL_POST, {"post": post.id, "after": 0}, now + rules.DELAY)


def tell_of_edit(post: Post, now: datetime) -> None:
    """Tell whom an edit mentions that no earlier wording mentioned.

    What else became of the post is no news, nor is a mention of somebody told before.
    """
    is_edited = post.edited_at == now and post.state is PostState.PUBLISHED
    found = queries.newly_mentioned(post) if is_edited else ()
    if not found:
        return
    about = {"kind": Kind.MENTION, "post_id": post.id, "at": now}
    _add([{"member_id": member_id, **about} for member_id in found])
    enqueue(MAIL_POST, {"post": post.id, "after": 0}, now + rules.DELAY)


def tell(
    members: Iterable[int],
    kind: Kind,
    now: datetime,
    *,
    post_id: int | None = None,
    reference: int | None = None,
) -> None:
    """Tell members of something that is no new post of others."""
    about = {"kind": kind, "post_id": post_id, "reference": reference, "at": now}
    rows = [{"member_id": member_id, **about} for member_id in sorted(set(members))]
    if rows and reference is not None:
        _add_anew(rows)
    elif rows:
        _add(rows)


def tell_all(announcement_id: int, now: datetime) -> None:
    """Tell every active member of an announcement, each once."""
    if not queries.is_in_force(announcement_id):
        return
    told = exists().where(
        Notification.member_id == Member.id,
        Notification.kind == Kind.ANNOUNCEMENT,
        Notification.reference == announcement_id,
    )
    active = select(
        Member.id,
        literal(Kind.ANNOUNCEMENT, Notification.kind.type),
        literal(announcement_id),
        literal(now, Notification.at.type),
    ).where(Member.deactivated_at.is_(None), Member.is_former.is_(False), ~told)
    columns = ["member_id", "kind", "reference", "at"]
    db.session.execute(insert(Notification).from_select(columns, active))


def hand_out(post_id: int, after: int, now: datetime) -> None:
    """Put the mail about a post in line for the next members it concerns."""
    due = queries.due_mail(post_id, after, BATCH)
    for one in due:
        told = {"letter": f"told_{one.kind}", "notification": one.id}
        enqueue("mail", {**told, "member": one.member_id}, now)
    if len(due) == BATCH:
        last = due[-1].id
        again = {"post": post_id, "after": last}
        enqueue(MAIL_POST, again, now, once=f"{MAIL_POST} {post_id} {last}")


def note_mailed(notifications: Iterable[int], now: datetime) -> None:
    """Note that members were told by mail."""
    db.session.execute(
        update(Notification)
        .where(Notification.id.in_(list(notifications)))
        .values(mailed_at=now)
    )


def mark_read(member_id: int, up_to: int, now: datetime) -> int:
    """Mark all as read that a member has seen on the page; return how many."""
    return change_rows(
        update(Notification)
        .where(
            Notification.member_id == member_id,
            Notification.read_at.is_(None),
            Notification.id <= up_to,
        )
        .values(read_at=now)
    )


def quiet(member_id: int, thread_id: int, now: datetime) -> None:
    """Send a member no more mail about a thread, as they asked."""
    row = {"member_id": member_id, "thread_id": thread_id, "since": now}
    insert_once(QuietThread, row)


def unquiet(member_id: int, thread_id: int) -> None:
    """Let a member get mail about a thread again, as they asked."""
    db.session.execute(
        delete(QuietThread).where(
            QuietThread.member_id == member_id, QuietThread.thread_id == thread_id
        )
    )


def keep_wish(
    member_id: int, *, links_only: bool, weekday: int, hour: int, now: datetime
) -> None:
    """Keep how a member wants their mail to look, and when the digest comes."""
    said: dict[str, Any] = {"links_only": links_only, "weekday": weekday, "hour": hour}
    row = {"member_id": member_id, "changed_at": now, **said}
    if insert_once(ActivityWish, row):
        return
    wish = db.session.get_one(ActivityWish, member_id, populate_existing=True)
    if (wish.weekday, wish.hour) != (weekday, hour):
        wish.changed_at = now
    wish.links_only, wish.weekday, wish.hour = links_only, weekday, hour


def plan_digest(one: queries.Candidate, now: datetime, day: datetime) -> bool:
    """Put a member's digest of a day in line, once; say whether that is new."""
    period = rules.WEEK if one.way is Way.WEEKLY else rules.DAY
    since = max(one.last or now - period, now - 2 * period)
    row = {"member_id": one.member_id, "day": day.date(), "since": since, "until": now}
    if not insert_once(Digest, row):
        return False
    made = select(func.max(Digest.id)).where(Digest.member_id == one.member_id)
    told = {"letter": "digest", "member": one.member_id}
    enqueue("mail", {**told, "digest": db.session.scalar(made)}, now)
    return True


def forget(now: datetime) -> int:
    """Delete notifications, and notes about digests, that are past their time."""
    old = now - rules.LASTS
    db.session.execute(delete(Digest).where(Digest.until < old))
    return change_rows(delete(Notification).where(Notification.at < old))


def _add(rows: list[dict[str, Any]]) -> None:
    """Add notifications, but for those of which a member was told before."""
    db.session.execute(_into().on_conflict_do_nothing(), rows)


def _add_anew(rows: list[dict[str, Any]]) -> None:
    """Add notifications; what a member was told before is news again."""
    added = _into()
    same = ["member_id", "kind", "reference"]
    news = {"at": added.excluded.at, "read_at": None}
    db.session.execute(
        added.on_conflict_do_update(index_elements=same, set_=news), rows
    )


def _into() -> sqlite.Insert | postgresql.Insert:
    """Return the insertion that can say what to do with what is there already."""
    if db.engine.dialect.name == "sqlite":
        return sqlite.insert(Notification)
    return postgresql.insert(Notification)
