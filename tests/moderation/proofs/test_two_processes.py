"""500 times two processes at one case: one decision, its effects, one mail."""

from collections import Counter
from operator import attrgetter

import pytest
from flask import Flask
from sqlalchemy.engine import URL

from forum.boards.models import Post, PostState
from forum.core.db import db
from forum.core.jobs import Job
from forum.members.models import Role
from moderation.measures import Measure
from moderation.models import (
    ActionKind,
    AuditEvent,
    Decision,
    Flag,
    FlagStatus,
    ModAction,
    Reviewable,
    ReviewStatus,
    Statement,
)
from moderation.queries import verify_chain
from tests.moderation.proofs.deciders import Answers, Place, Seat, at_once
from tests.moderation.proofs.seeding import reported_posts
from tests.world import World

ROUNDS = 500
DONE = {
    PostState.REMOVED: ActionKind.REMOVE,
    PostState.HIDDEN: ActionKind.HIDE_UNTIL_EDITED,
}


def place_of(app: Flask) -> Place:
    """Return where another process finds this forum; let go of it for a while."""
    with app.app_context():
        url: URL = db.engine.url
        db.session.remove()
        db.engine.dispose()
    said = "" if url.drivername == "sqlite" else url.render_as_string(False)
    return Place(app.extensions["settings"].home, said)


@pytest.fixture
def raced(app: Flask, world: World) -> tuple[Answers, Answers]:
    """Let two moderators decide every case at once, each in another way."""
    cases = reported_posts(world, ROUNDS)
    seats = (
        Seat(world.member("mo_mod", Role.MODERATOR), Measure.REMOVE),
        Seat(world.member("max_mod", Role.MODERATOR), Measure.HIDE_UNTIL_EDITED),
    )
    return at_once(place_of(app), seats, cases)


@pytest.mark.timeout(600)
def test_of_two_processes_one_decides_and_the_other_sees_what(
    raced: tuple[Answers, Answers], world: World
) -> None:
    first, second = raced
    made = {row.reviewable_id: row for row in world.rows(Decision)}

    pairs = list(zip(first, second, strict=True))
    assert [a.has_won + b.has_won for a, b in pairs] == [1] * ROUNDS
    assert all(a.decision == b.decision for a, b in pairs)
    assert sorted(row.id for row in made.values()) == sorted(
        one.decision or 0 for one in first
    )
    wins = Counter(one.has_won for one in first)
    assert min(wins[True], wins[False]) > 0, "there was no race"
    assert_once_each(world, made)


def assert_once_each(world: World, made: dict[int, Decision]) -> None:
    """See one of everything for each case, and that it is the winner's."""
    assert len(world.rows(Decision)) == len(made) == ROUNDS
    assert {row.status for row in world.rows(Reviewable)} == {ReviewStatus.CLOSED}
    assert {row.version for row in world.rows(Reviewable)} == {2}
    assert {row.status for row in world.rows(Flag)} == {FlagStatus.UPHELD}
    said = {row.decision_id: row for row in world.rows(Statement)}
    assert len(world.rows(Statement)) == len(said) == ROUNDS
    for decision in made.values():
        assert decision.public_reason == f"Said by {decision.actor_id}."
        assert decision.public_reason in said[decision.id].body
    told = [job.payload for job in world.rows(Job) if job.kind == "mail"]
    mailed = [payload["statement"] for payload in told if "statement" in payload]
    assert sorted(mailed) == sorted(row.id for row in said.values())
    assert_effects_once(world, {row.id: row for row in made.values()})
    logged = Counter(
        row.decision_id for row in world.rows(AuditEvent) if row.action == "decide"
    )
    assert logged == dict.fromkeys(logged, 1)
    assert len(logged) == ROUNDS
    with world.reading():
        assert verify_chain()[1] is None


def assert_effects_once(world: World, made: dict[int, Decision]) -> None:
    """See what was done to each post: what its decision says, and nothing else."""
    did: dict[int, list[ActionKind]] = {}
    for action in sorted(world.rows(ModAction), key=attrgetter("id")):
        did.setdefault(action.decision_id, []).append(action.kind)
    states = {post.id: post.state for post in world.rows(Post)}
    about = {row.id: row.target_id for row in world.rows(Reviewable)}
    for decision in made.values():
        state = states[about[decision.reviewable_id]]
        wanted = [DONE[state], ActionKind.WARN, ActionKind.SUSPEND]
        assert did.pop(decision.id) == wanted
    assert not did
