"""What new members write waits until a moderator has read it."""

from datetime import timedelta

import pytest

from forum.boards.models import Post, PostState, Thread
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member, Role
from moderation import rules
from moderation.models import Reviewable, ReviewableKind, Statement
from moderation.rules import CLICK_WITHIN
from tests.boards.acts import CALL_ME, PHONE, send
from tests.browser import Browser, Page
from tests.moderation.cases import board_named, decided, left, opened, waiting_case
from tests.world import BODY, TITLE, World, words_of

WORDS = "My first words here, about the snow."


@pytest.fixture
def newt(world: World) -> Browser:
    """Return the browser of somebody who joined just now."""
    world.member("newt", is_new=True)
    browser = Browser(world.app)
    browser.sign_in("newt")
    return browser


def held(world: World, newt: Browser, body: str = WORDS) -> tuple[int, int, Page]:
    """Let the new member reply; return the thread, the post, the page after."""
    thread = world.thread("ken")
    page = send(newt, thread, body)
    (post,) = [row for row in world.rows(Post) if row.state is PostState.HELD]
    return thread, post.id, page


def test_a_first_post_waits_and_says_so(newt: Browser, world: World) -> None:
    _, post, page = held(world, newt)

    assert "Thank you. A moderator will check it first." in page.text
    assert "We check the first posts of every new member." in page.text
    assert WORDS in page.text
    assert world.row(Post, post).number is None
    (case,) = world.rows(Reviewable)
    assert case.kind is ReviewableKind.HELD_POST


def test_only_its_author_and_staff_see_a_held_post(
    newt: Browser, guest: Browser, ivy: Browser, mo: Browser, world: World
) -> None:
    thread, post, _ = held(world, newt)

    for browser in (guest, ivy):
        for path in (world.url(thread), "/feed.atom", f"/t/{thread}/feed.atom"):
            assert WORDS not in browser.visit(path).html
        assert browser.visit(f"/p/{post}").status == 404
    for browser in (newt, mo):
        assert WORDS in browser.visit(world.url(thread)).text
        assert browser.visit(f"/p/{post}").status == 200


def test_a_held_thread_stands_in_no_list_but_its_authors(
    newt: Browser, guest: Browser, world: World
) -> None:
    newt.visit("/b/care/new")
    newt.submit("/b/care/new", title=TITLE, body=BODY)
    (thread,) = world.rows(Thread)

    for path in ("/", "/latest", "/b/care", "/feed.atom"):
        assert TITLE not in guest.visit(path).html
    assert guest.visit(f"/t/{thread.id}").status == 404
    assert TITLE in newt.visit("/b/care").text
    assert "Waiting for a moderator" in newt.page.text
    assert board_named(world, "care").thread_count == 0


def test_an_approved_post_is_public_and_numbered(
    newt: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    thread, post, _ = held(world, newt)
    world.reply(thread, "ivy", "A reply in between.", utcnow())

    decided(mo, waiting_case(world, post).id, "approve", reason="")

    shown = guest.visit(world.url(thread))
    assert WORDS in shown.text
    assert world.row(Post, post).number == 3
    assert world.row(Thread, thread).reply_count == 2
    assert world.row(Member, world.member_id("newt")).post_count == 1


def test_an_approved_author_gets_a_mail(
    newt: Browser, mo: Browser, world: World
) -> None:
    _, post, _ = held(world, newt)
    decided(mo, waiting_case(world, post).id, "approve", reason="")

    world.run_jobs(CLICK_WITHIN)

    (mail,) = world.outbox.to("newt@example.com")
    assert mail["Subject"] == "[Service] Your post is public now"
    assert f"http://127.0.0.1:8000/p/{post}" in words_of(mail)
    assert world.rows(Statement) == []
    assert newt.page.status == 200


def test_an_approved_thread_enters_its_board(
    newt: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    newt.visit("/b/care/new")
    newt.submit("/b/care/new", title=TITLE, body=BODY)
    (post,) = world.rows(Post)

    decided(mo, waiting_case(world, post.id).id, "approve", reason="")

    assert TITLE in guest.visit("/b/care").text
    assert board_named(world, "care").thread_count == 1
    assert world.row(Thread, post.thread_id).last_number == 1


def test_a_rejected_post_stays_with_its_author_and_the_reasons(
    newt: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    thread, post, _ = held(world, newt)

    decided(
        mo, waiting_case(world, post).id, "reject", rule="R1", reason="It is an ad."
    )

    assert WORDS not in guest.visit(world.url(thread)).html
    mine = newt.visit(world.url(thread)).text
    assert WORDS in mine
    assert "A moderator did not publish this." in mine
    (statement,) = world.rows(Statement)
    assert "It is an ad." in newt.visit(f"/my/decisions/{statement.id}").text
    assert world.row(Thread, thread).last_number == 1


def test_a_held_post_is_masked_and_public_in_one_decision(
    newt: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    send(newt, thread, CALL_ME)
    newt.submit("/reply", choice__0="keep")
    (post,) = [row for row in world.rows(Post) if row.state is PostState.HELD]
    case = waiting_case(world, post.id).id
    assert "The author chose Keep it public for: phone number." in opened(mo, case).text

    decided(mo, case, "mask", words=PHONE)

    assert "masked by a moderator" in guest.visit(world.url(thread)).text
    assert left(world, PHONE) == {}


def test_a_held_post_sent_twice_is_held_once(newt: Browser, world: World) -> None:
    thread, _, _ = held(world, newt)

    page = send(newt, thread, WORDS)

    assert "A moderator will check it first." in page.text
    assert len(world.rows(Post)) == 2
    assert len(world.rows(Reviewable)) == 1


def test_an_edit_of_a_held_post_does_not_publish_it(
    newt: Browser, guest: Browser, world: World
) -> None:
    thread, post, _ = held(world, newt)
    newt.visit(f"/p/{post}/edit")

    newt.submit("/edit", body="Better words, about the snow.")

    assert world.row(Post, post).state is PostState.HELD
    assert "Better words" not in guest.visit(world.url(thread)).html


@pytest.mark.parametrize(
    ("posts", "hours", "role", "vouched", "waits"),
    [
        (0, 0, Role.MEMBER, False, True),
        (0, 99, Role.MEMBER, False, True),
        (1, 23, Role.MEMBER, False, True),
        (1, 25, Role.MEMBER, False, False),
        (0, 0, Role.MEMBER, True, False),
        (0, 0, Role.MODERATOR, False, False),
    ],
)
def test_posts_wait_until_one_was_approved_and_a_day_passed(
    posts: int, hours: int, role: Role, vouched: bool, waits: bool
) -> None:
    now = utcnow()
    member = Member(role=role, post_count=posts, joined_at=now - timedelta(hours=hours))
    member.vouched_at = now if vouched else None

    assert rules.is_new(member, now) is waits


def test_after_the_first_day_posts_are_public_at_once(
    newt: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    thread, post, _ = held(world, newt)
    decided(mo, waiting_case(world, post).id, "approve", reason="")
    key = world.member_id("newt")
    with world.writing():
        member = db.session.get_one(Member, key)
        member.joined_at -= timedelta(days=2)
        db.session.get_one(Post, post).posted_at -= timedelta(hours=1)

    page = send(newt, thread, "And one more thing.")

    assert "Your post is public." in page.text
    assert "And one more thing." in guest.visit(world.url(thread)).text
