"""What several tests of figures do by the way."""

from datetime import datetime

import time_machine

from forum.core.clock import utcnow
from forum.core.db import db, transaction
from forum.core.jobs import run_due, schedule
from forum.members.models import Member
from moderation.actions import acting
from moderation.actions.effect import Effect
from moderation.models import ActionKind, TargetType
from tests.world import World

PUBLISH, REMIND = "publish figures", "cases that wait too long"


def published(world: World, at: datetime | None = None) -> None:
    """Let the job that publishes run, at some moment."""
    run(world, PUBLISH, at)


def run(world: World, kind: str, at: datetime | None = None) -> None:
    """Let one kind of periodic job run, at some moment."""
    with time_machine.travel(at or utcnow(), tick=False), world.app.app_context():
        schedule(utcnow())
        run_due(utcnow(), only=kind)
        db.session.rollback()


def acted(  # noqa: PLR0913 - each of them has a default
    world: World,
    kind: ActionKind,
    times: int = 1,
    rule: str | None = "R3",
    *,
    target: TargetType = TargetType.POST,
    first: int = 1000,
    board: int | None = None,
) -> None:
    """Have a moderator do the same to several things."""
    moderator = world.known("mo_mod")
    with world.app.test_request_context(), transaction():
        known = db.session.get_one(Member, moderator)
        for at in range(times):
            effect = Effect(kind, target, first + at)
            acting.keep_act(
                known, [effect], "", utcnow(), board_id=board, rule_code=rule
            )
