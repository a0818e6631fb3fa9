"""What is asked about notices: which posts they mean, where they stand."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import Select, select

from forum.boards.models import Post, PostState, Thread
from forum.core.answers import NotFound
from forum.core.db import KEY_MAX, db
from forum.core.keys import Keys
from forum.images import queries as images
from forum.members.models import Member, Role
from forum.rights.news import Rows
from forum.rights.queries.copies import plainly
from moderation import rules as case_rules
from moderation.models import (
    ActionKind,
    Decision,
    ModAction,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)
from moderation.notices import rules
from moderation.notices.models import AccountLock, Notice, NoticeCase, NoticeKind
from moderation.notices.rules import Place
from moderation.pages import Asked

LABELS = {
    NoticeKind.FLAG: "A report without an account",
    NoticeKind.PRIVACY: "A privacy request",
    NoticeKind.TAKE_IT_DOWN: "A request to take down an intimate picture",
    NoticeKind.COPYRIGHT: "A copyright notice",
    NoticeKind.COUNTER_NOTICE: "A counter-notice",
}
RELATIONS = {
    "self": "for themselves",
    "child": "for their child",
    "other": "for somebody who asked them to",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of one post that a notice names."""

    post_id: int
    is_open: bool
    is_shown: bool
    was_acted_on: bool


@dataclass(frozen=True, slots=True)
class Status:
    """Where a notice stands, for whoever sent it."""

    reference: str
    what: str
    kind: NoticeKind
    received_at: datetime
    closed_at: datetime | None
    posts: tuple[Standing, ...]


def posts_at(places: Iterable[Place]) -> list[int | None]:
    """Return the post at each place, None where there is none. A few queries."""
    wanted = list(places)
    threads = {one.thread_id for one in wanted if one.thread_id}
    by_thread = _opening_posts({key for key in threads if key <= KEY_MAX})
    by_file = images.posts_of_files({one.file for one in wanted if one.file})
    keys = [
        one.post_id or by_thread.get(one.thread_id or 0) or by_file.get(one.file)
        for one in wanted
    ]
    there = select(Post.id).where(
        Post.id.in_([key for key in keys if key and key <= KEY_MAX]),
        Post.state != PostState.WITHDRAWN,
    )
    known = set(db.session.scalars(there))
    return [key if key in known else None for key in keys]


def may_show_pictures(post_ids: Collection[int]) -> set[int]:
    """Return those of some posts that have a picture or lead to one. Two queries."""
    linking = select(Post.id).where(
        Post.id.in_(post_ids), Post.html.contains("<a ", autoescape=True)
    )
    return images.posts_with_any(post_ids) | set(db.session.scalars(linking))


def asked_about(reviewable_id: int, moderator: Member) -> tuple[Asked, ...]:
    """Return what was asked about a case; contacts to administrators only."""
    rows = db.session.scalars(_of_case(reviewable_id).order_by(Notice.id))
    return tuple(_asked(row, moderator) for row in rows)


def key_of(reference: str) -> str:
    """Return the second half of the link to a notice, which nobody can guess."""
    keys: Keys = current_app.extensions["keys"]
    return keys.mac("notice", reference)


def status(reference: str, key: str) -> Status:
    """Return where a notice stands, to whoever has its link. Two queries."""
    notice = db.session.scalar(select(Notice).where(Notice.reference == reference))
    if notice is None or key != key_of(reference):
        raise NotFound
    return Status(
        notice.reference,
        LABELS[notice.kind],
        notice.kind,
        notice.received_at,
        notice.closed_at,
        standing_of(notice.id),
    )


def standing_of(notice_id: int) -> tuple[Standing, ...]:
    """Return what became of each post that a notice names. Two queries."""
    rows = db.session.execute(
        select(Reviewable.id, Reviewable.status, Post.id, Post.state)
        .join(NoticeCase, NoticeCase.reviewable_id == Reviewable.id)
        .join(Post, Post.id == Reviewable.target_id)
        .where(
            NoticeCase.notice_id == notice_id,
            Reviewable.target_type == TargetType.POST,
        )
        .order_by(Reviewable.id)
    ).all()
    acted = _acted_on([row[0] for row in rows])
    by_post: dict[int, Standing] = {}
    for key, status, post_id, state in rows:
        is_open, is_shown = status is ReviewStatus.OPEN, state is PostState.PUBLISHED
        by_post[post_id] = Standing(post_id, is_open, is_shown, key in acted)
    return tuple(by_post.values())


