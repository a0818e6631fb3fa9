"""Whatever anybody sends: a clear answer, no failure, nothing that takes long.

`python -m tests.hostile` does the same for longer, and says more about it.
"""

import os
from datetime import timedelta
from functools import partial

import click
import pytest
from flask import Flask

from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import run_due
from tests.hostile import ground
from tests.hostile.asked import COUNT, COUNTS, SEED, USUAL_SEED
from tests.hostile.attack import Attacker, Outcome
from tests.hostile.complaints import Complaints, complaints
from tests.hostile.ground import EVERYBODY, Ground
from tests.kept import BeginWith
from tests.world import World

FAULTS_SHOWN = 5
ROUNDS_MAX = 400


@pytest.mark.timeout(0)
@pytest.mark.parametrize("who", EVERYBODY)
def test_hostile_requests_fail_nothing(
    app: Flask, world: World, begin_with: BeginWith, who: str
) -> None:
    def begin() -> Ground:
        return begin_with("hostile", partial(ground.made, world))

    known = begin()
    with app.app_context():
        database = db.engine.dialect.name
    count = int(os.environ.get(COUNT, COUNTS[database]))
    seed = os.environ.get(SEED, USUAL_SEED)
    attacker = Attacker(world, EVERYBODY[who], begin)

    outcome = attacker.attack(known.targets(who, world), seed, count)
    outcome.faults += left_behind(world)
    for one in EVERYBODY.values():
        Attacker(world, one, begin, outcome=outcome).look(known.paths)

    click.echo(f"{who} on {database}: {outcome}")
    assert not outcome.faults, told(outcome, seed)


def left_behind(world: World) -> list[str]:
    """Do what was put in line; return what went wrong with it."""
    log = Complaints()
    with complaints(log):
        for _ in range(ROUNDS_MAX):
            with world.reading():
                if not run_due(utcnow() + timedelta(hours=1)):
                    break
    return log.said


def told(outcome: Outcome, seed: str) -> str:
    """Say what went wrong, and how to see it again."""
    shown = "\n\n".join(outcome.faults[:FAULTS_SHOWN])
    count = sum(outcome.statuses.values())
    return f"seed {seed}, {count} requests, {outcome}\n{shown}"
