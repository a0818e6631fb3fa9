"""A page that did not change is not made again; whatever changes it shows at once."""

import contextlib
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
import time_machine
from flask import Flask

from forum.boards import actions
from forum.boards.models import PostState
from forum.core import read_only
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.finished.keeping import fragments_of, pages_of
from forum.members.models import Member
from forum.privacy.leaving import signature
from forum.systems import actions as systems
from tests.boards.acts import become, hurried, lock, send
from tests.browser import Browser, Page
from tests.systems.cards import card
from tests.world import World

LISTS = ("/", "/latest", "/b/performance", "/feed.atom", "/sitemap.xml")
SIGN = re.compile(r'name="csrf_token" value="([^"]+)"')
OF_A_GUEST = ("/", "/latest", "/b/performance", "/about", "/rules", "/m/ken")


def is_kept(browser: Browser, path: str) -> bool:
    """Say whether a page would be sent without being made."""
    app = browser.client.application
    with app.test_request_context(path) as context:
        asked = context.request.environ
    return app.extensions["answering"].standing(asked) is not None


@pytest.fixture
def thread(world: World) -> str:
    return world.url(world.thread("ken", title="Output dropped since April"))


@pytest.mark.parametrize("path", OF_A_GUEST)
@pytest.mark.usefixtures("thread")
def test_a_page_is_made_once(guest: Browser, path: str) -> None:
    before = guest.visit(path)

    assert is_kept(guest, path)
    assert guest.visit(path).html == before.html
    assert {*guest.page.headers} == {one for one in before.headers if one[0] != "Date"}


def test_what_was_asked_for_packed_is_kept_packed(guest: Browser, thread: str) -> None:
    wanted = {"Accept-Encoding": "gzip"}
    first = guest.client.get(thread, headers=wanted)
    again = guest.client.get(thread, headers=wanted)
    plain = guest.client.get(thread)

    assert first.content_encoding == again.content_encoding == "gzip"
    assert first.data == again.data
    assert plain.content_encoding is None
    assert "Output dropped" in plain.text


@pytest.mark.parametrize("path", LISTS)
def test_a_reply_shows_in_every_list_at_once(
    guest: Browser, world: World, path: str
) -> None:
    thread = world.thread("ken", board="performance")
    guest.visit(path)
    world.reply(thread, "ivy")

    assert not is_kept(guest, path)


def test_a_reply_shows_in_its_thread_and_leaves_others_as_they_are(
    guest: Browser, rosa: Browser, world: World
) -> None:
    thread, other = world.thread("ken"), world.thread("ivy", title="Snow on the roof")
    here, there = world.url(thread), world.url(other)
    world.run_jobs()
    guest.visit(here)
    guest.visit(there)

    send(rosa, thread, "Mine did just the same in May.")

    assert is_kept(guest, there)
    assert "just the same in May" in guest.visit(here).text


def below(page: Page) -> str:
    """Return what a page says of threads about the same."""
    (found,) = page.soup.select("ul.dots")
    return found.get_text(" ")


def test_a_reply_shows_below_threads_that_name_its_own(
    guest: Browser, rosa: Browser, world: World
) -> None:
    title = "Enphase IQ8 microinverter offline after the storm"
    thread, other = world.thread("ken", title=title), world.thread("ivy", title=title)
    world.run_jobs()
    assert "0 replies" in below(guest.visit(world.url(other)))

    send(rosa, thread, "Mine did just the same in May.")

    assert "1 reply" in below(guest.visit(world.url(other)))


