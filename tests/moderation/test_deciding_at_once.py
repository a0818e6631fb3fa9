"""Two moderators at one case: one decision counts, whatever the timing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.core.db import db, transaction
from forum.core.jobs import Job
from forum.members.models import Member, Role
from moderation import actions
from moderation.actions import AlreadyDecided, Decided, Judged
from moderation.measures import Measure
from moderation.models import Decision, ModAction, Statement
from tests.boards.acts import CALL_ME, PHONE, replies
from tests.browser import Browser
from tests.moderation.cases import decided, flagged, opened
from tests.world import World

ROUNDS = 30


def a_case(world: World) -> tuple[int, int]:
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    return post, flagged(world, post)


def colleague(world: World) -> Browser:
    world.member("max_mod", Role.MODERATOR)
    browser = Browser(world.app)
    browser.sign_in("max_mod")
    return browser


def test_who_comes_second_sees_what_the_first_decided(
    mo: Browser, world: World
) -> None:
    post, case = a_case(world)
    late = colleague(world)
    opened(late, case)
    decided(mo, case, "remove", reason="It gives a number away.")

    page = late.submit("/decide", measure="mask", words=PHONE, reason="Mine, in words.")

    assert page.status == 409
    assert page.heading == "Somebody decided this already"
    for said in ("mo_mod", "Removed", "It gives a number away.", "Mine, in words."):
        assert said in page.text
    assert len(world.rows(Decision)) == 1
    assert world.row(Post, post).revision == 1


def test_a_post_that_changed_meanwhile_is_read_again(
    mo: Browser, rosa: Browser, world: World
) -> None:
    post, case = a_case(world)
    opened(mo, case)
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body="Without the number now.")

    page = mo.submit("/decide", measure="remove", reason="It gives a number away.")

    assert page.status == 409
    assert page.heading == "The post changed while you were reading"
    assert "Without the number now." in page.text
    assert "It gives a number away." in page.text
    assert world.rows(Decision) == []
    again = opened(mo, case)
    assert "Edited since" in again.text
    assert [PHONE in one.get_text() for one in again.soup.select("del")] == [True]


def test_a_decision_sent_twice_is_made_once(mo: Browser, world: World) -> None:
    _, case = a_case(world)
    fields = opened(mo, case).values("/decide")
    fields["measure"], fields["reason"] = "remove", "It gives a number away."

    statuses = [
        mo.post(f"/moderation/items/{case}/decide", fields).status for _ in range(2)
    ]

    assert statuses == [200, 200]
    assert len(world.rows(Decision)) == len(world.rows(Statement)) == 1
    mails = [job for job in world.rows(Job) if job.kind == "mail"]
    assert len(mails) == 1


def test_a_forged_version_decides_nothing(mo: Browser, world: World) -> None:
    _, case = a_case(world)

    for version in ("", "0", "7", "-1", "9" * 30):
        page = decided(mo, case, "remove", version=version)
        assert page.status in {409, 422}

    assert world.rows(Decision) == []


def test_of_two_at_the_same_moment_one_decides(app: Flask, world: World) -> None:
    pair = [world.member(name, Role.MODERATOR) for name in ("mo_mod", "max_mod")]
    thread = world.thread("ken")
    cases = many_cases(world, thread)
    barrier = Barrier(2)

    def judge(moderator: int) -> list[bool]:
        return [decides(app, barrier, moderator, case) for case in cases]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(judge, pair)

    assert [a + b for a, b in zip(first, second, strict=True)] == [1] * ROUNDS
    for table in (Decision, Statement, ModAction):
        assert len(world.rows(table)) == ROUNDS
    told = [job.payload["statement"] for job in world.rows(Job) if job.kind == "mail"]
    assert sorted(told) == sorted(row.id for row in world.rows(Statement))


def many_cases(world: World, thread: int) -> list[int]:
    """Report a reply for each round."""
    return [flagged(world, post, "max_mod") for post in replies(world, thread, ROUNDS)]


def decides(app: Flask, barrier: Barrier, moderator: int, case: int) -> bool:
    """Decide a case as soon as the other is ready; say whether it counted."""
    judged = Judged(Measure.REMOVE, 1, 1, "R3", "It gives a number away.")
    with app.test_request_context():
        known = db.session.get_one(Member, moderator)
        barrier.wait(20)
        with transaction():
            outcome = actions.decide(known, case, judged, utcnow())
        db.session.remove()
    assert isinstance(outcome, Decided | AlreadyDecided)
    return isinstance(outcome, Decided)
