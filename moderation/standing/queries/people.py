"""A member as staff sees them, and what a member sees of their own standing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from forum.boards.models import Post, PostState, Thread
from forum.boards.rendering import rendered
from forum.core.answers import NotFound
from forum.core.db import db
from forum.members.models import Member
from forum.members.news import ToRead
from forum.members.queries import find_member
from forum.members.rules import OPEN_ENDED, is_limited, is_suspended, until
from moderation.models import (
    ActionKind,
    Decision,
    Flag,
    ModAction,
    ReporterKind,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    Statement,
    TargetType,
)
from moderation.standing import rules
from moderation.standing.models import MemberNote, NoteKind
from moderation.standing.queries.cleaning import undoable_since
from moderation.standing.rules import Ending

POSTS_SHOWN = 100
BY_RULE = "A rule of the program"
MEASURES = {
    ActionKind.WARN: "Warned",
    ActionKind.LIMIT: "Limited: read only",
    ActionKind.SUSPEND: "Suspended",
    ActionKind.STRIKE: "Strike for a copyright",
    ActionKind.EDIT: "Words of the profile taken away",
    ActionKind.UNWARN: "Warnings ended",
    ActionKind.UNLIMIT: "Limit ended",
    ActionKind.UNSUSPEND: "Suspension ended",
    ActionKind.PROBATION: "Probation changed",
    ActionKind.NO_FLAGS: "Reports closed",
    ActionKind.REVERSE: "A decision was reversed",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A note, or a line that the program adds for what was decided."""

    id: int | None
    kind: NoteKind
    body: str
    by: str
    at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Person:
    """A member as staff sees them; never name or address."""

    id: int
    handle: str
    role: str
    joined_at: datetime
    post_count: int
    tie: str
    is_active: bool
    standing: tuple[str, ...]
    endings: tuple[tuple[Ending, str], ...]
    """What holds and can be ended, with until when."""
    progress: rules.Progress | None
    may_act: bool
    because: str
    open_case: int | None
    lines: tuple[Line, ...]
    clean_up_at: datetime | None
    """When the last clean-up was, as long as it can be undone."""


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A post of a suspended member, who can take it back."""

    id: int
    title: str
    number: int | None
    posted_at: datetime


def member_called(handle: str) -> Member:
    """Return a member by name. One query."""
    member = find_member(handle)
    if member is None:
        raise NotFound
    return member


def person(member: Member, moderator: Member, now: datetime) -> Person:
    """Return a member for staff. Six queries at most."""
    done = _measures(member.id)
    warned = [
        one.expires_at
        for one, _, _ in done
        if one.kind is ActionKind.WARN and one.expires_at and one.expires_at > now
    ]
    may = rules.may_act_on(moderator, member)
    return Person(
        member.id,
        member.handle,
        str(member.role),
        member.joined_at,
        member.post_count,
        member.tie,
        member.deactivated_at is None,
        _standing(member, warned, now),
        _endings(member, warned, now),
        rules.progress(member, now),
        bool(may),
        may.because,
        _open_case(member.id),
        _lines(member.id, done, now),
        undoable_since(member.id, now),
    )


def unread_warning(member_id: int, now: datetime) -> ToRead | None:
    """Return the oldest warning that a member has not said they read. One query."""
    row = db.session.scalar(
        select(Statement)
        .join(ModAction, ModAction.decision_id == Statement.decision_id)
        .where(
            Statement.member_id == member_id,
            Statement.read_at.is_(None),
            ModAction.kind == ActionKind.WARN,
            ModAction.target_type == TargetType.MEMBER,
            ModAction.target_id == member_id,
            ModAction.expires_at > now,
        )
        .order_by(Statement.id)
        .limit(1)
    )
    if row is None:
        return None
    url = f"/my/decisions/{row.id}"
    return ToRead(row.id, row.subject, rendered(row.body).html, url)


def suspension(member: Member) -> Statement | None:
    """Return the reasons of a member's suspension, as they were told. One query."""
    told = (
        select(Statement)
        .join(ModAction, ModAction.decision_id == Statement.decision_id)
        .where(
            Statement.member_id == member.id,
            ModAction.kind == ActionKind.SUSPEND,
            ModAction.target_type == TargetType.MEMBER,
            ModAction.target_id == member.id,
        )
    )
    return db.session.scalar(told.order_by(Statement.id.desc()).limit(1))


def posts_to_take_back(member: Member) -> tuple[OwnPost, ...]:
    """Return the newest posts that a member can take back. One query."""
    rows = db.session.execute(
        select(Post.id, Thread.title, Post.number, Post.posted_at)
        .join(Thread, Thread.id == Post.thread_id)
        .where(
            Post.author_id == member.id,
            Post.state != PostState.WITHDRAWN,
            Post.purged_at.is_(None),
        )
        .order_by(Post.id.desc())
        .limit(POSTS_SHOWN)
    )
    return tuple(OwnPost(*row) for row in rows)