def test_thanks_show_at_once(guest: Browser, rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    guest.visit(world.url(thread))
    rosa.visit(world.url(thread))
    rosa.submit(f"/p/{world.opening_post(thread)}/thank")

    assert "Thanked by 1 member" in guest.visit(world.url(thread)).text


def _withdrawn(world: World, thread: int) -> None:
    with world.writing():
        actions.withdraw(world.member_id("ken"), world.opening_post(thread), utcnow())


Deed = Callable[[World, int], object]
DEEDS: dict[str, Deed] = {
    "removed": lambda world, thread: become(
        world, world.opening_post(thread), PostState.REMOVED
    ),
    "hidden": lambda world, thread: become(
        world, world.opening_post(thread), PostState.HIDDEN
    ),
    "locked": lock,
    "withdrawn": _withdrawn,
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_taken_away_is_gone_with_the_next_request(
    guest: Browser, world: World, deed: str
) -> None:
    thread = world.thread("ken")
    url = world.url(thread)
    before = guest.visit(url).text
    guest.visit("/")
    DEEDS[deed](world, thread)

    assert guest.visit(url).text != before
    assert not is_kept(guest, "/")


def test_words_that_are_gone_are_in_no_memory_either(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken", body="My inverter is a SolarEdge SE7600H.")
    guest.visit(world.url(thread))
    _withdrawn(world, thread)

    guest.visit("/about")

    kept = vars(pages_of(guest.client.application))["_pages"]
    assert kept
    assert not any(b"SE7600H" in page.body for page in kept.values())
    assert pieces(guest.client.application) == 0


def test_a_card_that_is_gone_is_in_no_memory_either(
    guest: Browser, rosa: Browser, world: World
) -> None:
    key, thread = card(world, "ken"), world.url(world.thread("ken"))
    guest.visit("/about")
    assert 'class="sys"' in rosa.visit(thread).html
    assert pieces(guest.client.application) == 1
    with world.writing():
        systems.remove(world.known("ken"), key, utcnow())

    guest.visit("/about")

    assert pieces(guest.client.application) == 0
    assert 'class="sys"' not in rosa.visit(thread).html


def pieces(app: Flask) -> int:
    """Count the pieces of pages that are in memory."""
    made = vars(fragments_of(app))["_made"]
    return int(made.cache_info().currsize)


def test_pieces_of_pages_are_kept_for_minutes_alone(
    rosa: Browser, thread: str, world: World
) -> None:
    other = world.url(world.thread("ivy", title="Another one"))
    rosa.visit(thread)
    assert pieces(world.app) == 1

    with time_machine.travel(utcnow() + timedelta(minutes=11), tick=False):
        rosa.visit(other)

    assert pieces(world.app) == 1
    rosa.visit(thread)
    assert pieces(world.app) == 2


def test_each_reader_has_a_sign_and_rights_of_their_own(
    rosa: Browser, ivy: Browser, ken: Browser, guest: Browser, thread: str
) -> None:
    pages = [one.visit(thread) for one in (rosa, ivy, ken, guest)]

    signs = [set(SIGN.findall(page.html)) for page in pages]
    assert [len(one) for one in signs] == [1, 1, 1, 0]
    assert len(set().union(*signs)) == 3
    assert ["Withdraw" in page.text for page in pages] == [False, False, True, False]
    assert ["Bookmark" in page.text for page in pages] == [True, True, True, False]
    assert not any("<!--" in page.html for page in pages)


def test_what_a_member_does_for_themselves_leaves_pages_as_they_are(
    guest: Browser, rosa: Browser, world: World, thread: str
) -> None:
    paths = ("/", "/b/performance", thread)
    for path in paths:
        guest.visit(path)

    rosa.visit(thread)
    rosa.submit("/bookmark")
    rosa.visit(f"{thread.rpartition('/')[0]}/reply")
    rosa.submit("/reply", body="Not finished yet", more={"save-draft": "1"})
    rosa.visit("/my")
    world.run_jobs()

    assert [is_kept(guest, path) for path in paths] == [True] * 3


def test_a_page_of_a_member_is_never_kept(
    guest: Browser, rosa: Browser, thread: str
) -> None:
    of_rosa = rosa.visit(thread)
    of_a_guest = guest.visit(thread)

    assert "Sign in to reply" in of_a_guest.text
    assert "Sign in to reply" not in of_rosa.text
    assert is_kept(guest, thread)


@pytest.mark.parametrize("path", ["/sign-in", "/register", "/contact"])
def test_a_page_with_a_token_of_a_form_is_never_kept(guest: Browser, path: str) -> None:
    guest.visit(path)

    assert not is_kept(guest, path)


@pytest.mark.parametrize(
    "path", ["/readyz", "/healthz", "/privacy/retention", "/mail/end/a-secret-link"]
)
def test_what_no_mark_tells_of_is_never_kept(guest: Browser, path: str) -> None:
    guest.visit(path)

    assert not is_kept(guest, path)


def test_what_a_header_changes_is_not_kept(guest: Browser) -> None:
    guest.visit("/privacy/data")
    answer = guest.client.get("/privacy/data", headers={"Sec-GPC": "1"})

    assert "Signal received" in answer.text
    assert not is_kept(guest, "/privacy/data")
    assert "Sec-GPC" in answer.headers["Vary"]


def test_each_way_out_is_noted(app: Flask, guest: Browser, home: Path) -> None:
    to = "https://example.org/panels"
    with app.app_context():
        way = f"/leave?{urlencode({'to': to, 'sig': signature(to)})}"
    before = (home / "access.log").read_text()
    guest.visit(way)
    guest.visit(way)

    noted = (home / "access.log").read_text().removeprefix(before)
    assert noted.count('"exit":"example.org"') == 2


def test_whoever_has_the_page_gets_it_in_short(guest: Browser, thread: str) -> None:
    page = guest.visit(thread)
    known = guest.client.get(thread, headers={"If-None-Match": page.headers["ETag"]})
    other = guest.client.get(thread, headers={"If-None-Match": '"other"'})

    assert (known.status_code, known.data) == (304, b"")
    assert known.headers["Cache-Control"] == "public, no-cache"
    assert other.status_code == 200


def test_the_head_of_a_page_has_no_body(guest: Browser, thread: str) -> None:
    page = guest.client.get(thread)
    head = guest.client.head(thread)

    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == page.headers["ETag"]


def test_a_foreign_host_gets_nothing_that_was_kept(guest: Browser, thread: str) -> None:
    guest.visit(thread)

    answer = guest.client.get(thread, base_url="http://forum.attacker.example")

    assert answer.status_code == 400


def test_nobody_can_write_shows_at_once_and_ends_by_itself(
    guest: Browser, world: World, thread: str
) -> None:
    def says_so(page: Page) -> bool:
        return "can only be read" in page.text or "Reading works" in page.text

    with time_machine.travel(utcnow(), tick=False) as clock:
        assert not says_so(guest.visit(thread))
        with world.writing():
            read_only.begin(utcnow() + timedelta(seconds=40), utcnow())
        assert says_so(guest.visit(thread))
        clock.shift(timedelta(seconds=41))
        assert not says_so(guest.visit(thread))


def test_no_page_is_kept_for_longer_than_ten_minutes(
    guest: Browser, thread: str
) -> None:
    with time_machine.travel(utcnow(), tick=False) as clock:
        guest.visit(thread)
        clock.shift(timedelta(minutes=10))

        assert not is_kept(guest, thread)


def test_a_change_that_came_to_no_good_end_changes_no_page(
    guest: Browser, world: World, thread: str
) -> None:
    guest.visit(thread)
    with contextlib.suppress(RuntimeError), world.writing():
        db.session.get_one(Member, world.member_id("ken")).about = "Something else."
        db.session.flush()
        raise RuntimeError

    assert is_kept(guest, thread)


def test_members_of_staff_who_hurry_move_no_page_by_looking(
    guest: Browser, world: World, thread: str
) -> None:
    hurried(world)
    guest.visit(thread)
    staff = Browser(world.app)
    staff.begin_session(world.session_of(world.member_id("sam_staff")))
    staff.visit("/moderation")

    assert is_kept(guest, thread)
