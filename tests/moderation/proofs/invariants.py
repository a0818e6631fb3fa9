"""What holds after every step of moderation; a fault is a sentence that names it."""

from collections import Counter
from collections.abc import Iterator

from forum.boards.models import PostState
from moderation.models import (
    FlagStatus,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)
from moderation.queries import verify_chain
from tests.moderation.proofs.counts import wrong_counts
from tests.moderation.proofs.decisions import wrong_decisions
from tests.moderation.proofs.snapshot import Snapshot
from tests.world import World

WITHDRAWN = "withdrawn"
"""What the log says of a case that ended because what it was about is gone."""


def faults(world: World) -> list[str]:
    """Return everything that does not hold."""
    now = Snapshot(world)
    return [
        *wrong_counts(now),
        *wrong_decisions(now),
        *_flags_without_case(now),
        *_without_decision(now),
        *_twice_open(now.cases),
        *_lost(now),
        *_elsewhere(now),
        *_broken_chain(world),
    ]


def _flags_without_case(now: Snapshot) -> Iterator[str]:
    """Yield open flags whose case is closed, and closed ones that nobody closed."""
    is_open = {case.id: case.status is ReviewStatus.OPEN for case in now.cases}
    for flag in now.flags:
        waits = flag.status is FlagStatus.OPEN
        if waits and not is_open[flag.reviewable_id]:
            yield f"flag {flag.id} is open, its case is not"
        if waits != (flag.closed_at is None):
            yield f"flag {flag.id} is {flag.status}, closed at {flag.closed_at}"
        if waits and flag.decision_id is not None:
            yield f"flag {flag.id} is open, and decided by {flag.decision_id}"


def _without_decision(now: Snapshot) -> Iterator[str]:
    """Yield closed cases that nobody decided, unless what they are about is gone."""
    decided = {row.reviewable_id for row in now.decisions}
    gone = {row.reviewable_id for row in now.log if row.action == WITHDRAWN}
    for case in now.cases:
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


def _lost(now: Snapshot) -> Iterator[str]:
    """Yield posts that wait for a moderator and stand in no queue."""
    queued = {
        case.target_id
        for case in now.cases
        if case.status is ReviewStatus.OPEN
        and case.kind is ReviewableKind.HELD_POST
        and case.target_type is TargetType.POST
    }
    for post in now.posts:
        if post.state is PostState.HELD and post.id not in queued:
            yield f"post {post.id} is held, and no case waits for a decision"


def _elsewhere(now: Snapshot) -> Iterator[str]:
    """Yield open cases that stand with moderators of a board the post has left."""
    for case in now.cases:
        if case.target_type is not TargetType.POST or case.status is not (
            ReviewStatus.OPEN
        ):
            continue
        board = now.thread[now.post[case.target_id].thread_id].board_id
        if case.board_id != board:
            yield f"case {case.id} is of board {case.board_id}, its post of {board}"


def _broken_chain(world: World) -> Iterator[str]:
    """Yield the first entry of the audit log that does not fit."""
    with world.reading():
        _, fault = verify_chain()
    if fault is not None:
        yield f"entry {fault.seq} of the audit log: {fault.because}"
