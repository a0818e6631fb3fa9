"""Members who may read but not write for a while."""

from datetime import timedelta

import pytest

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.members import actions as members
from forum.members.models import Member, MemberSession, Role
from moderation.models import Decision
from tests.boards.acts import CALL_ME
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.world import BODY, TITLE, World

WEEK = timedelta(days=7)


def test_who_is_limited_reads_but_does_not_write(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    mine = world.reply(thread, "rosa")
    limited(world, "rosa")

    assert BODY in rosa.visit(world.url(thread)).text
    assert not rosa.page.forms("/reply")
    assert rosa.visit(f"/p/{mine}/edit").status == 403
    for path in (f"/t/{thread}/reply", "/b/care/new"):
        page = rosa.visit(path)
        assert "You can read but not write until" in page.text
        assert rosa.submit(path, body=BODY, title=TITLE).status == 403
    assert len(world.rows(Post)) == 2
    assert rosa.visit("/my/decisions").status == 200


def test_who_is_limited_still_withdraws(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa")
    limited(world, "rosa")
    rosa.visit(f"/p/{post}/withdraw")

    page = rosa.submit("/withdraw")

    assert page.status == 200
    assert world.row(Post, post).state == "withdrawn"


def test_who_is_limited_does_not_report(rosa: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))
    limited(world, "rosa")
    rosa.visit(f"/p/{post}/flag")

    page = rosa.submit("/flag", reason="spam")

    assert page.status == 403
    assert "You can read but not write until" in page.text


def test_a_draft_sent_while_limited_is_not_lost(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    rosa.visit(f"/t/{thread}/reply")
    limited(world, "rosa")

    page = rosa.submit("/reply", body="A long text that took an hour.")

    assert page.status == 403
    assert "A long text that took an hour." in page.text


def test_a_suspension_signs_out_and_ends_by_itself(
    mo: Browser, rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)

    decided(mo, flagged(world, post), "remove", suspend="3")

    member = world.row(Member, world.member_id("rosa"))
    assert member.suspended_until is not None
    assert abs(member.suspended_until - utcnow() - timedelta(days=3)) < WEEK / 7
    sessions = [row.member_id for row in world.rows(MemberSession)]
    assert member.id not in sessions
    assert rosa.visit("/my").status == 401
    rosa.sign_in("rosa")
    assert rosa.visit("/b/care/new").path == "/my/suspended"
    with world.writing():
        members.suspend(member.id, utcnow() - timedelta(seconds=1))
    rosa.sign_in("rosa")
    assert rosa.visit("/b/care/new").status == 200


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMINISTRATOR])
def test_staff_cannot_be_suspended(mo: Browser, world: World, role: Role) -> None:
    colleague = world.member("max_mod", role)
    post = world.opening_post(world.thread("max_mod", title=TITLE, body=CALL_ME))

    page = decided(mo, flagged(world, post), "remove", suspend="30")

    assert page.status == 403
    assert "Moderators and administrators cannot be suspended here." in page.text
    assert world.rows(Decision) == []
    assert world.row(Member, colleague).suspended_until is None
    assert world.row(Post, post).state == "published"


def test_a_suspension_of_another_length_is_not_offered(
    mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)

    page = decided(mo, flagged(world, post), "remove", suspend="3650")

    assert page.status == 422
    assert world.rows(Decision) == []


def limited(world: World, handle: str) -> None:
    key = world.member_id(handle)
    with world.writing():
        members.limit(key, utcnow() + WEEK)
