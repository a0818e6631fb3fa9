"""C20: announcements about the service need two administrators, and stand in a log."""

from forum.announcements.models import AnnouncementStep
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