def removed_for_copyright(post_id: int, member: Member) -> int:
    """Return the case by which a member's post was removed for a copyright.

    Only while whoever complained can still be told. One query.
    """
    found = db.session.scalar(
        select(Reviewable.id)
        .join(Post, Post.id == Reviewable.target_id)
        .join(NoticeCase, NoticeCase.reviewable_id == Reviewable.id)
        .join(Notice, Notice.id == NoticeCase.notice_id)
        .where(
            Reviewable.target_type == TargetType.POST,
            Reviewable.target_id == post_id,
            Reviewable.kind == ReviewableKind.COPYRIGHT,
            Reviewable.status == ReviewStatus.CLOSED,
            Post.state == PostState.REMOVED,
            Post.author_id == member.id,
            Notice.email.is_not(None),
        )
        .order_by(Reviewable.id.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound
    return found


def has_open_counter_notice(post_id: int) -> bool:
    """Say whether a counter-notice about a post already runs. One query."""
    running = select(Reviewable.id).where(
        Reviewable.kind == ReviewableKind.COUNTER_NOTICE,
        Reviewable.target_type == TargetType.POST,
        Reviewable.target_id == post_id,
        Reviewable.status == ReviewStatus.OPEN,
    )
    return db.session.scalar(running) is not None


def filed_by(member_id: int) -> Rows:
    """Return the counter-notices of a member, for the copy of their data. One query."""
    theirs = select(Notice).where(Notice.member_id == member_id).order_by(Notice.id)
    return [
        {
            "number": row.reference,
            "kind": str(row.kind),
            "name": row.name,
            "email": row.email,
            "telephone": row.phone,
            "address": row.postal,
            "words": row.words,
            "received_at": plainly(row.received_at),
            "closed_at": plainly(row.closed_at),
        }
        for row in db.session.scalars(theirs)
    ]


def was_found_old_enough(member_id: int) -> bool:
    """Say whether a moderator once opened a member's locked account again."""
    ended = select(AccountLock.id).where(
        AccountLock.member_id == member_id, AccountLock.ended_at.is_not(None)
    )
    return db.session.scalar(ended.limit(1)) is not None


def notices_of(reviewable_id: int) -> list[Notice]:
    """Return the notices that a case belongs to. One query."""
    return list(db.session.scalars(_of_case(reviewable_id)))


def complaint_behind(counter_id: int) -> Notice | None:
    """Return the newest copyright notice about the post of a counter-notice."""
    about = (
        select(Reviewable.target_id)
        .join(NoticeCase, NoticeCase.reviewable_id == Reviewable.id)
        .where(NoticeCase.notice_id == counter_id)
    )
    return db.session.scalar(
        select(Notice)
        .join(NoticeCase, NoticeCase.notice_id == Notice.id)
        .join(Reviewable, Reviewable.id == NoticeCase.reviewable_id)
        .where(
            Reviewable.kind == ReviewableKind.COPYRIGHT,
            Reviewable.target_id.in_(about),
            Notice.email.is_not(None),
        )
        .order_by(Notice.id.desc())
        .limit(1)
    )


def has_open_case(notice_id: int) -> bool:
    """Say whether something of a notice is still to be decided. One query."""
    waiting = (
        select(Reviewable.id)
        .join(NoticeCase, NoticeCase.reviewable_id == Reviewable.id)
        .where(
            NoticeCase.notice_id == notice_id, Reviewable.status == ReviewStatus.OPEN
        )
    )
    return db.session.scalar(waiting.limit(1)) is not None


def open_lock(reviewable_id: int) -> AccountLock | None:
    """Return the lock of an account that a case holds. One query."""
    held = select(AccountLock).where(
        AccountLock.reviewable_id == reviewable_id, AccountLock.ended_at.is_(None)
    )
    return db.session.scalar(held)


def erases_account(decision: Decision) -> bool:
    """Say whether a decision erases an account. One query."""
    did = select(ModAction.id).where(
        ModAction.decision_id == decision.id,
        ModAction.kind == ActionKind.ERASE_ACCOUNT,
    )
    return db.session.scalar(did) is not None


def past_holds(before: datetime) -> list[int]:
    """Return posts whose restricted case was closed before a time. One query."""
    return list(
        db.session.scalars(
            select(Reviewable.target_id).where(
                Reviewable.kind == ReviewableKind.RESTRICTED_HOLD,
                Reviewable.target_type == TargetType.POST,
                Reviewable.closed_at < before,
            )
        )
    )


def staff_for(kind: ReviewableKind) -> list[int]:
    """Return who may open cases of a kind and is active. One query."""
    active = select(Member).where(
        Member.role != Role.MEMBER, Member.deactivated_at.is_(None)
    )
    people = db.session.scalars(active.order_by(Member.id))
    return [one.id for one in people if case_rules.may_open(one, kind)]


def _opening_posts(thread_ids: Collection[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(Thread.id, Post.id)
        .join(Post, Post.thread_id == Thread.id)
        .where(Thread.id.in_(thread_ids), Post.number == 1)
    )
    return {row[0]: row[1] for row in rows}


def _of_case(reviewable_id: int) -> Select[Notice]:
    return (
        select(Notice)
        .join(NoticeCase, NoticeCase.notice_id == Notice.id)
        .where(NoticeCase.reviewable_id == reviewable_id)
    )


def _acted_on(cases: list[int]) -> set[int]:
    """Return the cases whose decisions took something away."""
    took = (ActionKind.REDACT, ActionKind.REMOVE, ActionKind.REMOVE_THREAD)
    rows = (
        select(Decision.reviewable_id)
        .join(ModAction, ModAction.decision_id == Decision.id)
        .where(
            Decision.reviewable_id.in_(cases),
            ModAction.kind.in_((*took, ActionKind.HIDE_UNTIL_EDITED)),
        )
    )
    return set(db.session.scalars(rows))


def _asked(row: Notice, moderator: Member) -> Asked:
    details = []
    if row.relation is not None:
        details.append(("Asks", RELATIONS[row.relation]))
    if row.sworn:
        details.append(("States", row.sworn.replace("_", " ").replace(",", ", ")))
    if moderator.is_administrator or row.kind in rules.KEEPS_WORDS:
        known = (
            ("Name", row.name),
            ("Signed", row.signature),
            ("Email", row.email),
            ("Telephone", row.phone),
            ("Address", row.postal),
        )
        details += [(label, said) for label, said in known if said]
    return Asked(
        row.reference,
        LABELS[row.kind],
        row.words or "",
        tuple(details),
        row.received_at,
    )
