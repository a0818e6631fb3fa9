"""The queue: its order, its tabs, and who is at which case."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Role
from moderation import rules
from moderation.models import FlagReason, Reviewable
from tests.boards.acts import statements
from tests.browser import Browser, Page
from tests.moderation.cases import decided, flagged, opened
from tests.world import World

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def titles(page: Page) -> list[str]:
    return [str(one.get_text()) for one in page.soup.select("main .qi b")]


def reported_thread(world: World, by: str, title: str, reason: FlagReason) -> int:
    post = world.opening_post(world.thread(by, title=title))
    return flagged(world, post, reason=reason)


def colleague(world: World, handle: str = "max_mod") -> Browser:
    world.member(handle, Role.MODERATOR)
    browser = Browser(world.app)
    browser.sign_in(handle)
    return browser


def test_what_is_most_pressing_comes_first(mo: Browser, world: World) -> None:
    reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)
    reported_thread(world, "ivy", "Away from the subject", FlagReason.OFF_SUBJECT)
    reported_thread(world, "liz", "A telephone number", FlagReason.PERSONAL_INFORMATION)

    page = mo.visit("/moderation/queue")

    assert titles(page) == [
        "A telephone number",
        "A thread with advertising",
        "Away from the subject",
    ]
    assert page.heading == "3 to review"
    assert "Priority 100" in page.text
    assert "Why in this order" in page.text


def test_who_waits_long_comes_before_what_is_a_little_graver(
    mo: Browser, world: World
) -> None:
    old = reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)
    reported_thread(world, "ivy", "An attack on a person", FlagReason.HARASSMENT)
    with world.writing():
        db.session.get_one(Reviewable, old).opened_at -= timedelta(hours=11)

    page = mo.visit("/moderation/queue")

    assert titles(page)[0] == "A thread with advertising"
    assert "Priority 71" in page.text


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0, 60), (0.9, 60), (1, 61), (48, 108), (999, 108), (-5, 60)],
)
def test_priority_grows_by_the_hour_for_two_days(hours: float, expected: int) -> None:
    opened_at = NOW - timedelta(hours=hours)

    assert rules.priority(60, opened_at, NOW) == expected


def test_an_empty_queue_says_so(mo: Browser) -> None:
    assert "The queue is empty." in mo.visit("/moderation/queue").text


def test_the_header_counts_what_waits(mo: Browser, rosa: Browser, world: World) -> None:
    reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)

    link = mo.visit("/").soup.select_one("nav.sub a[href='/moderation/queue']")

    assert link is not None
    assert link.get_text() == "Review1"
    assert not rosa.visit("/").soup.select("a[href='/moderation/queue']")


@pytest.mark.parametrize(
    "path", ["/moderation/queue", "/moderation/items/1", "/moderation/threads/1"]
)
def test_only_staff_see_moderation(
    rosa: Browser, guest: Browser, world: World, path: str
) -> None:
    reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)

    assert rosa.visit(path).status == 403
    assert "A thread with advertising" not in rosa.page.text
    assert guest.visit(path).status == 401


def test_a_claim_shows_to_colleagues(mo: Browser, world: World) -> None:
    case = reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)
    max_mod = colleague(world)
    opened(mo, case)

    page = mo.submit("/claim")

    assert "Claimed by you" in page.text
    assert "Claimed by mo_mod" in max_mod.visit("/moderation/queue").text
    assert "mo_mod is at it right now." in opened(max_mod, case).text
    assert not max_mod.page.forms("/claim")
    assert titles(mo.visit("/moderation/queue?show=mine")) == [
        "A thread with advertising"
    ]
    assert titles(max_mod.visit("/moderation/queue?show=mine")) == []


def test_a_colleagues_claim_is_respected(mo: Browser, world: World) -> None:
    case = reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)
    max_mod = colleague(world)
    late = opened(max_mod, case).values("/claim")
    opened(mo, case)
    mo.submit("/claim")

    page = max_mod.post(f"/moderation/items/{case}/claim", late)

    assert page.status == 403
    assert "Another moderator is at it." in page.text
    assert world.row(Reviewable, case).claimed_by == world.member_id("mo_mod")


def test_a_claim_ends_by_itself(mo: Browser, world: World) -> None:
    case = reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)
    opened(mo, case)
    mo.submit("/claim")
    max_mod = colleague(world)

    with time_machine.travel(utcnow() + rules.LEASE + timedelta(seconds=5), tick=True):
        opened(max_mod, case)
        page = max_mod.submit("/claim")

    assert page.status == 200
    assert world.row(Reviewable, case).claimed_by == world.member_id("max_mod")


def test_a_case_can_be_released(mo: Browser, world: World) -> None:
    case = reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)
    opened(mo, case)
    mo.submit("/claim")

    page = mo.submit("/release")

    assert page.heading == "1 to review"
    assert world.row(Reviewable, case).claimed_by is None


def test_nobody_releases_a_colleagues_claim(mo: Browser, world: World) -> None:
    case = reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)
    max_mod = colleague(world)
    late = opened(max_mod, case).values("/claim")
    opened(mo, case)
    mo.submit("/claim")

    max_mod.post(f"/moderation/items/{case}/release", late)

    assert world.row(Reviewable, case).claimed_by == world.member_id("mo_mod")


def test_a_decided_case_moves_to_its_tab(mo: Browser, world: World) -> None:
    case = reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)

    decided(mo, case, "leave")

    assert titles(mo.visit("/moderation/queue")) == []
    page = mo.visit("/moderation/queue?show=decided")
    assert titles(page) == ["A thread with advertising"]
    assert "Left it as it was, decided by mo_mod" in page.text
    assert not opened(mo, case).forms("/decide")


def test_a_decided_case_cannot_be_claimed(mo: Browser, world: World) -> None:
    case = reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)
    late = opened(mo, case).values("/claim")
    decided(mo, case, "leave")

    page = mo.post(f"/moderation/items/{case}/claim", late)

    assert page.status == 403
    assert "This was decided already." in page.text


@pytest.mark.parametrize("path", ["/moderation/queue?show=all", "/moderation/items/99"])
def test_what_is_not_there_is_not_found(mo: Browser, path: str) -> None:
    assert mo.visit(path).status == 404


def test_the_queue_costs_the_same_however_long_it_is(mo: Browser, world: World) -> None:
    reported_thread(world, "ken", "A thread with advertising", FlagReason.SPAM)
    mo.visit("/moderation/queue")
    with statements() as one:
        mo.visit("/moderation/queue")
    thread = world.thread("liz")
    world.member("sam_staff", Role.MODERATOR)
    for number in range(8):
        flagged(world, world.reply(thread, "sam_staff", f"Buy one, pay {number}."))

    with statements() as nine:
        mo.visit("/moderation/queue")

    assert len(nine) == len(one) > 0


def test_a_case_names_no_flagger_no_name_and_no_address(
    mo: Browser, world: World
) -> None:
    world.member("whistle")
    post = world.opening_post(world.thread("ken"))
    case = flagged(world, post, "whistle", note="Please look at the third line.")

    page = opened(mo, case)

    assert "Please look at the third line." in page.text
    for private in ("whistle", "Ken Testperson", "ken@example.com"):
        assert private not in page.html
