"""Safety notices beside posts: for readers, from fixed texts, signed by the team."""

import pytest

from forum.boards.models import Post
from forum.boards.notices import TEXTS, newest_notice, newest_notices
from moderation.models import ActionKind, AuditEvent, ModAction, Statement
from tests.browser import Browser, Page
from tests.moderation.reshaped import undone
from tests.world import World

LIVE = "Module wiring stays live in daylight"


def noticed(browser: Browser, post: int, key: str = "live-dc") -> Page:
    """Put a notice beside a post through its page."""
    browser.visit(f"/moderation/posts/{post}/notice")
    return browser.submit("/notice", notice=key)


def test_everybody_sees_the_notice_below_the_post_and_in_the_feed(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.opening_post(thread)

    page = noticed(mo, post)

    assert "Readers see the notice now." in page.text
    (box,) = guest.visit(world.url(thread)).soup.select(f"#p{post} .note.t-staff")
    assert LIVE in box.text
    assert "Moderation team" in box.text
    assert "mo_mod" not in box.text
    assert LIVE in guest.visit(f"/t/{thread}/feed.atom").html


def test_it_says_nothing_about_the_author(mo: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))

    noticed(mo, post)

    (effect,) = world.rows(ModAction)
    assert effect.kind is ActionKind.SAFETY_NOTICE
    assert effect.params == {"notice": "live-dc", "version": 1}
    assert world.rows(Statement) == []
    assert [one.action for one in world.rows(AuditEvent)] == ["safety_notice"]


def test_it_is_taken_off_again(mo: Browser, guest: Browser, world: World) -> None:
    thread = world.thread("ken")
    post = world.opening_post(thread)
    noticed(mo, post)

    mo.visit(f"/moderation/posts/{post}/notice")
    fields = {**mo.page.values("/notice"), "off": "1"}
    page = mo.post(f"/moderation/posts/{post}/notice", fields)

    assert "The notice is gone." in page.text
    assert LIVE not in guest.visit(world.url(thread)).text
    assert undone(world, "safety_notice") == ""
    assert LIVE in guest.visit(world.url(thread)).text


def test_undoing_brings_back_the_notice_before(mo: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))
    noticed(mo, post, "roof")
    noticed(mo, post, "live-dc")

    assert undone(world, "safety_notice") == ""

    assert world.row(Post, post).notice == "roof"


@pytest.mark.parametrize("key", ["", "no-such"])
def test_only_texts_of_the_list_can_be_chosen(
    mo: Browser, world: World, key: str
) -> None:
    post = world.opening_post(world.thread("ken"))

    page = noticed(mo, post, key)

    assert page.status == 422
    assert world.row(Post, post).notice == ""


def test_nobody_marks_their_own_post(mo: Browser, world: World) -> None:
    post = world.opening_post(world.thread("mo_mod"))

    page = mo.visit(f"/moderation/posts/{post}/notice")

    assert page.status == 403
    assert "Another moderator decides about it." in page.text


def test_members_cannot_put_a_notice_anywhere(rosa: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))

    assert rosa.visit(f"/moderation/posts/{post}/notice").status == 403


def test_every_text_has_its_own_key_and_version() -> None:
    known = [(one.key, one.version) for one in TEXTS]

    assert len(known) == len(set(known))
    assert {one.key for one in newest_notices()} == {key for key, _ in known}
    assert all(newest_notice(one.key) == one for one in newest_notices())
    assert newest_notice("no-such") is None
