"""Notes of staff on a member."""

from datetime import timedelta
from typing import Any

import time_machine

from forum.core.clock import utcnow
from moderation.standing.models import MemberNote
from tests.browser import Browser, Page
from tests.moderation.standing.staff import acted, ended, logged, pass_time
from tests.rights.leaving import erased
from tests.world import World

NOTE = "Knows a lot about snow loads; be patient."


def noted(mo: Browser, handle: str, body: str = NOTE, **fields: Any) -> Page:
    mo.visit(f"/moderation/members/{handle}")
    return mo.submit("/notes", body=body, **fields)


def test_a_note_is_kept_for_staff_alone(
    mo: Browser, rosa: Browser, ken: Browser, world: World
) -> None:
    page = noted(mo, "rosa", kind="positive")

    assert "The note is kept" in page.text
    assert NOTE in page.text
    assert "Well done" in page.text
    for browser in (rosa, ken):
        for path in ("/m/rosa", "/my", "/my/decisions"):
            assert NOTE not in browser.visit(path).text
    assert "note" in logged(world)


def test_a_note_is_deleted_and_the_log_says_so(mo: Browser, world: World) -> None:
    world.member("ken")
    noted(mo, "ken")

    page = mo.submit("/delete")

    assert NOTE not in page.text
    assert world.rows(MemberNote) == []
    assert "note_deleted" in logged(world)


def test_a_note_goes_on_its_day(mo: Browser, world: World) -> None:
    world.member("ken")
    noted(mo, "ken", until=str((utcnow() + timedelta(days=3)).date()))

    with time_machine.travel(utcnow() + timedelta(days=5)):
        pass_time(world)

    assert world.rows(MemberNote) == []


def test_a_note_that_is_too_long_or_over_is_handed_back(
    mo: Browser, world: World
) -> None:
    world.member("ken")

    page = noted(mo, "ken", "x" * 2001)
    assert page.status == 422
    assert "Use 2,000 characters at most" in page.text
    page = noted(mo, "ken", until="2020-01-01")
    assert page.status == 422
    assert NOTE in page.text
    assert world.rows(MemberNote) == []


def test_warnings_limits_and_their_ends_are_lines_of_their_own(
    mo: Browser, world: World
) -> None:
    world.member("ken")

    acted(mo, "ken", "warn")
    acted(mo, "ken", "limit")
    ended(mo, "ken", "limit")

    text = mo.visit("/moderation/members/ken").text
    for line in ("Warned, rule 2.", "Limited: read only, rule 2.", "Limit ended."):
        assert line in text


def test_notes_go_with_their_member(mo: Browser, world: World) -> None:
    member = world.member("ken")
    noted(mo, "ken")

    erased(world, member)

    assert world.rows(MemberNote) == []
