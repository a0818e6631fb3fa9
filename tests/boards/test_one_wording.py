"""Corrections that follow each other within minutes are one wording."""

from datetime import timedelta

import pytest
import time_machine

from forum.boards.models import Post, PostState, Revision
from forum.core.clock import utcnow
from moderation.models import FlagReason
from tests.browser import Browser
from tests.moderation.cases import decided, flagged, waiting_case
from tests.world import World


def edited(browser: Browser, post: int, body: str) -> None:
    """Correct a post through its form."""
    browser.visit(f"/p/{post}/edit")
    page = browser.submit("/edit", body=body)
    assert page.path.startswith("/t/"), page.text


def bodies(world: World, post: int) -> list[str]:
    """Return the wordings of a post that are kept, the first one first."""
    rows = [one for one in world.rows(Revision) if one.post_id == post]
    return [one.body for one in sorted(rows, key=lambda one: one.number)]


@pytest.fixture
def post(world: World) -> int:
    """Return a reply of Rosa's."""
    return world.reply(world.thread("ken"), "rosa", "It began in May.")


def test_quick_corrections_are_kept_as_one_beside_what_was_posted(
    rosa: Browser, world: World, post: int
) -> None:
    for body in ("It began in June.", "It began in July.", "It began in August."):
        edited(rosa, post, body)

    assert bodies(world, post) == ["It began in May.", "It began in August."]
    row = world.row(Post, post)
    assert (row.revision, row.state) == (4, PostState.PUBLISHED)
    page = rosa.visit(f"/p/{post}/wordings")
    assert len(page.soup.select("section.card")) == 2


def test_a_correction_after_five_minutes_is_a_wording_of_its_own(
    rosa: Browser, world: World, post: int
) -> None:
    edited(rosa, post, "It began in June.")
    with time_machine.travel(utcnow() + timedelta(minutes=6)):
        edited(rosa, post, "It began in July.")

    assert len(bodies(world, post)) == 3


def test_what_somebody_replied_to_stays(rosa: Browser, world: World, post: int) -> None:
    edited(rosa, post, "It began in June.")
    world.reply(world.row(Post, post).thread_id, "ivy", "June? Ours too.", utcnow())
    edited(rosa, post, "It began in July.")

    assert "It began in June." in bodies(world, post)


def test_what_somebody_reported_stays(rosa: Browser, world: World, post: int) -> None:
    edited(rosa, post, "It began in June.")
    flagged(world, post, reason=FlagReason.OTHER)
    edited(rosa, post, "It began in July.")

    assert "It began in June." in bodies(world, post)


def test_what_moderators_judged_stays(
    rosa: Browser, mo: Browser, world: World, post: int
) -> None:
    flagged(world, post, reason=FlagReason.OTHER)
    edited(rosa, post, "It began in June.")
    page = decided(mo, waiting_case(world, post).id, "leave", rule="", reason="")
    assert page.status == 200, page.text
    edited(rosa, post, "It began in July.")

    assert "It began in June." in bodies(world, post)


def test_another_window_still_hears_that_the_post_changed(
    rosa: Browser, world: World, post: int
) -> None:
    edited(rosa, post, "It began in June.")
    rosa.visit(f"/p/{post}/edit")
    fields = rosa.page.values("/edit")
    edited(rosa, post, "It began in July.")
    fields.setlist("body", ["It began in August."])

    page = rosa.post(f"/p/{post}/edit", fields)

    assert page.status == 409
    assert bodies(world, post)[-1] == "It began in July."
