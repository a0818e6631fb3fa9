"""Whatever is done in whatever order: counts, cases and the log stay right.

TESTS_COURSES=400 tries so many courses, which differ from run to run.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from forum.core.db import db
from forum.core.traces import traces
from forum.core.wording import Wording
from tests.moderation.proofs.course import Course, Deed
from tests.moderation.proofs.decisions import mailed_twice
from tests.moderation.proofs.deeds import ALONE, DEEDS
from tests.moderation.proofs.invariants import faults
from tests.stores import Store
from tests.world import Outbox, World

ASKED_BY = "TESTS_COURSES"
RUNS = {"sqlite": 40, "postgresql": 15}
MISSED = {"sqlite": 0, "postgresql": 3}
"""How many deeds chance may leave out: a few where few courses are tried."""
STEPS = 40
PICKS = st.integers(0, 30)
"""Which of what is there, whatever its key."""
DONE: Counter[str] = Counter()
"""How often each deed was done, in all courses."""
CAME: Counter[str] = Counter()
"""What came of them, in all courses."""


class Moderation(RuleBasedStateMachine):
    """Does what members and moderators do, in the order that chance has it."""

    def __init__(self, course: Course) -> None:
        super().__init__()
        self.course = course
        course.begin()

    def teardown(self) -> None:
        """Keep in mind what happened; look whether what is gone stayed away."""
        DONE.update(self.course.done)
        CAME.update(self.course.outcomes)
        assert list(mailed_twice(self.course.world)) == []
        if self.course.destroyed:
            with self.course.world.reading():
                gone = Wording(tuple(sorted(self.course.destroyed)), "")
                assert traces(gone) == {}

    @invariant()
    def all_is_right(self) -> None:
        if self.course.is_new:
            assert faults(self.course.world) == []
        self.course.is_new = False


def _rule_for(deed: Deed) -> Callable[..., None]:
    def step(self: Moderation, who: int, which: int, how: int) -> None:
        do = self.course.run if deed in ALONE else self.course.do
        do(deed, who, which, how)

    step.__name__ = deed.__name__
    made: Callable[..., None] = rule(who=PICKS, which=PICKS, how=PICKS)(step)
    return made


def machine_on(app: Flask, store: Store, world: World) -> type[RuleBasedStateMachine]:
    """Return a machine that begins each course in a forum as new."""

    def begin(self: Moderation) -> None:
        with app.app_context():
            db.session.remove()
            store.renew()
        world.outbox.mails.clear()
        Moderation.__init__(self, Course(world))

    rules = {deed.__name__: _rule_for(deed) for deed in DEEDS}
    return type("Afresh", (Moderation,), {"__init__": begin, **rules})


@pytest.mark.timeout(3600)
def test_in_any_order_nothing_is_lost_and_nothing_counted_twice(
    prepared: tuple[Flask, Store], world: World, outbox: Outbox
) -> None:
    app, store = prepared
    assert world.outbox is outbox
    with app.app_context():
        kind = db.engine.dialect.name
    asked = os.environ.get(ASKED_BY)
    DONE.clear()
    CAME.clear()

    run_state_machine_as_test(
        machine_on(app, store, world),
        settings=settings(
            max_examples=int(asked or RUNS[kind]),
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not asked,
            suppress_health_check=list(HealthCheck),
            # Making a failure shorter takes minutes: forty steps can be read.
            phases=[Phase.generate],
            report_multiple_bugs=False,
            database=None,
        ),
    )

    reached = f"{sum(DONE.values())} steps: {DONE}\n{CAME}"
    sys.stdout.write(f"\n{reached}\n")
    missed = {deed.__name__ for deed in DEEDS} - set(DONE)
    assert len(missed) <= MISSED[kind], f"never done: {sorted(missed)}\n{reached}"
