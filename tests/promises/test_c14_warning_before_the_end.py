"""C14: two minutes before a session ends for lack of use, its member is told."""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from tests.browser import Browser

HOUR = 3600


def left(browser: Browser) -> int:
    """Return how many seconds the page says are left; for its script."""
    (notice,) = browser.visit("/my").soup.select("[data-idle-left]")
    assert notice.has_attr("hidden")
    return int(str(notice["data-idle-left"]))


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("who", "hours"), [("rosa", 12), ("mo", 2), ("ada", 2)])
def test_the_page_knows_when_the_session_ends(
    who: str, hours: int, request: pytest.FixtureRequest
) -> None:
    browser: Browser = request.getfixturevalue(who)

    assert hours * HOUR - 30 <= left(browser) <= hours * HOUR


def test_it_counts_from_the_last_use_that_was_noted(rosa: Browser) -> None:
    begun = utcnow()

    with time_machine.travel(begun + timedelta(minutes=4)):
        assert 12 * HOUR - 270 <= left(rosa) <= 12 * HOUR - 230
    with time_machine.travel(begun + timedelta(hours=6)):
        assert left(rosa) == 12 * HOUR


def test_stay_signed_in_begins_the_time_anew(rosa: Browser) -> None:
    begun = utcnow()
    rosa.visit("/my")

    with time_machine.travel(begun + timedelta(hours=11, minutes=59)):
        page = rosa.submit("/my/stay")
    with time_machine.travel(begun + timedelta(hours=23)):
        answer = rosa.visit("/my").status

    assert (page.status, answer) == (204, 200)


def test_it_does_so_even_shortly_after_a_page(rosa: Browser) -> None:
    begun = utcnow()
    rosa.visit("/my")

    with time_machine.travel(begun + timedelta(minutes=4)):
        rosa.submit("/my/stay")
    with time_machine.travel(begun + timedelta(hours=12, minutes=2)):
        assert rosa.visit("/my").status == 200


def test_a_guest_cannot_stay(guest: Browser) -> None:
    guest.visit("/sign-in")
    token = guest.page.values("/sign-in")

    assert guest.post("/my/stay", token).status == 401


def test_who_has_no_scripts_reads_it_where_they_sign_in(guest: Browser) -> None:
    page = guest.visit("/sign-in")

    assert (
        "until 12 hours pass without use (2 hours if you are a moderator)" in page.text
    )
    assert not page.soup.select("[data-idle-left]")
