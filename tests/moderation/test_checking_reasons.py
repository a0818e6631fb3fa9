"""Reasons and notes of moderators are checked without losing the decision."""

import pytest

from forum.boards.models import Post, Thread
from forum.disclosure import Registered
from forum.members.models import Member
from forum.warnings import places_in
from forum.warnings.models import WarningMonth
from moderation.models import Decision, Flag, FlagReason, Rule, Statement
from tests.boards.acts import CALL_ME, OTHER_PHONE, PHONE
from tests.browser import Browser
from tests.moderation.cases import board_named, decided, flagged, left
from tests.world import BODY, World

WHY = f"You gave away the line of the installer, {OTHER_PHONE}."
SAID = "You gave away the line of the installer, [phone number masked]."


def a_case(world: World, body: str = BODY) -> tuple[int, int]:
    post = world.reply(world.thread("ken"), "rosa", body)
    return post, flagged(world, post)


def kept(world: World) -> list[tuple[str, int, int]]:
    return [(row.kind, row.masked, row.kept) for row in world.rows(WarningMonth)]


def test_a_decision_comes_through_the_page_whole(mo: Browser, world: World) -> None:
    post, case = a_case(world)
    fields = {"reason": WHY, "warn": "y", "suspend": "7", "rule": "R2"}
    assert decided(mo, case, "remove", **fields).status == 422
    assert world.rows(Decision) == []

    page = mo.submit("/decide", choice__0="mask")

    assert "Decided. The author is told, and the log has it." in page.text
    (decision,) = world.rows(Decision)
    assert (decision.public_reason, decision.rule_code) == (SAID, "R2")
    (statement,) = world.rows(Statement)
    assert SAID in statement.body
    assert "This is a warning" in statement.body
    author = world.row(Member, world.row(Post, post).author_id)
    assert author.suspended_until is not None
    assert left(world, OTHER_PHONE) == {}


def test_a_thread_is_moved_after_the_page(mo: Browser, world: World) -> None:
    post, case = a_case(world)
    decided(mo, case, "move_and_lock", reason=WHY, board="care")

    mo.submit("/decide", choice__0="mask")

    thread = world.row(Thread, world.row(Post, post).thread_id)
    assert thread.board_id == board_named(world, "care").id


def test_words_that_the_decision_masks_are_not_asked_about(
    mo: Browser, world: World
) -> None:
    _, case = a_case(world, CALL_ME)
    before = kept(world)

    page = decided(
        mo, case, "mask", words=PHONE, reason=f"It says {PHONE}.", note=f"Not {PHONE}"
    )

    assert "Masked. The words stand nowhere" in page.text
    (decision,) = world.rows(Decision)
    assert decision.public_reason == "It says [masked by a moderator]."
    assert decision.internal_note == "Not [masked by a moderator]"
    assert kept(world) == before


def test_several_words_to_mask_come_through_the_page(mo: Browser, world: World) -> None:
    _, case = a_case(world, CALL_ME)
    words = f"{PHONE}\nhome by six"

    page = decided(mo, case, "mask", words=words, reason=f"{PHONE} and {OTHER_PHONE}")
    assert [one.get_text() for one in page.soup.select("legend")] == ["Phone number"]
    mo.submit("/decide", choice__0="mask")

    (decision,) = world.rows(Decision)
    assert decision.public_reason == (
        "[masked by a moderator] and [phone number masked]"
    )
    assert left(world, PHONE) == left(world, "home by six") == {}


def test_a_confirmed_decision_sent_twice_is_made_and_counted_once(
    mo: Browser, world: World
) -> None:
    _, case = a_case(world)
    decided(mo, case, "remove", reason=WHY)
    fields = mo.page.values("/decide")
    fields["choice-0"] = "keep"
    address = f"/moderation/items/{case}/decide"

    statuses = [mo.post(address, fields, follow=False).status for _ in range(2)]

    assert statuses == [303, 303]
    assert len(world.rows(Decision)) == 1
    assert kept(world) == [("phone", 0, 1)]


def test_a_post_that_changed_while_the_page_stood_is_read_again(
    mo: Browser, rosa: Browser, world: World
) -> None:
    post, case = a_case(world)
    decided(mo, case, "remove", reason=WHY)
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body="Without the number now.")

    page = mo.submit("/decide", choice__0="keep")

    assert page.status == 409
    assert WHY in page.text
    assert world.rows(Decision) == []
    assert kept(world) == []


def test_a_second_report_of_a_post_counts_nothing(rosa: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))
    for _ in range(2):
        rosa.visit(f"/p/{post}/flag")
        rosa.submit("/flag", reason=FlagReason.SPAM, note=f"See {PHONE} in it")
        rosa.submit("/flag", choice__0="keep")

    assert [flag.note for flag in world.rows(Flag)] == [f"See {PHONE} in it"]
    assert kept(world) == [("phone", 0, 1)]


def test_reasons_that_nobody_will_read_are_not_asked_about(
    mo: Browser, world: World
) -> None:
    _, case = a_case(world)

    page = decided(mo, case, "leave", reason=WHY)

    assert page.status == 200
    (decision,) = world.rows(Decision)
    assert decision.public_reason == ""


@pytest.mark.parametrize("deed", ["pin", "unlock"])
def test_a_reason_beside_another_deed_is_checked_too(
    mo: Browser, world: World, deed: str
) -> None:
    thread = world.thread("ken")
    mo.visit(f"/moderation/threads/{thread}")

    page = mo.submit(f"/threads/{thread}", deed=deed, reason=WHY)

    assert page.status == 422
    assert world.rows(Decision) == []


def test_the_words_to_start_from_hold_no_detail(world: World) -> None:
    templates = {rule.code: rule.template for rule in world.rows(Rule)}

    assert len(templates) >= 6
    assert places_in(templates, Registered()) == ()
