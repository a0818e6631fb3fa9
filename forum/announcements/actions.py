"""What is done with announcements."""

from dataclasses import dataclass
from datetime import date, datetime

from forum.announcements import queries, rules
from forum.announcements.models import (
    Announcement,
    AnnouncementCopy,
    AnnouncementDismissal,
    AnnouncementStep,
    Purpose,
    State,
    Step,
)
from forum.announcements.news import approved
from forum.core.answers import require
from forum.core.db import db, insert_once, locked
from forum.core.jobs import enqueue
from forum.members.models import Member
from forum.members.news import StaffDeed, staff_deeds

HAND_OUT = "hand out an announcement"
BATCH = 200


@dataclass(frozen=True, slots=True)
class Words:
    """What an administrator wrote, checked."""

    purpose: Purpose
    title: str
    body: str
    html: str
    ends_at: datetime
    is_mailed: bool
    hands_over_on: date | None = None
    hands_over_to: str | None = None
    starts_at: datetime | None = None


def write(by: int, words: Words, now: datetime, *, no_promotion: bool) -> Announcement:
    """Keep an announcement until another administrator has read it."""
    row = Announcement(
        purpose=words.purpose,
        title=words.title,
        body=words.body,
        html=words.html,
        is_mailed=words.is_mailed,
        starts_at=words.starts_at,
        ends_at=words.ends_at,
        hands_over_on=words.hands_over_on,
        hands_over_to=words.hands_over_to,
        written_by=by,
        written_at=now,
        state=State.WAITING,
    )
    db.session.add(row)
    db.session.flush()
    _note(row.id, by, Step.WRITTEN, now, no_promotion=no_promotion)
    return row


def approve(
    announcement_id: int,
    by: int,
    now: datetime,
    *,
    no_promotion: bool,
    has_postal_address: bool,
) -> None:
    """Put an announcement on the first page and in the mail."""
    row = locked(Announcement, announcement_id)
    lately = queries.promotion_lately(now)
    require(
        rules.may_approve(
            row, by, lately, now.date(), has_postal_address=has_postal_address
        )
    )
    row.state, row.approved_at = State.APPROVED, now
    _note(row.id, by, Step.APPROVED, now, no_promotion=no_promotion)
    if row.is_mailed:
        _hand_on(row.id, 0, max(now, row.starts_at or now))
    for tell in approved:
        tell(row, now)


def withdraw(announcement_id: int, by: int, now: datetime) -> None:
    """Take an announcement back; copies that wait are not sent any more."""
    row = locked(Announcement, announcement_id)
    require(rules.may_withdraw(row, now))
    row.state = State.WITHDRAWN
    _note(row.id, by, Step.WITHDRAWN, now, no_promotion=False)


def dismiss(announcement_id: int, member_id: int) -> None:
    """Take an announcement away for a member; twice does no harm."""
    require(rules.may_dismiss(queries.announcement(announcement_id)))
    key = {"announcement_id": announcement_id, "member_id": member_id}
    insert_once(AnnouncementDismissal, key)


def hand_out(announcement_id: int, after: int, now: datetime) -> None:
    """Put the next members' copies in line, each once however often this runs."""
    row = db.session.get(Announcement, announcement_id)
    if row is None or row.state is not State.APPROVED:
        return
    members = queries.next_members(row.purpose, after, BATCH)
    for member_id in members:
        key = {"announcement_id": row.id, "member_id": member_id}
        if insert_once(AnnouncementCopy, key):
            letter = f"announced_{row.purpose}"
            told = {"letter": letter, "announcement": row.id, "member": member_id}
            enqueue("mail", told, now)
    if len(members) == BATCH:
        _hand_on(row.id, members[-1], now)


def _hand_on(announcement_id: int, after: int, now: datetime) -> None:
    told = {"announcement": announcement_id, "after": after}
    enqueue(HAND_OUT, told, now, once=f"{HAND_OUT} {announcement_id} {after}")


def _note(
    announcement_id: int, by: int, step: Step, now: datetime, *, no_promotion: bool
) -> None:
    db.session.add(
        AnnouncementStep(
            announcement_id=announcement_id,
            member_id=by,
            step=step,
            no_promotion=no_promotion,
            at=now,
        )
    )
    deed = StaffDeed(
        f"announcement_{step}",
        "announcement",
        announcement_id,
        {"no_promotion": no_promotion},
    )
    for tell in staff_deeds:
        tell(db.session.get_one(Member, by), deed, now)
