"""C20: announcements about the service need two administrators, and stand in a log."""

from datetime import timedelta

import time_machine

from forum.announcements.models import AnnouncementStep
from forum.core.clock import utcnow
from moderation.models import AuditEvent
from tests.browser import Browser
from tests.mail.announcing import TITLE, announced, approved, newest, written
from tests.world import World


def test_one_administrator_is_not_enough(world: World, ada: Browser) -> None:
    world.member("rosa")
    written(ada)

    page = approved(ada, newest(world))
    world.run_jobs()

    assert page.status == 403
    assert "Another administrator has to approve what you wrote." in page.text
    assert not world.outbox.mails


def test_two_are_enough_and_each_says_it_is_no_promotion(
    world: World, ada: Browser, bea: Browser
) -> None:
    world.member("rosa")

    announced(ada, bea, world)
    world.run_jobs()

    (mail,) = world.outbox.to("rosa@example.com")
    assert mail["Subject"] == f"[Service] {TITLE}"
    steps = [
        (row.step, row.member_id, row.no_promotion)
        for row in world.rows(AnnouncementStep)
    ]
    assert steps == [
        ("written", world.member_id("ada_op"), True),
        ("approved", world.member_id("bea_admin"), True),
    ]


def test_the_reader_has_to_say_so_too(world: World, ada: Browser, bea: Browser) -> None:
    written(ada)
    bea.visit(f"/admin/announcements/{newest(world)}")

    page = bea.submit("/approve")

    assert page.status == 422
    assert len(world.rows(AnnouncementStep)) == 1


def test_a_moderator_can_not_approve(world: World, ada: Browser, mo: Browser) -> None:
    written(ada)
    token = mo.visit("/").values("/sign-out")["csrf_token"]

    page = mo.post(
        f"/admin/announcements/{newest(world)}/approve",
        {"csrf_token": token, "no_promotion": "y"},
    )

    assert page.status == 403


def test_each_step_stands_in_the_log_that_nobody_changes(
    world: World, ada: Browser, bea: Browser
) -> None:
    key = announced(ada, bea, world)
    bea.visit(f"/admin/announcements/{key}")
    bea.submit("/withdraw")

    noted = [
        (row.action, row.actor_id, row.target_id)
        for row in world.rows(AuditEvent)
        if row.target_type == "announcement"
    ]
    author, reader = world.member_id("ada_op"), world.member_id("bea_admin")
    assert noted == [
        ("announcement_written", author, key),
        ("announcement_approved", reader, key),
        ("announcement_withdrawn", reader, key),
    ]


def test_approval_wants_proof_of_a_moment_ago(
    world: World, ada: Browser, bea: Browser
) -> None:
    written(ada)
    bea.visit(f"/admin/announcements/{newest(world)}")

    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        page = bea.submit("/approve", no_promotion="y")

    assert (page.status, page.heading) == (403, "Please confirm it is you")
    assert len(world.rows(AnnouncementStep)) == 1


def test_a_fifth_one_in_a_year_is_remarked_on_before_it_is_approved(
    world: World, ada: Browser, bea: Browser
) -> None:
    for _ in range(4):
        announced(ada, bea, world)
    written(ada)

    page = bea.visit(f"/admin/announcements/{newest(world)}")

    assert "4 announcements about the service went out in the last 12 months" in (
        page.text
    )
    with time_machine.travel(utcnow() + timedelta(days=366)):
        later = Browser(world.app)
        later.begin_session(world.session_of(world.member_id("bea_admin")))
        page = later.visit(f"/admin/announcements/{newest(world)}")
        assert "in the last 12 months" not in page.text
