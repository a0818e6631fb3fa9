"""Deciding a case: each measure, and what everybody sees afterwards."""

from collections.abc import Iterator

import pytest

from forum.boards.models import Post, PostState, Thread
from forum.members.models import Member
from moderation.models import (
    Decision,
    Flag,
    FlagReason,
    FlagStatus,
    ModAction,
    Outcome,
    Reviewable,
    ReviewStatus,
    Statement,
)
from tests.boards.acts import CALL_ME, PHONE
from tests.browser import Browser, Page
from tests.moderation.cases import (
    RULE,
    board_named,
    decided,
    flagged,
    left,
    opened,
    waiting_case,
)
from tests.world import BODY, World

RESTED = "It rests on rule 3"


def reply_case(world: World, body: str = CALL_ME) -> tuple[int, int, int]:
    """Report a reply of Rosa's; return the thread, the post and the case."""
    thread = world.thread("ken")
    post = world.reply(thread, "rosa", body)
    return thread, post, flagged(world, post)


def seen_by(world: World, thread: int, *browsers: Browser) -> Iterator[Page]:
    for browser in browsers:
        yield browser.visit(world.url(thread))


def test_masked_words_are_gone_for_everybody(
    mo: Browser, rosa: Browser, guest: Browser, world: World
) -> None:
    thread, post, case = reply_case(world)

    page = decided(mo, case, "mask", words=PHONE)

    assert "Masked. The words stand nowhere in the forum any more." in page.text
    for shown in seen_by(world, thread, guest, rosa, mo):
        assert PHONE not in shown.html
        assert "masked by a moderator" in shown.text
    assert left(world, PHONE) == {}
    assert world.row(Post, post).state is PostState.PUBLISHED
    (action,) = world.rows(ModAction)
    assert (action.before, action.reversible) == ({}, False)


def test_masking_begins_with_what_the_check_finds(mo: Browser, world: World) -> None:
    _, _, case = reply_case(world)

    values = opened(mo, case).values("/decide")

    assert values["words"] == PHONE
    assert values["rule"] == "R2"
    assert values["reason"].startswith("Your post ")


def test_masking_says_where_the_same_words_still_stand(
    mo: Browser, world: World
) -> None:
    thread, _, case = reply_case(world)
    world.reply(thread, "liz", f"It is {PHONE}, yes.")

    page = decided(mo, case, "mask", words=PHONE)

    assert "The same words also stand in 2 other places" in page.text


def test_a_post_is_hidden_until_its_author_edited_it(
    mo: Browser, rosa: Browser, guest: Browser, ivy: Browser, world: World
) -> None:
    thread, post, case = reply_case(world)

    decided(mo, case, "hide_until_edited")

    for shown in seen_by(world, thread, guest, ivy):
        assert CALL_ME not in shown.html
        assert f"Hidden by a moderator until it is edited. {RULE}" in shown.text
    mine = rosa.visit(world.url(thread))
    assert CALL_ME in mine.text
    assert "Edit it, and a moderator will look at it again." in mine.text
    assert world.row(Post, post).state is PostState.HIDDEN


def test_an_edited_post_comes_back_to_the_queue(
    mo: Browser, rosa: Browser, guest: Browser, world: World
) -> None:
    thread, post, case = reply_case(world)
    decided(mo, case, "hide_until_edited")
    rosa.visit(f"/p/{post}/edit")

    rosa.submit("/edit", body="Mine did the same, without a number.")

    again = waiting_case(world, post)
    assert (again.status, again.id != case) == (ReviewStatus.OPEN, True)
    assert "without a number" not in guest.visit(world.url(thread)).text
    assert "Edited" in opened(mo, again.id).text or "Held" in mo.page.text
    decided(mo, again.id, "approve")
    assert "without a number" in guest.visit(world.url(thread)).text


def test_a_post_hidden_a_second_time_waits_for_another_edit(
    mo: Browser, rosa: Browser, world: World
) -> None:
    _, post, case = reply_case(world)
    decided(mo, case, "hide_until_edited")
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body="Mine did the same, better.")
    decided(mo, waiting_case(world, post).id, "approve")

    decided(mo, flagged(world, post), "hide_until_edited")

    waits = [row for row in world.rows(Reviewable) if row.status is ReviewStatus.OPEN]
    assert waits == []
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body="Mine did the same, better still.")
    assert waiting_case(world, post).status is ReviewStatus.OPEN


def test_masking_what_was_edited_as_asked_makes_it_public(
    mo: Browser, rosa: Browser, guest: Browser, world: World
) -> None:
    thread, post, case = reply_case(world, f"{CALL_ME} I mean it.")
    decided(mo, case, "hide_until_edited")
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body=CALL_ME)

    decided(mo, waiting_case(world, post).id, "mask", words=PHONE)

    assert world.row(Post, post).state is PostState.PUBLISHED
    shown = guest.visit(world.url(thread)).text
    assert "Call me at masked by a moderator , I am home by six." in shown


def test_a_removed_reply_leaves_the_rule_in_its_place(
    mo: Browser, rosa: Browser, guest: Browser, ivy: Browser, world: World
) -> None:
    thread, _, case = reply_case(world)

    decided(mo, case, "remove")

    for shown in seen_by(world, thread, guest, ivy):
        assert CALL_ME not in shown.html
        assert f"Removed by a moderator. {RULE}" in shown.text
    for shown in seen_by(world, thread, rosa, mo):
        assert CALL_ME in shown.text
    assert world.row(Thread, thread).reply_count == 0


