"""One's own matter is for others; who is alone decides after a day, and it is said."""

import json
from datetime import timedelta

import pytest

from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members import actions as members
from forum.members.models import Member, Role
from moderation.models import (
    AuditEvent,
    AuditPayload,
    Decision,
    Flag,
    ReporterKind,
    Reviewable,
    ReviewStatus,
)
from tests.boards.acts import CALL_ME
from tests.browser import Browser, Page
from tests.moderation.cases import board_named, decided, flagged, opened
from tests.moderation.standing.staff import acted
from tests.moderation.test_batches import REASONS, selected, sent
from tests.moderation.test_scope import scoped
from tests.systems.cards import card
from tests.world import World

REPORTED = "You reported this yourself."
OTHERS = "Another moderator decides."
ALONE = "Nobody else can decide, so you can 24 hours after it came in."
MARK = "same person"


def become_staff(world: World, handle: str, role: Role = Role.MODERATOR) -> Browser:
    """Make a member one of staff, and sign them in."""
    key = world.member_id(handle)
    with world.writing():
        members.change_role(key, role)
    browser = Browser(world.app)
    browser.sign_in(handle)
    return browser


def reported_by_val(world: World) -> tuple[int, int]:
    """Let Val, still a member, report a post; return it and its case."""
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    return post, flagged(world, post, "val")


def a_day_passes(world: World, case: int) -> None:
    """Let a case be a day old."""
    with world.writing():
        item = db.session.get_one(Reviewable, case)
        item.opened_at = utcnow() - timedelta(hours=25)


def logged(world: World, action: str) -> dict[str, object]:
    """Return the details of the last entry of a kind."""
    rows = [row.seq for row in world.rows(AuditEvent) if row.action == action]
    kept = {row.seq: row.json for row in world.rows(AuditPayload)}
    details: dict[str, object] = json.loads(kept[max(rows)])
    return details


def forced(browser: Browser, by: Browser, case: int, measure: str) -> Page:
    """Send the form of a colleague as somebody who was not shown one."""
    fields = opened(by, case).values("/decide")
    fields["csrf_token"] = browser.page.values("/sign-out")["csrf_token"]
    fields["measure"] = measure
    return browser.post(f"/moderation/items/{case}/decide", fields)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMINISTRATOR])
def test_what_somebody_reported_as_a_member_is_for_others(
    mo: Browser, world: World, role: Role
) -> None:
    _, case = reported_by_val(world)
    val = become_staff(world, "val", role)
    a_day_passes(world, case)

    page = opened(val, case)

    assert f"{REPORTED} {OTHERS}" in page.text
    assert not page.forms("/decide")
    assert not page.forms("/claim")
    assert forced(val, mo, case, "leave").status == 403
    assert world.rows(Decision) == []
    assert decided(mo, case, "leave").status == 200


def test_the_queue_says_which_cases_are_for_others_and_why(
    mo: Browser, world: World
) -> None:
    reported_by_val(world)
    flagged(world, world.opening_post(world.thread("val", title="Mine")))
    val = become_staff(world, "val")

    text = val.visit("/moderation/queue").text

    assert f"You do not decide this. {REPORTED} {OTHERS}" in text
    assert f"You do not decide this. This is about your own post. {OTHERS}" in text
    assert "You do not decide this" not in mo.visit("/moderation/queue").text


def test_who_is_alone_decides_after_a_day_and_it_is_marked(world: World) -> None:
    _, case = reported_by_val(world)
    val = become_staff(world, "val", Role.ADMINISTRATOR)
    page = opened(val, case)
    assert f"{REPORTED} {ALONE}" in page.text
    assert not page.forms("/decide")
    a_day_passes(world, case)
    assert MARK in opened(val, case).text

    assert decided(val, case, "leave").status == 200

    (made,) = world.rows(Decision)
    assert made.by_same_person
    assert logged(world, "decide")["same_person"] is True
    assert MARK in opened(val, case).text
    team = val.visit("/moderation/figures").text
    assert "Decided by the same person, since nobody else could 1" in team


