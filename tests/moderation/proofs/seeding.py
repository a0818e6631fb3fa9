"""Many cases at once, of several kinds, each about a post of its own."""

from datetime import datetime, timedelta
from random import Random

from forum.boards import actions as boards
from forum.boards.drafts import Draft
from forum.boards.models import Post, PostState, Revision, Thread
from forum.core.clock import utcnow
from forum.core.db import db, locked
from forum.core.jobs import enqueue
from forum.following import actions as following
from forum.members.models import Member
from forum.notifications.actions import MAIL_POST
from forum.notifications.models import Kind, Notification
from forum.notifications.rules import DELAY
from forum.privacy.documents import in_force
from moderation.actions.auditing import Act, record_all
from moderation.models import (
    Evidence,
    Flag,
    FlagReason,
    ReporterKind,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)
from moderation.rules import weight_of
from moderation.walls.likeness import likeness
from moderation.walls.models import Likeness
from tests.world import World, settled

APART = timedelta(minutes=7)
BEGUN = timedelta(days=20)
REASONS = (FlagReason.SPAM, FlagReason.PERSONAL_INFORMATION, FlagReason.HARASSMENT)
VOCABULARY = (
    "snow roof string inverter clamp torque meter April shade ridge cable breaker "
    "module yield winter north fuse ladder oak gutter storm relay plateau kiln moss"
).split()


def said(random: Random) -> str:
    """Return words that no other post has in this order."""
    return " ".join(random.choices(VOCABULARY, k=16)) + "."


def reported_posts(world: World, count: int, by: str = "rosa") -> list[int]:
    """Write replies of somebody, each reported by a guest, as rows; return the cases.

    An action for each post and each report would take many times as long.
    """
    thread, author = world.thread("ken"), world.known(by)
    with world.writing():
        wordings = _written(locked(Thread, thread), locked(Member, author), count)
        return _reported(wordings, db.session.get_one(Thread, thread).board_id)


def _written(thread: Thread, author: Member, count: int) -> list[Revision]:
    """Write replies, some minutes apart; return their wordings."""
    random, begun = Random(count), utcnow() - BEGUN  # noqa: S311 - only words
    bodies = [said(random) for _ in range(count)]
    times = [begun + number * APART for number in range(count)]
    posts = [
        _reply(thread, author, body, at) for body, at in zip(bodies, times, strict=True)
    ]
    thread.version += count
    author.note_published(count)
    db.session.add_all(posts)
    db.session.flush()
    wordings = [
        Revision(
            post_id=post.id, number=1, body=body, editor_id=author.id, written_at=at
        )
        for post, body, at in zip(posts, bodies, times, strict=True)
    ]
    db.session.add_all(wordings)
    db.session.flush()
    _told(thread, wordings)
    return wordings


def _told(thread: Thread, wordings: list[Revision]) -> None:
    """Let its author know of each reply, and the walls how it reads."""
    first = wordings[0]
    following.watch_own(first.editor_id, thread.id, first.written_at)
    for one in wordings:
        key, at = one.post_id, one.written_at
        about = {"member_id": thread.author_id, "kind": Kind.REPLY, "post_id": key}
        db.session.add(Notification(**about, at=at))
        db.session.add(Likeness(post_id=key, bits=likeness(one.body), made_at=at))
        enqueue(MAIL_POST, {"post": key, "after": 0}, at + DELAY)


def _reply(thread: Thread, author: Member, body: str, at: datetime) -> Post:
    return Post(
        thread_id=thread.id,
        author_id=author.id,
        number=thread.note_published(author.id, at),
        html=str(settled(Draft(body)).html),
        state=PostState.PUBLISHED,
        posted_at=at,
        published_at=at,
        statement_version=in_force("privacy", at.date()).version,
        terms_version=in_force("terms", at.date()).version,
    )


def _reported(wordings: list[Revision], board: int) -> list[int]:
    """Open a case about each, with the report of a guest; return the cases."""
    reasons = [REASONS[number % len(REASONS)] for number in range(len(wordings))]
    both = list(zip(wordings, reasons, strict=True))
    cases = [
        Reviewable(
            kind=ReviewableKind.FLAGGED_POST,
            target_type=TargetType.POST,
            target_id=said.post_id,
            board_id=board,
            weight=weight_of([reason]),
            opened_at=said.written_at,
        )
        for said, reason in both
    ]
    db.session.add_all(cases)
    db.session.flush()
    for case, (wording, reason) in zip(cases, both, strict=True):
        db.session.add_all(_report(case, wording, reason))
        details = {"reason": reason, "revision": wording.number}
        act = Act("flag", "post", case.target_id, case.id, None, details)
        record_all(None, [act], wording.written_at)
    return [case.id for case in cases]


def _report(
    case: Reviewable, wording: Revision, reason: FlagReason
) -> tuple[Evidence, Flag]:
    """Return what a report leaves behind: the words as they were, and the flag."""
    evidence = Evidence(
        reviewable_id=case.id,
        revision=wording.number,
        title="",
        content=wording.body,
        captured_at=wording.written_at,
    )
    flag = Flag(
        reviewable_id=case.id,
        target_type=case.target_type,
        target_id=case.target_id,
        revision=wording.number,
        reporter_kind=ReporterKind.GUEST,
        reason=reason,
        created_at=wording.written_at,
    )
    return evidence, flag


def held_posts(world: World, count: int) -> None:
    """Have somebody new write replies, which all wait for a moderator."""
    thread, author = world.thread("ivy"), world.member("newt", is_new=True)
    random, begun = Random(-count), utcnow() - BEGUN  # noqa: S311 - only words
    with world.writing():
        for number in range(count):
            draft = settled(Draft(said(random)))
            boards.reply(author, thread, draft, begun + number * APART)


def open_cases(world: World) -> list[int]:
    """Return the keys of all cases that wait."""
    with world.reading():
        waits = db.select(Reviewable.id).where(Reviewable.status == ReviewStatus.OPEN)
        return list(db.session.scalars(waits.order_by(Reviewable.id)))
