"""What holds after every step of moderation; a fault is a sentence that names it."""

from collections import Counter
from collections.abc import Iterator

from forum.boards.models import Post, PostState, Thread
from moderation.models import (
    AuditEvent,
    Decision,
    Flag,
    FlagStatus,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)
from moderation.queries import verify_chain
from tests.boards.test_exact_counts import is_public, recounted
from tests.world import World

WITHDRAWN = "withdrawn"
"""What the log says of a case that ended because its system card is gone."""


def faults(world: World) -> list[str]:
    """Return everything that does not hold."""
    cases = world.rows(Reviewable)
    return [
        *recounted(world),
        *_not_by_the_newest(world),
        *_flags_without_case(world.rows(Flag), cases),
        *_without_decision(world, cases),
        *_twice_open(cases),
        *_lost(world.rows(Post), cases),
        *_broken_chain(world),
    ]


def _not_by_the_newest(world: World) -> Iterator[str]:
    """Yield threads that do not stand in the lists by their newest public post."""
    posts = [post for post in world.rows(Post) if is_public(post)]
    for thread in world.rows(Thread):
        mine = [post for post in posts if post.thread_id == thread.id]
        if not mine:
            continue
        newest = max(mine, key=lambda post: post.number or 0)
        if thread.active_at != newest.published_at:
            yield f"thread {thread.id} was active at {thread.active_at}"
        if thread.last_author_id != newest.author_id:
            yield f"thread {thread.id} names {thread.last_author_id} as the last"


def _flags_without_case(flags: list[Flag], cases: list[Reviewable]) -> Iterator[str]:
    """Yield open flags whose case is closed, and closed ones that nobody closed."""
    is_open = {case.id: case.status is ReviewStatus.OPEN for case in cases}
    for flag in flags:
        waits = flag.status is FlagStatus.OPEN
        if waits and not is_open[flag.reviewable_id]:
            yield f"flag {flag.id} is open, its case is not"
        if waits != (flag.closed_at is None):
            yield f"flag {flag.id} is {flag.status}, closed at {flag.closed_at}"


def _without_decision(world: World, cases: list[Reviewable]) -> Iterator[str]:
    """Yield closed cases that nobody decided and whose card is still there."""
    decided = {row.reviewable_id for row in world.rows(Decision)}
    gone = {
        row.reviewable_id for row in world.rows(AuditEvent) if row.action == WITHDRAWN
    }
    for case in cases:
        ended = case.status is ReviewStatus.CLOSED
        if ended and case.id not in decided | gone:
            yield f"case {case.id} ({case.kind}) is closed without a decision"


def _twice_open(cases: list[Reviewable]) -> Iterator[str]:
    """Yield what has two open cases of one kind."""
    waiting = Counter(
        (case.kind, case.target_type, case.target_id)
        for case in cases
        if case.status is ReviewStatus.OPEN
    )
    for (kind, about, key), count in waiting.items():
        if count > 1:
            yield f"{about} {key} has {count} open cases of kind {kind}"


def _lost(posts: list[Post], cases: list[Reviewable]) -> Iterator[str]:
    """Yield posts that wait for a moderator and stand in no queue."""
    queued = {
        case.target_id
        for case in cases
        if case.status is ReviewStatus.OPEN
        and case.kind is ReviewableKind.HELD_POST
        and case.target_type is TargetType.POST
    }
    for post in posts:
        if post.state is PostState.HELD and post.id not in queued:
            yield f"post {post.id} is held, and no case waits for a decision"


def _broken_chain(world: World) -> Iterator[str]:
    """Yield the first entry of the audit log that does not fit."""
    with world.reading():
        _, fault = verify_chain()
    if fault is not None:
        yield f"entry {fault.seq} of the audit log: {fault.because}"