def test_who_is_alone_decides_about_their_own_post_after_a_day(world: World) -> None:
    case = flagged(world, world.opening_post(world.thread("val")))
    val = become_staff(world, "val", Role.ADMINISTRATOR)
    assert ALONE in opened(val, case).text
    a_day_passes(world, case)

    decided(val, case, "leave")

    assert [row.by_same_person for row in world.rows(Decision)] == [True]


def test_an_ordinary_decision_is_not_marked(mo: Browser, world: World) -> None:
    _, case = reported_by_val(world)

    decided(mo, case, "leave")

    assert [row.by_same_person for row in world.rows(Decision)] == [False]
    assert "same_person" not in logged(world, "decide")
    assert MARK not in opened(mo, case).text


@pytest.mark.parametrize("why", ["suspended", "away", "elsewhere", "its author"])
def test_a_colleague_who_could_not_decide_counts_as_nobody(
    world: World, why: str
) -> None:
    _, case = reported_by_val(world)
    handle = "rosa" if why == "its author" else "max_mod"
    board = board_named(world, "equipment").id
    key = world.known(handle)
    with world.writing():
        members.change_role(key, Role.MODERATOR)
        if why == "elsewhere":
            members.assign(key, [board])
        colleague = db.session.get_one(Member, key)
        if why == "suspended":
            colleague.suspended_until = utcnow() + timedelta(days=3)
        if why == "away":
            colleague.deactivated_at = utcnow()
    val = become_staff(world, "val", Role.ADMINISTRATOR)
    a_day_passes(world, case)

    decided(val, case, "leave")

    assert [row.by_same_person for row in world.rows(Decision)] == [True]


@pytest.mark.usefixtures("mo")
def test_one_decision_about_many_leaves_out_ones_own_matter(world: World) -> None:
    post, case = reported_by_val(world)
    other = world.reply(world.thread("liz"), "ivy", "Buy one, pay one.")
    fair = flagged(world, other)
    val = become_staff(world, "val")

    page = selected(val, [case, fair])
    ticked = page.soup.select("input[name=picked][checked]")

    assert REPORTED in page.text
    assert [str(box["value"]).split(".")[0] for box in ticked] == [str(fair)]
    both = [str(box["value"]) for box in page.soup.select("input[name=picked]")]
    values = page.values("/batch")
    values.setlist("picked", both)
    for name, said in (REASONS | {"measure": "remove"}).items():
        values.setlist(name, [said])
    done = val.post("/moderation/batch", values)
    assert f"{REPORTED} {OTHERS}" in done.text
    assert world.row(Post, other).state is PostState.REMOVED
    assert world.row(Post, post).state is PostState.PUBLISHED


def test_the_next_case_is_never_ones_own_matter(mo: Browser, world: World) -> None:
    reported_by_val(world)
    flagged(world, world.opening_post(world.thread("mo_mod", title="By Mo")))
    val = become_staff(world, "val")
    fair = flagged(world, world.opening_post(world.thread("liz")))

    opened(val, fair)
    fields = val.page.values("/decide") | {"measure": "leave"}
    page = val.post(f"/moderation/items/{fair}/decide?next=1", fields)

    assert "By Mo" in page.soup.select("#case-h")[0].get_text()
    assert not mo.visit("/moderation/queue").soup.select("[data-here]")


@pytest.mark.usefixtures("mo")
def test_tools_do_not_do_what_a_decision_may_not(world: World) -> None:
    post, _ = reported_by_val(world)
    val = become_staff(world, "val")
    page = val.visit(f"/moderation/posts/{post}/notice")
    (first, *_) = page.soup.select("input[name=notice]")

    page = val.submit("/notice", notice=str(first["value"]))

    assert page.status == 403
    assert REPORTED in page.text
    assert world.row(Post, post).notice == ""
    val.visit(f"/moderation/posts/{post}/edit")
    page = val.submit("/edit", body="Other words, that say nothing.", reason="Dull.")
    assert page.status == 403
    assert REPORTED in page.text


