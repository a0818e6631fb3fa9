"""A post that was not published becomes public once the appeal is granted."""

import pytest

from forum.boards import actions as boards
from forum.boards.actions import Passages
from forum.boards.drafts import Draft
from forum.boards.models import Post, PostState, Thread
from forum.boards.queries import DraftPlace
from forum.boards.saved import SavedDraft
from forum.core.clock import utcnow
from forum.core.wording import Wording
from forum.members.models import Member
from moderation.models import (
    ActionKind,
    FlagReason,
    ModAction,
    ReviewableKind,
    ReviewStatus,
    Statement,
)
from moderation.rules import CLICK_WITHIN
from tests.boards.acts import PHONE, send
from tests.browser import Browser
from tests.moderation.appeals.asking import WHY, appealed, case_of, judged
from tests.moderation.cases import decided, flagged, waiting_case
from tests.moderation.proofs.invariants import faults
from tests.moderation.walls.acts import opened
from tests.world import TITLE, World, words_of

TEXT = f"Call the shop, {PHONE}, they know these inverters."


@pytest.fixture
def newt(world: World) -> Browser:
    """Return the browser of somebody whose first post waits."""
    member = world.member("newt", is_new=True)
    browser = Browser(world.app)
    browser.begin_session(world.session_of(member))
    return browser


def rejected(world: World, mo: Browser) -> int:
    """Let the first reply of the new member be rejected; return it."""
    post = world.reply(world.thread("ken"), "newt", TEXT)
    decided(mo, waiting_case(world, post).id, "reject")
    return post


def granted(world: World, newt: Browser, ada: Browser) -> str:
    """Appeal against the newest decision, have it granted; return the answer."""
    statement = max(one.id for one in world.rows(Statement))
    appealed(newt, statement)
    assert judged(ada, case_of(world), "grant").status == 200
    answer = max(one.id for one in world.rows(Statement))
    return newt.visit(f"/my/decisions/{answer}").text


def test_a_granted_appeal_publishes_the_post(
    mo: Browser, ada: Browser, newt: Browser, guest: Browser, world: World
) -> None:
    post = rejected(world, mo)
    before = utcnow()

    said = granted(world, newt, ada)
    world.run_jobs(CLICK_WITHIN)

    row = world.row(Post, post)
    assert row.state is PostState.PUBLISHED
    assert row.published_at
    assert row.published_at >= before
    assert row.number == 2
    assert TEXT in guest.visit(world.url(row.thread_id)).text
    assert world.row(Member, row.author_id).post_count == 1
    assert "Your post is public now." in said
    assert "waits for a check" not in said
    mail = world.outbox.to("newt@example.com")[-1]
    assert mail["Subject"] == "[Service] We granted your appeal"
    assert "Your post is public now." in words_of(mail)
    kinds = [one.kind for one in world.rows(ModAction)]
    assert kinds == [ActionKind.REJECT, ActionKind.REVERSE, ActionKind.APPROVE]
    assert not faults(world)


def test_a_granted_appeal_publishes_a_thread(
    mo: Browser, ada: Browser, newt: Browser, guest: Browser, world: World
) -> None:
    opened(newt)
    (post,) = world.rows(Post)
    decided(mo, waiting_case(world, post.id).id, "reject")

    granted(world, newt, ada)

    assert TITLE in guest.visit("/b/care").text
    assert world.row(Thread, post.thread_id).state is PostState.PUBLISHED
    assert not world.rows(SavedDraft)
    assert not faults(world)


def test_no_second_copy_is_left_among_the_drafts(
    mo: Browser, ada: Browser, newt: Browser, world: World
) -> None:
    rejected(world, mo)
    assert len(world.rows(SavedDraft)) == 1

    granted(world, newt, ada)

    assert not world.rows(SavedDraft)