def ended(now: datetime) -> list[tuple[int, Ending]]:
    """Return whose limit or suspension is over, and was not noted. Two queries."""
    limits = select(Member.id).where(Member.limited_until <= now)
    suspensions = select(Member.id).where(Member.suspended_until <= now)
    return [
        *((key, Ending.LIMIT) for key in db.session.scalars(limits)),
        *((key, Ending.SUSPENSION) for key in db.session.scalars(suspensions)),
    ]


def due_for_review(now: datetime) -> list[int]:
    """Return who is suspended without an end, and was not looked at for a year."""
    forever = select(Member.id).where(
        Member.suspended_until >= OPEN_ENDED, Member.is_former.is_(False)
    )
    return [
        key
        for key in db.session.scalars(forever)
        if _looked_at(key) <= now - rules.REVIEW_EVERY
    ]


def _looked_at(member_id: int) -> datetime:
    """Return when a member was suspended, or brought up by time, whichever is later."""
    decided = db.session.scalar(
        select(Decision.decided_at)
        .join(ModAction, ModAction.decision_id == Decision.id)
        .where(
            ModAction.kind == ActionKind.SUSPEND,
            ModAction.target_type == TargetType.MEMBER,
            ModAction.target_id == member_id,
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )
    asked = db.session.scalar(
        select(Flag.created_at)
        .where(
            Flag.target_type == TargetType.MEMBER,
            Flag.target_id == member_id,
            Flag.reporter_kind == ReporterKind.SYSTEM,
        )
        .order_by(Flag.id.desc())
        .limit(1)
    )
    known = [moment for moment in (decided, asked) if moment is not None]
    return max(known, default=OPEN_ENDED)


def _standing(member: Member, warned: list[datetime], now: datetime) -> tuple[str, ...]:
    said = []
    if is_suspended(member, now):
        said.append(f"Suspended {until(member.suspended_until)}")
    if is_limited(member, now):
        said.append(f"Read only {until(member.limited_until)}")
    if warned:
        many = f"{len(warned)} warning{'' if len(warned) == 1 else 's'} in force"
        said.append(f"{many}, the last {until(max(warned))}")
    if (left := rules.progress(member, now)) is not None:
        said.append(f"On probation: {left.said}")
    return tuple(said)


def _endings(
    member: Member, warned: list[datetime], now: datetime
) -> tuple[tuple[Ending, str], ...]:
    found = []
    if warned:
        found.append((Ending.WARNING, until(max(warned))))
    if is_limited(member, now):
        found.append((Ending.LIMIT, until(member.limited_until)))
    if is_suspended(member, now):
        found.append((Ending.SUSPENSION, until(member.suspended_until)))
    return tuple(found)


def _measures(member_id: int) -> list[tuple[ModAction, Decision, str]]:
    rows = db.session.execute(
        select(ModAction, Decision, Member.handle)
        .join(Decision, Decision.id == ModAction.decision_id)
        .outerjoin(Member, Member.id == Decision.actor_id)
        .where(
            ModAction.target_type == TargetType.MEMBER,
            ModAction.target_id == member_id,
            ModAction.kind.in_(MEASURES),
        )
        .order_by(ModAction.id.desc())
        .limit(rules.NOTES_SHOWN)
    )
    return [(one, decision, by or BY_RULE) for one, decision, by in rows]


def _lines(
    member_id: int, done: list[tuple[ModAction, Decision, str]], now: datetime
) -> tuple[Line, ...]:
    """Return notes and what was decided, newest first. One query."""
    alive = or_(MemberNote.expires_at.is_(None), MemberNote.expires_at > now)
    rows = db.session.execute(
        select(MemberNote, Member.handle)
        .join(Member, Member.id == MemberNote.author_id)
        .where(MemberNote.member_id == member_id, alive)
        .order_by(MemberNote.id.desc())
        .limit(rules.NOTES_SHOWN)
    )
    lines = [
        Line(note.id, note.kind, note.body, by, note.created_at, note.expires_at)
        for note, by in rows
    ]
    for one, decision, by in done:
        rule = f", rule {decision.rule_code[1:]}" if decision.rule_code else ""
        said = f"{MEASURES[one.kind]}{rule}."
        lines.append(
            Line(None, NoteKind.INFO, said, by, decision.decided_at, one.expires_at)
        )
    lines.sort(key=lambda line: line.at, reverse=True)
    return tuple(lines[: rules.NOTES_SHOWN])


def _open_case(member_id: int) -> int | None:
    waiting = select(Reviewable.id).where(
        Reviewable.kind == ReviewableKind.FLAGGED_MEMBER,
        Reviewable.target_type == TargetType.MEMBER,
        Reviewable.target_id == member_id,
        Reviewable.status == ReviewStatus.OPEN,
    )
    return db.session.scalar(waiting)
