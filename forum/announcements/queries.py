"""What is asked about announcements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select

from forum.announcements.models import (
    Announcement,
    AnnouncementCopy,
    AnnouncementDismissal,
    AnnouncementStep,
    Purpose,
    State,
)
from forum.announcements.rules import HAND_OVER_NOTICE, YEAR
from forum.core.answers import NotFound
from forum.core.db import db
from forum.mail.choices import choice_named
from forum.mail.queries import wants
from forum.mail.rules import PROMOTION_WITHIN
from forum.members.models import Member

SHOWN_MAX = 100


@dataclass(frozen=True, slots=True)
class Done:
    """A step somebody took, as administrators read it."""

    step: str
    by: str
    at: datetime
    no_promotion: bool


def in_force(now: datetime, member_id: int | None = None) -> Sequence[Announcement]:
    """Return what stands on the first page now, newest first. One query.

    What a member dismissed is left out for them.
    """
    stands = _standing(now).where(
        Announcement.purpose.in_((Purpose.SERVICE, Purpose.COMMUNITY))
    )
    if member_id is not None:
        stands = stands.where(
            ~exists().where(
                AnnouncementDismissal.announcement_id == Announcement.id,
                AnnouncementDismissal.member_id == member_id,
            )
        )
    return db.session.scalars(stands.order_by(Announcement.id.desc())).all()


def about_service(now: datetime) -> Sequence[Announcement]:
    """Return what every page names, also what begins soon. One query.

    That the forum is handed over is said there in words of its own.
    """
    told = select(Announcement).where(
        Announcement.state == State.APPROVED,
        Announcement.ends_at > now,
        Announcement.purpose == Purpose.SERVICE,
        Announcement.hands_over_on.is_(None),
    )
    return db.session.scalars(told.order_by(Announcement.id.desc())).all()


def _standing(now: datetime) -> Select[Announcement]:
    return select(Announcement).where(
        Announcement.state == State.APPROVED,
        Announcement.ends_at > now,
        or_(Announcement.starts_at.is_(None), Announcement.starts_at <= now),
    )


def handing_over(now: datetime) -> Announcement | None:
    """Return what says that the forum is handed over, until that day. One query."""
    told = select(Announcement).where(
        Announcement.state == State.APPROVED,
        Announcement.hands_over_on.is_not(None),
        Announcement.ends_at > now,
    )
    return db.session.scalars(told.order_by(Announcement.id.desc()).limit(1)).first()


def was_told(now: datetime) -> bool:
    """Say whether members know long enough that the forum is handed over."""
    told = select(Announcement.id).where(
        Announcement.state == State.APPROVED,
        Announcement.hands_over_on.is_not(None),
        Announcement.approved_at <= now - HAND_OVER_NOTICE,
    )
    return db.session.scalar(told.limit(1)) is not None


def every() -> Sequence[Announcement]:
    """Return the newest announcements, for administrators."""
    newest = select(Announcement).order_by(Announcement.id.desc())
    return db.session.scalars(newest.limit(SHOWN_MAX)).all()


def announcement(announcement_id: int) -> Announcement:
    """Return an announcement."""
    found = db.session.get(Announcement, announcement_id)
    if found is None:
        raise NotFound
    return found


def steps(announcement_id: int) -> list[Done]:
    """Return who did what with an announcement, first things first."""
    rows = db.session.execute(
        select(AnnouncementStep, Member.handle)
        .outerjoin(Member, Member.id == AnnouncementStep.member_id)
        .where(AnnouncementStep.announcement_id == announcement_id)
        .order_by(AnnouncementStep.id)
    )
    return [
        Done(str(row.step), handle or "somebody who left", row.at, row.no_promotion)
        for row, handle in rows
    ]


def copies(announcement_id: int) -> int:
    """Return how many members have their copy, or will get it."""
    counted = select(func.count()).where(
        AnnouncementCopy.announcement_id == announcement_id
    )
    return db.session.scalar(counted) or 0


def service_in_a_year(now: datetime) -> int:
    """Return how often members were written to about the service of late."""
    counted = select(func.count()).where(
        Announcement.purpose == Purpose.SERVICE,
        Announcement.approved_at > now - YEAR,
    )
    return db.session.scalar(counted) or 0


def promotion_lately(now: datetime) -> int:
    """Return how much promotion was approved in the last 30 days."""
    counted = select(func.count()).where(
        Announcement.purpose.in_((Purpose.NEWSLETTER, Purpose.OFFERS)),
        Announcement.approved_at > now - PROMOTION_WITHIN,
    )
    return db.session.scalar(counted) or 0


def next_members(purpose: Purpose, after: int, at_most: int) -> list[int]:
    """Return the next members whom an announcement is for, by their keys."""
    active = select(Member.id).where(
        Member.id > after, Member.deactivated_at.is_(None), Member.demo.is_(False)
    )
    choice = choice_named(str(purpose))
    if choice is not None:
        active = active.where(wants(choice))
    return list(db.session.scalars(active.order_by(Member.id).limit(at_most)))