@pytest.mark.usefixtures("mo")
def test_a_member_is_not_warned_by_who_reported_them(world: World) -> None:
    world.member("val")
    val = Browser(world.app)
    val.sign_in("val")
    world.member("ken")
    val.visit("/m/ken/flag")
    val.submit("/m/ken/flag", reason="spam")
    val = become_staff(world, "val")
    (case,) = world.rows(Reviewable)

    page = acted(val, "ken", "warn")

    assert page.status == 403
    assert REPORTED in page.text
    assert world.rows(Decision) == []
    page = val.visit(f"/moderation/members/items/{case.id}")
    assert REPORTED in page.text
    assert not page.forms("/decide")


@pytest.mark.usefixtures("mo")
def test_a_clean_up_leaves_what_its_maker_reported_to_others(world: World) -> None:
    post, case = reported_by_val(world)
    val = become_staff(world, "val")
    val.visit("/moderation/members/rosa/clean-up")

    val.submit("/clean-up", window="all", days="7", rule="R1", reason="Only ads.")

    assert world.row(Post, post).state is PostState.REMOVED
    assert world.row(Reviewable, case).status is ReviewStatus.OPEN


@pytest.mark.usefixtures("mo")
def test_a_card_is_not_decided_by_who_reported_it(world: World) -> None:
    key = card(world, "rosa")
    world.member("val")
    val = Browser(world.app)
    val.sign_in("val")
    val.visit(f"/systems/{key}/flag")
    val.submit("/flag", reason="spam")
    val = become_staff(world, "val")
    (case,) = world.rows(Reviewable)

    page = val.visit(f"/moderation/cards/{case.id}")

    assert f"{REPORTED} {OTHERS}" in page.text
    assert not page.forms("/decide")


def test_a_decision_about_ones_own_report_is_not_taken_back_by_oneself(
    mo: Browser, world: World
) -> None:
    _, case = reported_by_val(world)
    decided(mo, case, "remove")
    val = become_staff(world, "val", Role.ADMINISTRATOR)
    (made,) = world.rows(Decision)

    page = val.visit(f"/moderation/decisions/{made.id}/reverse")

    assert not opened(val, case).soup.select("a[href$='/reverse']")
    token = {"csrf_token": page.values("/sign-out")["csrf_token"]}
    answer = val.post(
        f"/moderation/decisions/{made.id}/reverse", token | {"reason": "It was wrong."}
    )
    assert answer.status == 403
    assert len(world.rows(Decision)) == 1


def test_on_boards_of_others_a_moderator_reports_as_a_member(world: World) -> None:
    thread = world.thread("liz", board="equipment")
    post = world.opening_post(thread)
    bo = scoped(world, "performance")
    page = bo.visit(f"/p/{post}/flag")
    assert not page.soup.select("input[name=hide_now]")

    bo.submit("/flag", reason="spam", hide_now="y")

    (flag,) = world.rows(Flag)
    assert flag.reporter_kind is ReporterKind.MEMBER
    assert world.row(Post, post).state is PostState.PUBLISHED
    key = world.member_id("bo_mod")
    with world.writing():
        db.session.get_one(Member, key).moderates = None
    assert REPORTED in opened(bo, flag.reviewable_id).text


def test_on_their_own_board_a_moderator_reports_as_one(world: World) -> None:
    post = world.opening_post(world.thread("ken"))
    bo = scoped(world, "performance")
    bo.visit(f"/p/{post}/flag")

    bo.submit("/flag", reason="spam")

    assert [row.reporter_kind for row in world.rows(Flag)] == [ReporterKind.STAFF]


def test_batches_of_fair_cases_are_as_before(mo: Browser, world: World) -> None:
    _, case = reported_by_val(world)

    page = sent(mo, selected(mo, [case]), measure="leave")

    assert page.heading == "1 case decided"
