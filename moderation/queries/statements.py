"""What members see: reasons for decisions about them, rules, what can be flagged."""

from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import func, select

from forum.boards.models import Post, PostState, Revision, Thread
from forum.boards.queries.reach import readable_by
from forum.boards.rendering import rendered
from forum.core.answers import NotFound
from forum.core.db import db
from forum.members.models import Member
from forum.members.viewers import Viewer
from moderation import rules
from moderation.models import Decision, Reviewable, Rule, Statement, TargetType
from moderation.queries.reversing import was_taken_back

SHOWN_MAX = 50
EXCERPT_MAX = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of reasons as its reader sees it."""

    id: int
    subject: str
    html: Markup
    delivered_at: datetime
    appeal_until: datetime
    is_read: bool
    excerpt: str = ""
    """How the post begins that it is about, read when asked for and never kept."""
    was_taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Flaggable:
    """A post that somebody is about to report."""

    post_id: int
    number: int | None
    by: str
    title: str
    is_own: bool
    may_hide: bool = False
    """Whether whoever reports it looks after its board, and can hide it at once."""


def statements(member: Member) -> tuple[Told, ...]:
    """Return the decisions about a member, newest first. One query."""
    mine = select(Statement).where(Statement.member_id == member.id)
    rows = db.session.scalars(mine.order_by(Statement.id.desc()).limit(SHOWN_MAX))
    return tuple(_told(row) for row in rows)


def statement(statement_id: int, member: Member) -> Told:
    """Return one decision to the member it is about. Three queries."""
    row = own_statement(statement_id, member)
    told = replace(_told(row), was_taken_back=was_taken_back(row.decision_id))
    return replace(told, excerpt=excerpt(row.decision_id, member))


def own_statement(statement_id: int, member: Member) -> Statement:
    """Return the reasons for a decision to the member they are for. One query."""
    row = db.session.get(Statement, statement_id)
    if row is None or row.member_id != member.id:
        raise NotFound
    return row


def excerpt(decision_id: int, member: Member) -> str:
    """Return how somebody's own post begins, in the wording decided about. One query.

    No copy of it is kept: what its author takes back is gone here too.
    """
    body = db.session.scalar(
        select(Revision.body)
        .join(Post, Post.id == Revision.post_id)
        .join(Reviewable, Reviewable.target_id == Post.id)
        .join(Decision, Decision.reviewable_id == Reviewable.id)
        .where(
            Decision.id == decision_id,
            Reviewable.target_type == TargetType.POST,
            Post.author_id == member.id,
            Revision.number
            == func.coalesce(func.nullif(Decision.revision, 0), Post.revision),
        )
    )
    words = " ".join((body or "").split())
    return words if len(words) <= EXCERPT_MAX else f"{words[: EXCERPT_MAX - 1]}…"


def unread_statements(member: Member) -> int:
    """Return how many decisions a member has not read. One query."""
    unread = select(func.count()).where(
        Statement.member_id == member.id, Statement.read_at.is_(None)
    )
    return db.session.scalar(unread) or 0


def rules_in_force() -> tuple[tuple[Rule, Markup], ...]:
    """Return the rules with their explanations rendered. One query."""
    rows = db.session.scalars(select(Rule).where(Rule.active).order_by(Rule.code))
    return tuple((rule, rendered(rule.body).html) for rule in rows)


def flaggable(post_id: int, viewer: Viewer) -> Flaggable:
    """Return a post to report, if the viewer can read it. One query."""
    row = db.session.execute(
        select(Post, Thread, Member.handle)
        .join(Post.thread)
        .join(Thread.board)
        .join(Post.author)
        .where(
            Post.id == post_id,
            Post.state == PostState.PUBLISHED,
            Thread.state == PostState.PUBLISHED,
            readable_by(viewer),
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    post, thread, handle = row
    return Flaggable(
        post.id,
        post.number,
        handle,
        thread.title,
        viewer.id == post.author_id,
        isinstance(viewer, Member) and bool(rules.may_tend(viewer, thread.board_id)),
    )


def thread_for_staff(thread_id: int) -> Thread:
    """Return a thread to lock or pin. One query."""
    thread = db.session.get(Thread, thread_id)
    if thread is None:
        raise NotFound
    return thread


def _told(row: Statement) -> Told:
    return Told(
        row.id,
        row.subject,
        rendered(row.body).html,
        row.delivered_at,
        row.appeal_until,
        row.read_at is not None,
    )
