"""Words of posts older than the index are arranged; threads alike are found."""

from datetime import datetime

from forum.core.db import transaction
from forum.core.finished.versions import concerns_thread
from forum.core.jobs import Payload, job
from forum.search import actions

ROUNDS = 20
"""So many transactions belong to one job; more would outlast what it is held for."""


@job(actions.CATCH_UP)
def catch_up(payload: Payload, now: datetime) -> None:
    """Arrange the words of some thousand posts; then come again."""
    done = int(payload.get("after", 0))
    for _ in range(ROUNDS):
        with transaction():
            last, _count = actions.arrange_next(done)
            if last is None:
                actions.find_all_alike_soon(now)
                return
        done = last
    with transaction():
        actions.go_on_soon(now, done)


@job(actions.FIND_ALIKE)
def find_alike(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Find the threads about the same as one, and what that changes for others."""
    thread = int(payload["thread"])
    with transaction():
        others = actions.around(thread)
        others |= set(actions.find_alike(thread))
        concerns_thread(thread)
    for one in sorted(others)[: actions.AROUND_MAX]:
        with transaction():
            actions.find_alike(one)
            concerns_thread(one)


@job(actions.FIND_ALL_ALIKE)
def find_all_alike(payload: Payload, now: datetime) -> None:
    """Find the threads about the same as each of some hundred; then come again."""
    done = int(payload["after"])
    for _ in range(ROUNDS):
        with transaction():
            last, _count = actions.find_alike_next(done)
        if last is None:
            return
        done = last
    with transaction():
        actions.find_all_alike_soon(now, done)
