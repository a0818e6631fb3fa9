"""A thread about the federal credit says when it is older than the law about it."""

from datetime import UTC, datetime

import pytest

from tests.browser import Browser
from tests.world import World

LAST_MOMENT = datetime(2025, 12, 31, 23, 59, tzinfo=UTC)
FIRST_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
NOTICE = "ended for what was spent after December 31, 2025"


@pytest.mark.parametrize(
    ("tags", "at", "is_told"),
    [
        (("tax-credit",), LAST_MOMENT, True),
        (("rebate", "tax-credit"), LAST_MOMENT, True),
        (("tax-credit",), FIRST_MOMENT, False),
        (("rebate",), LAST_MOMENT, False),
    ],
)
def test_readers_are_told_when_a_thread_is_from_before_the_end(
    guest: Browser, world: World, tags: tuple[str, ...], at: datetime, is_told: bool
) -> None:
    page = guest.visit(world.url(world.thread("ken", at=at, tags=tags)))

    assert (NOTICE in page.text) is is_told


def test_the_notice_leads_to_what_holds_now(guest: Browser, world: World) -> None:
    thread = world.thread("ken", at=LAST_MOMENT, tags=("tax-credit",))

    page = guest.visit(world.url(thread))

    path, _, anchor = str(page.link("What holds now")).partition("#")
    (term,) = guest.visit(path).soup.select(f"#{anchor}")
    assert "25D" in term.text


def test_a_tag_leads_to_all_threads_with_it(guest: Browser, world: World) -> None:
    thread = world.thread("ken", title="Which form for the credit?", tags=("srec",))

    for path in ("/b/performance", world.url(thread)):
        leads_to = guest.visit(path).soup.select_one("a.tag")
        assert leads_to is not None
        assert leads_to["href"] == "/search?q=tag:srec"
    assert "Which form for the credit?" in guest.visit("/search?q=tag:srec").text
