"""Who looks after which boards: what a moderator of some boards sees and decides."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.members import actions
from forum.members.models import Member, Role
from moderation.models import (
    AuditEvent,
    FlagReason,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
)
from tests.browser import Browser
from tests.moderation.cases import board_named, decided, flagged, opened
from tests.moderation.test_review_queue import titles
from tests.moderation.test_thread_tools import tools
from tests.systems.cards import card
from tests.world import World

OTHER = "This is on a board that you do not moderate."
ROLE = ("member", "role", "bo_mod")
WHOLE = "This is for moderators of the whole forum."


def scoped(world: World, *slugs: str, handle: str = "bo_mod") -> Browser:
    """Sign in somebody who moderates these boards only."""
    key = world.member(handle, Role.MODERATOR)
    ids = [board_named(world, slug).id for slug in slugs]
    with world.writing():
        actions.assign(key, ids)
    browser = Browser(world.app)
    browser.sign_in(handle)
    return browser


def reported(world: World, title: str, board: str) -> tuple[int, int, int]:
    by = "ken" if board == "performance" else "liz"
    thread = world.thread(by, title=title, board=board)
    post = world.opening_post(thread)
    return thread, post, flagged(world, post, reason=FlagReason.SPAM)


def test_a_board_moderator_sees_cases_of_their_boards_only(world: World) -> None:
    reported(world, "Snow on the array", "performance")
    reported(world, "Which torque for a clamp", "equipment")
    bo = scoped(world, "performance")

    page = bo.visit("/moderation/queue")

    assert titles(page) == ["Snow on the array"]
    assert page.heading == "1 to review"
    link = page.soup.select_one("nav.sub a[href='/moderation/queue']")
    assert link is not None
    assert link.get_text() == "Review1"


def test_a_board_moderator_decides_on_their_board(world: World) -> None:
    _, _, case = reported(world, "Snow on the array", "performance")
    bo = scoped(world, "performance")

    page = decided(bo, case, "leave")

    assert page.status == 200
    assert world.row(Reviewable, case).status is ReviewStatus.CLOSED


def test_a_board_moderator_is_refused_elsewhere(mo: Browser, world: World) -> None:
    thread, post, case = reported(world, "Which torque for a clamp", "equipment")
    fields = opened(mo, case).values("/decide") | {"measure": "leave"}
    bo = scoped(world, "performance")
    fields["csrf_token"] = bo.visit("/").values("/sign-out")["csrf_token"]

    pages = [
        bo.visit(f"/moderation/items/{case}"),
        bo.visit(f"/moderation/threads/{thread}"),
        *(
            bo.post(f"/moderation/{path}", fields | {"deed": "pin"})
            for path in (
                f"items/{case}/claim",
                f"items/{case}/take-over",
                f"items/{case}/decide",
                f"items/{case}/note",
                f"items/{case}/flaggers",
                f"posts/{post}/review",
                f"threads/{thread}",
            )
        ),
    ]

    assert [page.status for page in pages] == [403] * len(pages)
    assert all(OTHER in page.text for page in pages)
    assert world.row(Reviewable, case).status is ReviewStatus.OPEN


def test_a_board_moderator_is_offered_tools_on_their_board_alone(world: World) -> None:
    elsewhere, post, _ = reported(world, "Which torque for a clamp", "equipment")
    here, own, _ = reported(world, "Snow on the array", "performance")
    bo = scoped(world, "performance")

    assert tools(bo.visit(world.url(elsewhere)), post) == ["Report post 1"]
    assert tools(bo.visit(world.url(here)), own) == [
        "Report post 1",
        "Moderate post 1",
        "More tools post 1",
        "Lock or pin this thread",
    ]


def test_cards_and_requests_are_for_moderators_of_the_forum(
    mo: Browser, ken: Browser, world: World
) -> None:
    known = card(world, "rosa")
    ken.visit(f"/systems/{known}/flag")
    ken.submit("/flag", reason="spam")
    (case,) = world.rows(Reviewable)
    bo = scoped(world, "performance")

    page = bo.visit(f"/moderation/cards/{case.id}")

    assert page.status == 403
    assert WHOLE in page.text
    assert titles(bo.visit("/moderation/queue")) == []
    assert titles(mo.visit("/moderation/queue")) == ["System card"]


@pytest.mark.parametrize(
    "kind", [ReviewableKind.PRIVACY_REQUEST, ReviewableKind.TAKE_IT_DOWN]
)
def test_a_request_about_a_post_of_their_board_is_not_for_them(
    world: World, kind: ReviewableKind
) -> None:
    _, _, case = reported(world, "Snow on the array", "performance")
    with world.writing():
        db.session.get_one(Reviewable, case).kind = kind
    bo = scoped(world, "performance")

    page = bo.visit(f"/moderation/items/{case}")

    assert page.status == 403
    assert titles(bo.visit("/moderation/queue")) == []


def test_a_case_follows_its_thread_to_another_board(mo: Browser, world: World) -> None:
    thread, _, case = reported(world, "Snow on the array", "equipment")
    other = flagged(world, world.reply(thread, "ivy"), "una")
    bo = scoped(world, "performance")
    assert titles(bo.visit("/moderation/queue")) == []

    decided(mo, case, "move_and_lock", board="performance")

    assert titles(bo.visit("/moderation/queue")) == ["Snow on the array"]
    board = board_named(world, "performance").id
    assert world.row(Reviewable, other).board_id == board


def test_an_administrator_says_who_looks_after_which_boards(
    ada: Browser, mo: Browser, world: World
) -> None:
    board = board_named(world, "performance").id
    page = ada.visit("/moderation/team")
    assert "mo_mod looks after the whole forum" in page.text
    mo_id = world.member_id("mo_mod")

    page = ada.submit("/team", boards=str(board), member=str(mo_id))

    assert "It holds at once" in page.text
    assert world.row(Member, mo_id).moderates == [board]
    assert world.rows(AuditEvent)[-1].action == "boards_assigned"
    reported(world, "Which torque for a clamp", "equipment")
    assert titles(mo.visit("/moderation/queue")) == []
    assert mo.visit("/moderation/team").status == 403


def test_nobody_takes_boards_from_an_administrator(ada: Browser, world: World) -> None:
    world.member("mod_two", Role.MODERATOR)
    board = board_named(world, "performance").id
    ada.visit("/moderation/team")
    own = str(world.member_id("ada_op"))

    page = ada.submit("/team", boards=str(board), member=own)

    assert page.status == 403
    assert "Administrators look after the whole forum." in page.text


def test_the_shell_names_the_boards_of_a_moderator(app: Flask, world: World) -> None:
    run = app.test_cli_runner().invoke
    key = world.member("bo_mod")

    done = run(args=[*ROLE, "moderator", "--board", "performance"])

    assert done.exit_code == 0, done.output
    member = world.row(Member, key)
    assert member.moderates == [board_named(world, "performance").id]
    assert world.rows(AuditEvent)[-1].action == "role_changed"
    assert run(args=[*ROLE, "moderator"]).exit_code == 0
    assert world.row(Member, key).moderates is None


@pytest.mark.parametrize(
    ("role", "board", "said"),
    [
        ("member", "performance", "Only moderators look after some boards."),
        ("moderator", "nowhere", "There is no board nowhere."),
    ],
)
def test_the_shell_refuses_what_makes_no_sense(
    app: Flask, world: World, role: str, board: str, said: str
) -> None:
    world.member("bo_mod")

    done = app.test_cli_runner().invoke(args=[*ROLE, role, "--board", board])

    assert done.exit_code != 0
    assert said in done.output
