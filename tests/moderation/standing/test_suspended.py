"""What a suspended and a limited member can still do."""

import pytest
from flask import Flask

from forum.boards.models import Post
from forum.boards.saved import SavedDraft
from moderation.standing.views.own import OPEN_PAGES
from tests.browser import Browser
from tests.moderation.standing.staff import WHY, acted
from tests.world import BODY, World


@pytest.fixture
def suspended(mo: Browser, rosa: Browser, world: World) -> Browser:
    """Return the browser of a member who is suspended and signed in again."""
    world.reply(world.thread("ken"), "rosa")
    acted(mo, "rosa", "suspend")
    rosa.sign_in("rosa")
    return rosa


def test_every_page_leads_to_the_one_about_the_suspension(
    suspended: Browser, world: World
) -> None:
    (thread,) = {one.thread_id for one in world.rows(Post)}

    for path in ("/", "/latest", "/my", world.url(thread), "/b/care/new", "/systems"):
        page = suspended.visit(path)
        assert page.path == "/my/suspended", path
        assert WHY in page.text
    assert suspended.visit("/", follow=False).status == 303


def test_what_is_theirs_in_any_case_stays_open(
    suspended: Browser, world: World
) -> None:
    post = world.rows(Post)[-1].id
    for path in (
        "/my/export",
        "/my/delete",
        "/my/privacy",
        "/my/profile",
        "/my/systems",
        "/my/sessions",
        "/my/security",
        "/my/decisions",
        "/privacy",
        "/terms",
        "/contact",
        "/rules",
        f"/p/{post}/take-back",
        f"/p/{post}/withdraw",
    ):
        page = suspended.visit(path)
        assert page.path != "/my/suspended", path
        assert page.status < 500, path


def test_who_is_suspended_takes_back_what_they_wrote(
    suspended: Browser, world: World
) -> None:
    post = world.rows(Post)[-1].id
    page = suspended.visit("/my/suspended")
    assert page.link("Take back words") == f"/p/{post}/take-back"

    suspended.visit(f"/p/{post}/withdraw")
    suspended.submit("/withdraw")

    assert world.row(Post, post).state == "withdrawn"


def test_who_is_suspended_signs_out_and_reads_as_a_guest(
    suspended: Browser, world: World
) -> None:
    thread = world.rows(Post)[0].thread_id
    suspended.visit("/my/suspended")

    suspended.submit("/sign-out")

    assert BODY in suspended.visit(world.url(thread)).text


def test_programs_are_answered_whoevers_cookie_comes_along(suspended: Browser) -> None:
    page = suspended.visit("/api/v1/boards", follow=False)

    assert page.status == 200


def test_who_is_suspended_writes_nothing(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit(f"/t/{thread}/reply")
    fields = rosa.page.values("/reply")
    acted(mo, "rosa", "suspend")
    rosa.sign_in("rosa")
    token = rosa.visit("/my/suspended").values("/sign-out")["csrf_token"]

    fields["csrf_token"], fields["body"] = token, "Words that are not lost."
    page = rosa.post(f"/t/{thread}/reply", fields)

    assert page.status == 403
    assert "Words that are not lost." in page.text
    assert len(world.rows(Post)) == 1


def test_nobody_else_has_that_page(rosa: Browser) -> None:
    assert rosa.visit("/my/suspended").path == "/my"


def test_a_suspended_moderator_gets_to_no_page_of_staff(
    ada: Browser, mo: Browser
) -> None:
    acted(ada, "mo_mod", "suspend")
    mo.sign_in("mo_mod")

    assert mo.visit("/moderation/queue").path == "/my/suspended"


def test_every_page_that_stays_open_is_there(app: Flask) -> None:
    known = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert known >= OPEN_PAGES


def test_who_is_limited_keeps_drafts_and_is_told_why(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    acted(mo, "rosa", "limit")

    page = rosa.visit(f"/t/{thread}/reply")
    assert "You can read but not write until" in page.text
    assert not page.soup.select("button[data-send]")
    page = rosa.submit("/reply", body="For later.", more={"save-draft": "1"})

    assert "Your draft is saved" in page.text
    assert len(world.rows(SavedDraft)) == 1
    assert "You can read but not write until" in rosa.visit("/my").text


def test_who_is_limited_posts_and_reports_nothing(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    acted(mo, "rosa", "limit")
    rosa.visit(f"/t/{thread}/reply")

    page = rosa.submit("/reply", body="Not now.")
    assert page.status == 403
    assert page.values("/reply")["body"] == "Not now."
    rosa.visit("/m/ken/flag")
    page = rosa.submit("/m/ken/flag", reason="spam")

    assert page.status == 403
    assert len(world.rows(Post)) == 1
