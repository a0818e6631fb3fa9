"""Reports are taken back, told of once, and not opened twice for nothing."""

from datetime import timedelta

from forum.boards.models import Post
from forum.core.db import db
from forum.members.models import Member
from moderation.models import Flag, FlagReason, FlagStatus, Reviewable
from tests.browser import Browser
from tests.moderation.cases import decided, flagged, opened
from tests.world import World


def test_a_report_is_taken_back_until_it_is_decided(
    rosa: Browser, mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    case = flagged(world, post, "rosa")
    (flag,) = world.rows(Flag)
    rosa.visit("/my/flags")

    page = rosa.submit(f"/my/flags/{flag.id}/withdraw")

    assert "You took it back." in page.text
    assert world.row(Flag, flag.id).status is FlagStatus.WITHDRAWN
    assert f"/my/flags/{flag.id}/withdraw" not in page.html
    assert decided(mo, case, "leave").status == 200


def test_nobody_takes_back_what_is_decided_or_not_theirs(
    rosa: Browser, ken: Browser, mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("una"), "ivy")
    case = flagged(world, post, "rosa")
    (flag,) = world.rows(Flag)
    rosa.visit("/my/flags")
    token = rosa.page.values(f"/my/flags/{flag.id}/withdraw")
    decided(mo, case, "leave")

    late = rosa.post(f"/my/flags/{flag.id}/withdraw", token)
    ken.visit("/my")
    other = {"csrf_token": ken.page.values("/sign-out")["csrf_token"]}
    theirs = ken.post(f"/my/flags/{flag.id}/withdraw", other)

    assert (late.status, theirs.status) == (403, 404)
    assert world.row(Flag, flag.id).status is FlagStatus.DISMISSED


def test_what_came_of_a_report_is_counted_until_it_is_read(
    rosa: Browser, mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    decided(mo, flagged(world, post, "rosa"), "leave")

    page = rosa.visit("/my/flags")
    assert "1 report of yours was decided." in page.text
    assert "within the rules" in page.text
    page = rosa.submit("/my/flags/seen")

    assert "of yours was decided" not in page.text
    assert world.rows(Flag)[0].seen_at is not None


def test_the_same_reason_is_looked_at_again_once_the_post_is_edited(
    rosa: Browser, ivy: Browser, mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    decided(mo, flagged(world, post, "una"), "leave")

    rosa.visit(f"/p/{post}/flag")
    page = rosa.submit("/flag", reason="harassment")
    assert "We looked at this post for that reason already" in page.text
    assert len(world.rows(Flag)) == 1
    rosa.visit(f"/p/{post}/flag")
    assert "Thank you." in rosa.submit("/flag", reason="spam").text

    ivy.visit(f"/p/{post}/edit")
    ivy.submit("/edit", body="It reads differently now.")
    assert world.row(Post, post).revision == 2
    flagged(world, post, "una")
    assert len(world.rows(Flag)) == 3


def test_many_reports_by_young_accounts_in_an_hour_are_marked(
    mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    for n in range(4):
        world.member(f"young{n}", is_new=True)
        case = flagged(world, post, f"young{n}", FlagReason.SPAM)

    said = "Several reports came within an hour from accounts younger than a week."
    assert said in opened(mo, case).text
    with world.writing():
        member = db.session.get_one(Member, world.rows(Flag)[0].reporter_id)
        member.joined_at -= timedelta(days=8)
    assert said not in opened(mo, case).text
    assert len([one for one in world.rows(Reviewable) if one.board_id]) == 1
