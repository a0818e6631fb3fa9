"""Whatever is done in whatever order: counts, cases and the log stay right."""

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
from forum.warnings import Choice
from moderation.actions import ThreadDeed
from moderation.models import FlagReason
from moderation.notices.models import NoticeKind
from tests.conftest import Store
from tests.moderation.proofs.course import Course
from tests.moderation.proofs.invariants import faults
from tests.world import World

RUNS = {"sqlite": 30, "postgresql": 12}
STEPS = 40
PICKS = st.integers(0, 30)
"""Which of what is there, whatever its key."""
SEEN: set[str] = set()
"""What really happened, in all runs."""
USUAL = {
    "thread",
    "reply",
    "edit",
    "withdraw",
    "take back",
    "claim",
    "lock",
    "too late",
}
"""What happens in so many steps whatever chance says, or the test is worth nothing."""


class Moderation(RuleBasedStateMachine):
    """Does what members and moderators do, in the order that chance has it."""

    def __init__(self, course: Course) -> None:
        super().__init__()
        self.course = course
        course.begin()

    def teardown(self) -> None:
        """Keep in mind what happened."""
        SEEN.update(self.course.outcomes)

    @rule(who=PICKS, where=PICKS)
    def open_thread(self, who: int, where: int) -> None:
        self.course.do(lambda: self.course.open_thread(who, where))

    @rule(who=PICKS, where=PICKS)
    def reply(self, who: int, where: int) -> None:
        self.course.do(lambda: self.course.reply(who, where))

    @rule(which=PICKS, choice=st.sampled_from([Choice.KEEP, Choice.MASK]))
    def edit(self, which: int, choice: Choice) -> None:
        self.course.do(lambda: self.course.edit(which, choice))

    @rule(which=PICKS)
    def withdraw(self, which: int) -> None:
        self.course.do(lambda: self.course.withdraw(which))

    @rule(which=PICKS)
    def take_back(self, which: int) -> None:
        self.course.do(lambda: self.course.take_back(which))

    @rule(who=PICKS, which=PICKS, reason=st.sampled_from(FlagReason))
    def flag(self, who: int, which: int, reason: FlagReason) -> None:
        self.course.do(lambda: self.course.flag(who, which, reason))

    @rule(which=PICKS, kind=st.sampled_from(NoticeKind))
    def ask(self, which: int, kind: NoticeKind) -> None:
        self.course.do(lambda: self.course.ask(which, kind))

    @rule(which=PICKS)
    def review(self, which: int) -> None:
        self.course.do(lambda: self.course.review(which))

    @rule(who=PICKS, which=PICKS, is_over=st.booleans())
    def claim(self, who: int, which: int, is_over: bool) -> None:
        self.course.do(lambda: self.course.claim(who, which, is_over=is_over))

    @rule(who=PICKS, which=PICKS, deed=st.sampled_from(ThreadDeed))
    def tidy(self, who: int, which: int, deed: ThreadDeed) -> None:
        self.course.do(lambda: self.course.tidy(who, which, deed))

    @rule(who=PICKS, how=PICKS)
    def card(self, who: int, how: int) -> None:
        self.course.do(lambda: self.course.card(who, how))

    @rule(
        who=PICKS, which=PICKS, how=PICKS, sees_old=st.just(False), hard=st.booleans()
    )
    def decide(
        self, who: int, which: int, how: int, sees_old: bool, hard: bool
    ) -> None:
        self.course.do(
            lambda: self.course.decide(who, which, how, sees_old=sees_old, is_hard=hard)
        )

    decide_also = decide

    @rule(who=PICKS, which=PICKS, how=PICKS)
    def decide_too_late(self, who: int, which: int, how: int) -> None:
        self.course.do(
            lambda: self.course.decide(who, which, how, sees_old=True, is_hard=False)
        )

    @rule(who=PICKS, which=PICKS, at_once=st.booleans())
    def take_decision_back(self, who: int, which: int, at_once: bool) -> None:
        self.course.do(
            lambda: self.course.take_decision_back(who, which, at_once=at_once)
        )

    @rule(which=PICKS)
    def appeal(self, which: int) -> None:
        self.course.do(lambda: self.course.appeal(which))

    @rule(who=PICKS, which=PICKS, how=PICKS, hard=st.booleans())
    def judge(self, who: int, which: int, how: int, hard: bool) -> None:
        self.course.do(lambda: self.course.judge(who, which, how, is_hard=hard))

    @rule(days=st.integers(0, 20))
    def wait(self, days: int) -> None:
        self.course.wait(days)

    @invariant()
    def all_is_right(self) -> None:
        assert faults(self.course.world) == []


@pytest.mark.timeout(300)
def test_in_any_order_nothing_is_lost_and_nothing_counted_twice(
    prepared: tuple[Flask, Store], world: World
) -> None:
    app, store = prepared

    class Afresh(Moderation):
        def __init__(self) -> None:
            with app.app_context():
                db.session.remove()
                store.renew()
            super().__init__(Course(world))

    with app.app_context():
        kind = db.engine.dialect.name
    SEEN.clear()
    run_state_machine_as_test(
        Afresh,
        settings=settings(
            max_examples=RUNS[kind],
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # Making a failure shorter takes minutes: forty steps can be read.
            phases=[Phase.generate],
            report_multiple_bugs=False,
            database=None,
        ),
    )

    decided = {deed for deed in SEEN if deed.startswith("decide")}
    assert len(decided) >= RUNS[kind] // 5, sorted(SEEN)
    assert len(USUAL & SEEN) >= len(USUAL) - 1, sorted(SEEN)