def test_a_removed_thread_is_gone_with_the_rule(
    mo: Browser, guest: Browser, ivy: Browser, world: World
) -> None:
    thread = world.thread("rosa", board="care")
    case = flagged(world, world.opening_post(thread))

    decided(mo, case, "remove")

    for shown in seen_by(world, thread, guest, ivy):
        assert shown.status == 410
        assert f"A moderator removed this thread. {RULE}" in shown.text
    assert board_named(world, "care").thread_count == 0
    assert world.rows(ModAction)[0].kind == "remove_thread"


def test_what_was_removed_can_be_restored(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("rosa", board="care")
    post = world.opening_post(thread)
    decided(mo, flagged(world, post), "remove")
    mo.visit(world.url(thread))

    mo.submit(f"/moderation/posts/{post}/review")
    page = mo.submit("/decide", measure="restore", reason="")

    assert page.status == 200
    assert BODY in guest.visit(world.url(thread)).text
    assert board_named(world, "care").thread_count == 1
    assert world.rows(Decision)[-1].outcome is Outcome.NO_ACTION
    assert world.rows(Statement)[-1].subject == "Your post is public again"


def test_a_thread_is_moved_and_locked(
    mo: Browser, guest: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("rosa", board="care")
    case = flagged(world, world.opening_post(thread), reason=FlagReason.OFF_SUBJECT)

    decided(mo, case, "move_and_lock", board="site-help", rule="R4")

    page = guest.visit(world.url(thread))
    assert "This thread is locked" in page.text
    assert "Rule 4: Stay with solar." in page.text
    assert page.link("SolTrex help and feedback") == "/b/site-help"
    assert rosa.visit(f"/t/{thread}/reply").status == 403
    counts = [board_named(world, slug).thread_count for slug in ("care", "site-help")]
    assert counts == [0, 1]


def test_moving_needs_somewhere_to_go(mo: Browser, world: World) -> None:
    _, _, case = reply_case(world)

    page = decided(mo, case, "move_and_lock", board="")

    assert page.status == 422
    assert "Choose the board that the thread moves to" in page.text
    assert world.rows(Decision) == []


def test_leaving_a_post_changes_nothing_and_tells_nobody(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread, post, case = reply_case(world)

    decided(mo, case, "leave", reason="")

    assert CALL_ME in guest.visit(world.url(thread)).text
    assert world.row(Post, post).revision == 1
    assert world.rows(Statement) == []
    (flag,) = world.rows(Flag)
    assert flag.status is FlagStatus.DISMISSED
    assert world.row(Reviewable, case).status is ReviewStatus.CLOSED


@pytest.mark.parametrize("measure", ["mask", "hide_until_edited", "remove"])
def test_what_takes_something_away_needs_reasons(
    mo: Browser, world: World, measure: str
) -> None:
    _, post, case = reply_case(world)

    page = decided(mo, case, measure, reason=" \n", note="Kept for later.")

    assert page.status == 422
    assert "Write the reasons; the author reads them" in page.text
    assert "Kept for later." in page.text
    assert world.rows(Decision) == []
    assert world.row(Post, post).state is PostState.PUBLISHED


@pytest.mark.parametrize("rule", ["", "R99", "' --"])
@pytest.mark.parametrize("measure", ["mask", "remove"])
def test_what_takes_something_away_needs_a_rule(
    mo: Browser, world: World, measure: str, rule: str
) -> None:
    _, post, case = reply_case(world)

    page = decided(mo, case, measure, rule=rule)

    assert page.status in {403, 422}
    assert world.rows(Decision) == []
    assert world.row(Post, post).revision == 1


def test_a_decision_has_to_be_one(mo: Browser, world: World) -> None:
    _, _, case = reply_case(world)

    for measure in ("", "delete_everything"):
        page = decided(mo, case, measure)
        assert page.status == 422
    assert world.rows(Decision) == []


def test_masking_words_that_are_not_there_is_refused(mo: Browser, world: World) -> None:
    _, post, case = reply_case(world)

    page = decided(mo, case, "mask", words="Nobody wrote this")

    assert page.status == 403
    assert "None of these words stand in the post." in page.text
    assert "Your post shows a telephone number." in page.text
    assert world.row(Post, post).revision == 1
    assert world.rows(Decision) == []


@pytest.mark.parametrize("measure", ["approve", "restore", "reject"])
def test_only_what_is_offered_can_be_decided(
    mo: Browser, world: World, measure: str
) -> None:
    _, post, case = reply_case(world)

    page = decided(mo, case, measure)

    assert page.status == 403
    assert "This cannot be decided about the post as it stands now." in page.text
    assert world.row(Post, post).state is PostState.PUBLISHED
    assert world.rows(Decision) == []


def test_a_withdrawn_post_is_never_published(
    mo: Browser, guest: Browser, world: World
) -> None:
    world.member("newt", is_new=True)
    thread = world.thread("ken")
    post = world.reply(thread, "newt", "My first words here.")
    newt = Browser(world.app)
    newt.sign_in("newt")
    newt.visit(f"/p/{post}/withdraw")
    newt.submit("/withdraw")
    case = waiting_case(world, post)
    offered = [
        str(one["value"])
        for one in opened(mo, case.id).soup.select("input[name=measure]")
    ]

    page = decided(mo, case.id, "approve")

    assert offered == ["leave"]
    assert page.status == 403
    assert world.row(Post, post).state is PostState.WITHDRAWN
    assert len(guest.visit(world.url(thread)).soup.select("article")) == 1


@pytest.mark.parametrize("extra", [{"suspend": "7"}, {"warn": "y"}])
def test_nobody_is_warned_or_suspended_without_a_rule(
    mo: Browser, world: World, extra: dict[str, str]
) -> None:
    _, _, case = reply_case(world)

    page = decided(mo, case, "leave", **extra)

    assert page.status == 422
    assert "A warning or a suspension goes with a decision by a rule" in page.text
    assert world.rows(Decision) == []
    assert world.row(Member, world.member_id("rosa")).suspended_until is None
