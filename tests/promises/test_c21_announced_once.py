"""C21: what suspends the service is announced on the first page and mailed once."""

from forum.announcements.actions import hand_out
from forum.core.clock import utcnow
from tests.browser import Browser
from tests.mail.announcing import TITLE, announced
from tests.world import World


def test_the_first_page_says_so_with_the_local_time(
    world: World, ada: Browser, bea: Browser, guest: Browser, rosa: Browser
) -> None:
    announced(ada, bea, world)

    for browser in (guest, rosa):
        (banner,) = browser.visit("/").soup.select(
            "section[aria-labelledby^=announced]"
        )
        assert TITLE in banner.get_text()
        assert banner.select("time[datetime]")
        assert "America/New York time" in banner.get_text()


def test_each_member_gets_one_mail_however_often_it_is_handed_out(
    world: World, ada: Browser, bea: Browser
) -> None:
    for handle in ("rosa", "ken"):
        world.member(handle)
    key = announced(ada, bea, world)

    for _ in range(3):
        with world.writing():
            hand_out(key, 0, utcnow())
        world.run_jobs()

    for handle in ("rosa", "ken"):
        assert len(world.outbox.to(f"{handle}@example.com")) == 1
