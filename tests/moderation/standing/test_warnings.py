"""A warning is read before the next post, and expires by itself."""

from datetime import timedelta

import time_machine

from forum.boards.models import Post
from forum.core.clock import utcnow
from tests.browser import Browser
from tests.moderation.standing.staff import WHY, acted, ended
from tests.world import BODY, World

LONG = "A long answer about strings and optimizers that took an hour."


def test_a_warning_stops_posting_and_keeps_the_text(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit(f"/t/{thread}/reply")
    acted(mo, "rosa", "warn")

    page = rosa.submit("/reply", body=LONG)

    assert page.status == 403
    assert "Read this before you post" in page.text
    assert WHY in page.text
    assert page.values("/reply")["body"] == LONG
    assert len(world.rows(Post)) == 1


def test_who_says_they_read_it_posts_the_kept_text(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    acted(mo, "rosa", "warn")
    page = rosa.visit(f"/t/{thread}/reply")
    assert "Read this before you post" in page.text
    (button,) = page.soup.select("button[name=have-read]")

    page = rosa.submit("/reply", body=LONG, more={"have-read": str(button["value"])})

    assert page.status == 200
    assert "Read this before you post" not in page.text
    assert page.values("/reply")["body"] == LONG
    rosa.submit("/reply")
    assert len(world.rows(Post)) == 2


def test_a_warning_of_somebody_else_is_not_read_for_them(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    acted(mo, "rosa", "warn")
    acted(mo, "ken", "warn")
    rosa.visit(f"/t/{thread}/reply")

    page = rosa.submit("/reply", body=LONG, more={"have-read": "2"})

    assert "Read this before you post" in page.text


def test_a_warning_does_not_stop_reading_or_drafts(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    acted(mo, "rosa", "warn")

    assert BODY in rosa.visit(world.url(thread)).text
    rosa.visit(f"/t/{thread}/reply")
    page = rosa.submit("/reply", body=LONG, more={"save-draft": "1"})

    assert "Your draft is saved" in page.text


def test_a_warning_expires_after_ninety_days(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    acted(mo, "rosa", "warn")
    assert "1 warning in force" in mo.visit("/moderation/members/rosa").text

    with time_machine.travel(utcnow() + timedelta(days=91)):
        mo.begin_session(world.session_of(world.member_id("mo_mod")))
        rosa.begin_session(world.session_of(world.member_id("rosa")))
        assert "in force" not in mo.visit("/moderation/members/rosa").text
        assert "Read this" not in rosa.visit(f"/t/{thread}/reply").text


def test_a_warning_that_was_ended_stops_nobody(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    acted(mo, "rosa", "warn")

    ended(mo, "rosa", "warning", "It was somebody else.")

    assert "Read this" not in rosa.visit(f"/t/{thread}/reply").text
