"""M4: a decision is mailed after ten minutes, and not if it was taken back."""

from datetime import timedelta

from tests.browser import Browser
from tests.moderation.appeals.asking import told
from tests.world import World

MINUTES = timedelta(minutes=10)


def test_the_mail_waits_ten_minutes(mo: Browser, world: World) -> None:
    told(world, mo)

    world.run_jobs(timedelta(minutes=9))
    early = world.outbox.to("rosa@example.com")
    world.run_jobs(MINUTES)

    assert early == []
    (mail,) = world.outbox.to("rosa@example.com")
    assert mail["Subject"] == "[Service] We removed your post"


def test_what_was_undone_in_time_is_not_mailed(mo: Browser, world: World) -> None:
    told(world, mo)
    mo.submit("/undo")

    world.run_jobs(2 * MINUTES)

    assert world.outbox.to("rosa@example.com") == []
