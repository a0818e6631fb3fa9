"""Pages of a long thread: numbered without gaps, the last as cheap as the first."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.boards.models import PostState, Thread
from forum.core.paging import PAGE_SIZE, Page, page_of
from tests.boards.acts import become, replies, statements
from tests.browser import Browser
from tests.browser import Page as Seen
from tests.world import World

REPLIES = 44
NOT_THERE = (
    *("2", "0", "-1", "1.0", "", "x", "1e1", "9" * 40),
    *("%D9%A3", "1%27--", "%201", "+1"),
)


def numbers(page: Seen) -> list[int]:
    links = page.soup.select("article p.post__h a[aria-label^='Link to']")
    return [int(link.get_text().removeprefix("#")) for link in links]


def page_links(page: Seen) -> list[str]:
    shown = page.soup.select(
        "nav.pages > a:not([rel]), nav.pages > b, nav.pages > span"
    )
    return [re.sub(r"\D", "", one.get_text()) or "…" for one in shown]


def test_a_long_thread_shows_each_post_once_in_order(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    replies(world, thread, REPLIES)
    url = world.url(thread)

    pages = [numbers(guest.visit(f"{url}?page={page}")) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert [number for page in pages for number in page] == list(range(1, REPLIES + 2))
    assert world.row(Thread, thread).last_number == REPLIES + 1


def test_the_pages_of_a_thread_are_linked_by_number(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    replies(world, thread, REPLIES)
    url = world.url(thread)

    middle = guest.visit(f"{url}?page=2")

    assert page_links(middle) == ["1", "2", "3"]
    (current,) = middle.soup.select("nav.pages [aria-current=page]")
    assert current.get_text().endswith("2")
    assert middle.link("Earlier posts") == url
    assert middle.link("Later posts") == f"{url}?page=3"


def test_posts_taken_away_leave_no_gap_in_the_pages(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    posts = replies(world, thread, 21)
    url = world.url(thread)

    for post in posts[3:8]:
        become(world, post, PostState.REMOVED, "Rule 4: Stay with solar.")

    assert numbers(guest.visit(url)) == list(range(1, 21))
    assert numbers(guest.visit(f"{url}?page=2")) == [21, 22]


def test_the_last_page_costs_what_the_first_costs(guest: Browser, world: World) -> None:
    thread = world.thread()
    replies(world, thread, REPLIES)
    url = world.url(thread)

    with statements() as first:
        guest.visit(url)
    with statements() as last:
        guest.visit(f"{url}?page=3")

    assert len(first) == len(last) > 0
    assert "OFFSET" not in " ".join(last)


@pytest.mark.parametrize("path", ["/latest", "/b/performance", "thread"])
def test_a_page_that_is_not_there_is_not_found(
    guest: Browser, world: World, path: str
) -> None:
    thread = world.thread()
    url = world.url(thread) if path == "thread" else path

    for asked in NOT_THERE:
        assert guest.visit(f"{url}?page={asked}").status == 404, asked
    assert guest.visit(f"{url}?page=1").status == 200


@given(st.integers(1, 10**6))
def test_each_number_stands_on_the_page_it_is_said_to(number: int) -> None:
    first, last = Page(page_of(number), number).numbers

    assert first <= number <= last
    assert last - first + 1 == PAGE_SIZE


@given(st.integers(0, 5000), st.data())
def test_page_links_lead_everywhere_and_nowhere_else(
    total: int, data: st.DataObject
) -> None:
    last = Page(1, total).last
    here = data.draw(st.integers(1, last))

    shown = list(Page(here, total).shown())

    known = [number for number in shown if number is not None]
    assert known == sorted(set(known))
    assert {1, here, last} <= set(known)
    assert all(1 <= number <= last for number in known)
    assert all(a is not None or b is not None for a, b in pairwise(shown))


@pytest.mark.parametrize(
    ("here", "total", "shown"),
    [
        (1, 0, [1]),
        (1, 20, [1]),
        (1, 21, [1, 2]),
        (1, 200, [1, 2, None, 10]),
        (3, 200, [1, 2, 3, 4, None, 10]),
        (5, 200, [1, None, 4, 5, 6, None, 10]),
        (10, 200, [1, None, 9, 10]),
        (4, 100, [1, 2, 3, 4, 5]),
    ],
)
def test_a_gap_between_page_links_is_at_least_two_pages_wide(
    here: int, total: int, shown: list[int | None]
) -> None:
    assert list(Page(here, total).shown()) == shown
