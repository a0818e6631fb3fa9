"""A few decisions are looked at once more, by somebody who took no part."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.members import actions as members
from forum.members.models import Role
from forum.rights.models import Fate
from moderation.figures import jobs
from moderation.figures.models import SecondLook
from moderation.figures.rules import looking
from moderation.models import AuditEvent, Decision, FlagReason, Outcome, Statement
from moderation.queries import verify_chain
from tests.boards.test_taking_back import taken_back
from tests.browser import Browser
from tests.moderation.cases import board_named, decided, flagged
from tests.rights.leaving import erased
from tests.world import World

WORDS = "Sunny Deals sells the best panels, call them today."
WHY = "It is plain advertising."


def chosen(app: Flask, percent: float) -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = settings.model_copy(
        update={"second_look_percent": percent}
    )


@pytest.fixture(autouse=True)
def always(app: Flask) -> Iterator[None]:
    """Let chance pick every decision."""
    before = app.extensions["settings"]
    chosen(app, 100)
    yield
    app.extensions["settings"] = before


@pytest.fixture
def sam(world: World) -> Browser:
    """Return the browser of Sam, another moderator."""
    browser = Browser(world.app)
    browser.begin_session(world.session_of(world.member("sam_mod", Role.MODERATOR)))
    return browser


def removed(mo: Browser, world: World, by: str = "ivy", hours: int = 0) -> int:
    """Have Mo remove a post; return its key."""
    at = utcnow() - timedelta(hours=hours)
    post = world.reply(world.thread("ken", at=at), by, WORDS, at)
    case = flagged(world, post, reason=FlagReason.SPAM, note="It sells something.")
    page = decided(mo, case, "remove", reason=WHY, rule="R1")
    assert page.status == 200, page.text
    return post


def forget(world: World) -> None:
    with world.app.app_context():
        jobs.forget_looks(utcnow())


def the_look(world: World) -> SecondLook:
    (look,) = world.rows(SecondLook)
    return look


def test_a_colleague_says_what_they_would_have_decided(
    mo: Browser, sam: Browser, world: World
) -> None:
    removed(mo, world)
    told = len(world.rows(Statement))
    page = sam.visit("/moderation/figures")
    page = sam.visit(page.link("Second looks"))

    page = sam.visit(page.link("Look at number 1"))
    assert WORDS in page.text
    assert "It sells something." in page.text
    for hidden in ("mo_mod", "Removed", WHY, "ivy"):
        assert hidden not in page.text, hidden
    page = sam.submit("/second-looks/1", outcome="uphold", rule="R1", note="Clear.")

    assert "You agree" in page.text
    assert "Removed the post" in page.text
    look = the_look(world)
    assert (look.outcome, look.rule_code, look.note) == (Outcome.UPHOLD, "R1", "Clear.")
    assert look.agrees
    assert len(world.rows(Statement)) == told
    assert [one.action for one in world.rows(AuditEvent)][-1] == "second_look"
    with world.reading():
        assert verify_chain()[1] is None


def test_who_disagrees_can_take_the_decision_back_as_ever(
    mo: Browser, sam: Browser, world: World
) -> None:
    post = removed(mo, world)
    sam.visit("/moderation/second-looks/1")

    page = sam.submit("/second-looks/1", outcome="dismiss")
    assert "You would have decided otherwise" in page.text
    assert world.row(Post, post).state is PostState.REMOVED
    sam.visit(page.link("Take the decision back"))
    sam.submit("/reverse", reason="It names a price only.")

    assert world.row(Post, post).state is PostState.PUBLISHED
    assert the_look(world).agrees is False


def test_the_figures_count_and_name_nobody(
    mo: Browser, sam: Browser, world: World
) -> None:
    removed(mo, world)
    removed(mo, world, "rosa", 3)
    for number, outcome in ((1, "uphold"), (2, "dismiss")):
        sam.visit(f"/moderation/second-looks/{number}")
        sam.submit(f"/second-looks/{number}", outcome=outcome, rule="R1")

    page = mo.visit("/moderation/figures")

    assert "A colleague who looked again agreed 1 of 2 (50 %)" in page.text
    assert "Waiting for a second look 0" in page.text
    assert "sam_mod" not in page.text


def test_who_took_part_does_not_look_again(
    mo: Browser, sam: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy", WORDS)
    case = flagged(world, post, by="sam_mod")
    decided(mo, case, "leave")

    mine = mo.visit("/moderation/second-looks")
    theirs = sam.visit("/moderation/second-looks")
    page = sam.visit("/moderation/second-looks/1")

    assert "Nothing to look at" in mine.text
    assert "Nothing to look at" in theirs.text
    assert page.status == 403
    assert looking.TOOK_PART in page.text


def test_it_is_for_moderators_of_that_board(mo: Browser, world: World) -> None:
    removed(mo, world)
    key, board = world.member("bo_mod", Role.MODERATOR), board_named(world, "equipment")
    with world.writing():
        members.assign(key, [board.id])
    bo = Browser(world.app)
    bo.begin_session(world.session_of(key))

    assert "Nothing to look at" in bo.visit("/moderation/second-looks").text
    assert bo.visit("/moderation/second-looks/1").status == 403


def test_of_two_who_look_at_once_the_first_is_kept(
    mo: Browser, sam: Browser, ada: Browser, world: World
) -> None:
    removed(mo, world)
    sam.visit("/moderation/second-looks/1")
    ada.visit("/moderation/second-looks/1")
    ada.submit("/second-looks/1", outcome="uphold", rule="R1")

    page = sam.submit("/second-looks/1", outcome="dismiss")

    assert page.status == 409
    assert "A colleague looked at it before you." in page.text
    assert the_look(world).outcome is Outcome.UPHOLD


def test_without_a_rule_the_form_comes_back_with_everything(
    mo: Browser, sam: Browser, world: World
) -> None:
    removed(mo, world)
    sam.visit("/moderation/second-looks/1")

    page = sam.submit("/second-looks/1", outcome="uphold", note="Clear to me.")

    assert page.status == 422
    assert "Choose the rule that you would have decided by" in page.text
    assert "Clear to me." in page.html
    assert the_look(world).looked_at is None


def test_the_rules_are_shown_as_they_read_then(
    mo: Browser, sam: Browser, ada: Browser, world: World
) -> None:
    removed(mo, world)
    with time_machine.travel(utcnow() + timedelta(minutes=1)):
        ada.visit("/moderation/rules/R1")
        ada.submit("/moderation/rules/R1", title="Nothing is sold here at all")
        page = sam.visit("/moderation/second-looks/1")

    assert "Nothing is sold here at all" not in page.text
    assert "(version 1)" in page.text


def test_words_that_their_author_takes_back_are_not_shown_again(
    mo: Browser, sam: Browser, ivy: Browser, world: World
) -> None:
    post = removed(mo, world)
    taken_back(ivy, post, words="call them today")

    assert world.rows(SecondLook) == []
    assert "Nothing to look at" in sam.visit("/moderation/second-looks").text


def test_an_erased_member_leaves_nothing_to_look_at(
    mo: Browser, sam: Browser, world: World
) -> None:
    removed(mo, world)
    erased(world, world.member_id("ivy"), Fate.REDACT)

    assert world.rows(SecondLook) == []
    assert sam.visit("/moderation/second-looks/1").status == 404


def test_what_was_taken_back_is_not_looked_at(
    mo: Browser, sam: Browser, world: World
) -> None:
    post = removed(mo, world)
    (made,) = world.rows(Decision)
    mo.visit(f"/moderation/decisions/{made.id}/reverse")
    mo.submit("/reverse", reason="A mistake of mine.")

    assert world.row(Post, post).state is PostState.PUBLISHED
    assert "Nothing to look at" in sam.visit("/moderation/second-looks").text


def test_what_a_decision_destroyed_gets_no_second_look(
    mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy", "Call 802 555 0114 for a price.")
    decided(mo, flagged(world, post), "mask", words="802 555 0114")

    assert world.rows(SecondLook) == []


def test_none_is_picked_where_the_setting_says_so(
    app: Flask, mo: Browser, world: World
) -> None:
    chosen(app, 0)

    removed(mo, world)

    assert world.rows(SecondLook) == []


def test_two_of_a_hundred_are_picked_by_the_hash_alone(app: Flask) -> None:
    keys = app.extensions["keys"]
    macs = [keys.mac("second look", str(number)) for number in range(5000)]

    picked = [one for one in macs if looking.is_picked(one, 2)]

    assert 60 <= len(picked) <= 140
    assert picked == [one for one in macs if looking.is_picked(one, 2)]


def test_it_goes_after_two_years(mo: Browser, sam: Browser, world: World) -> None:
    removed(mo, world)
    sam.visit("/moderation/second-looks/1")
    sam.submit("/second-looks/1", outcome="uphold", rule="R1", note="Clear.")

    with time_machine.travel(utcnow() + timedelta(days=729)):
        forget(world)
        assert world.rows(SecondLook)
    with time_machine.travel(utcnow() + timedelta(days=731)):
        forget(world)
    assert world.rows(SecondLook) == []