def test_a_draft_that_its_author_went_on_with_stays(
    mo: Browser, ada: Browser, newt: Browser, world: World
) -> None:
    post = rejected(world, mo)
    place = DraftPlace(thread_id=world.row(Post, post).thread_id)
    member = world.member_id("newt")
    with world.writing():
        boards.keep_draft(member, place, Draft("Better.", once="x"), "", utcnow())

    granted(world, newt, ada)

    assert [one.body for one in world.rows(SavedDraft)] == ["Better."]
    assert world.row(Post, post).state is PostState.PUBLISHED


def test_what_was_posted_again_meanwhile_does_not_stand_twice(
    mo: Browser, ada: Browser, newt: Browser, world: World
) -> None:
    post = rejected(world, mo)
    send(newt, world.row(Post, post).thread_id, TEXT)
    newt.submit("/reply", choice__0="keep")

    said = granted(world, newt, ada)

    assert world.row(Post, post).state is PostState.REJECTED
    assert "The same text was posted again since" in said
    assert "Your post is public now." not in said
    assert not faults(world)


def test_a_text_that_was_changed_since_is_read_again(
    mo: Browser, ada: Browser, newt: Browser, world: World
) -> None:
    post = rejected(world, mo)
    gone = Passages(Wording((PHONE,), "[taken back by its author]"))
    with world.writing():
        boards.take_back(world.row(Post, post).author_id, post, gone, utcnow())

    said = granted(world, newt, ada)

    assert world.row(Post, post).state is PostState.HELD
    case = waiting_case(world, post)
    assert (case.kind, case.status) == (ReviewableKind.HELD_POST, ReviewStatus.OPEN)
    assert "Your post was changed since the decision." in said
    assert not faults(world)


def test_a_post_that_was_withdrawn_does_not_come_back(
    mo: Browser, ada: Browser, newt: Browser, world: World
) -> None:
    post = rejected(world, mo)
    with world.writing():
        boards.withdraw(world.row(Post, post).author_id, post, utcnow())
    statement = max(one.id for one in world.rows(Statement))
    appealed(newt, statement)

    page = judged(ada, case_of(world), "grant")

    assert world.row(Post, post).state is PostState.WITHDRAWN
    assert "Not all could be brought back: It was withdrawn by its author." in page.text
    answer = max(one.id for one in world.rows(Statement))
    told = newt.visit(f"/my/decisions/{answer}").text
    assert "the post. It was withdrawn by its author." in told
    assert not faults(world)


def test_who_decides_reads_that_the_post_becomes_public(
    mo: Browser, ada: Browser, newt: Browser, world: World
) -> None:
    rejected(world, mo)
    appealed(newt, max(one.id for one in world.rows(Statement)))

    page = ada.visit(f"/moderation/appeals/{case_of(world)}")

    assert "Did not publish it: becomes public, unless its author" in page.text
    assert WHY not in page.text


def test_a_post_rejected_in_a_clean_up_is_read_first(
    mo: Browser, ada: Browser, newt: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "newt", TEXT)
    mo.visit("/moderation/members/newt/clean-up")
    page = mo.submit("/clean-up", window="all", rule="R1", days="7", reason="Spam.")
    assert page.status == 200, page.text
    assert world.row(Post, post).state is PostState.REJECTED
    newt.begin_session(world.session_of(world.member_id("newt")))

    said = granted(world, newt, ada)

    assert world.row(Post, post).state is PostState.HELD
    assert "Your account is open as it was before." in said
    assert "Your post waits for a check again." in said
    assert not faults(world)


@pytest.mark.parametrize("measure", ["remove", "hide_until_edited"])
def test_what_reports_hid_is_public_again_once_an_appeal_is_granted(
    mo: Browser, ada: Browser, rosa: Browser, guest: Browser, world: World, measure: str
) -> None:
    post = world.reply(world.thread("ken"), "rosa", TEXT)
    case = flagged(world, post, "whistle", FlagReason.PERSONAL_INFORMATION)
    assert world.row(Post, post).state is PostState.HIDDEN
    decided(mo, case, measure)

    said = granted(world, rosa, ada)

    assert "as it was before." in said
    assert TEXT in guest.visit(f"/p/{post}").text
    assert faults(world) == []
