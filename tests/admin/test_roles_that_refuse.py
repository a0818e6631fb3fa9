"""What a role refuses is refused by every way to it."""

from forum.boards.models import Post, PostState
from forum.core.db import db
from moderation.models import Decision, FlagReason
from tests.admin.acts import board_id, pressed
from tests.admin.test_custom_roles import given, made
from tests.boards.test_editing import edited
from tests.boards.test_taking_back import taken_back
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.moderation.reshaped import board_slug, tool
from tests.moderation.test_merging import pair
from tests.moderation.test_reversing import taken_back as reversed_by
from tests.moderation.test_review_queue import titles
from tests.world import BODY, TITLE, World

NO_MOVING = "does not let you move, split or merge threads on this board"


def test_a_thread_is_not_moved_off_a_board_where_a_role_refuses_it(
    ada: Browser, mo: Browser, world: World
) -> None:
    care = board_id(world, "care")
    given(ada, world, "mo_mod", made(ada, "Keeps care", on=care, refuses="move"))
    thread = world.thread("ken", board="care")

    page = tool(mo, thread, "move", board="grid")

    assert NO_MOVING in page.text
    assert board_slug(world, thread) == "care"


def test_a_thread_is_not_merged_into_a_board_where_a_role_refuses_it(
    ada: Browser, mo: Browser, world: World
) -> None:
    care = board_id(world, "care")
    given(ada, world, "mo_mod", made(ada, "Keeps care", on=care, refuses="move"))
    on_care, on_grid, _ = pair(world)

    page = tool(mo, on_grid, "merge", into=str(on_care))

    assert NO_MOVING in page.text
    assert board_slug(world, on_grid) == "grid"


def test_who_may_not_reply_on_a_board_edits_nothing_there_but_takes_back(
    ada: Browser, rosa: Browser, world: World
) -> None:
    care = board_id(world, "care")
    post = world.reply(world.thread("ken", board="care"), "rosa", BODY)
    given(ada, world, "rosa", made(ada, "Quiet on care", on=care, refuses="reply"))

    page = rosa.visit(f"/p/{post}/edit")

    assert page.status == 403
    assert "does not let you reply on this board." in page.text
    assert f"/p/{post}/edit" not in rosa.visit(f"/p/{post}").html
    assert taken_back(rosa, post, words="some snow").heading == "Taken back"


def test_nobody_edits_on_an_archived_board_but_takes_back(
    ada: Browser, rosa: Browser, world: World
) -> None:
    care = board_id(world, "care")
    post = world.reply(world.thread("ken", board="care"), "rosa", BODY)
    rosa.visit(f"/p/{post}/edit")
    pressed(ada, f"/admin/boards/{care}", f"/admin/boards/{care}/archive")

    page = rosa.submit(f"/p/{post}/edit", body="Something else that I say now.")

    assert page.status == 403
    assert "This board is archived." in page.text
    assert "Something else" not in rosa.visit(f"/p/{post}").text
    assert taken_back(rosa, post, words="some snow").heading == "Taken back"
    pressed(ada, f"/admin/boards/{care}", f"/admin/boards/{care}/archive", end="y")
    assert edited(rosa, post, body="Something else that I say now.").status == 200


def test_a_moderator_refused_to_read_a_board_sees_none_of_its_cases(
    ada: Browser, mo: Browser, world: World
) -> None:
    thread = world.thread("ken", board="care")
    post = world.opening_post(thread)
    case = flagged(world, post, reason=FlagReason.SPAM)
    assert titles(mo.visit("/moderation/queue")) == [TITLE]
    care = board_id(world, "care")
    given(ada, world, "mo_mod", made(ada, "Not on care", on=care, refuses="read"))

    assert titles(mo.visit("/moderation/queue")) == []
    for path in (f"items/{case}", f"threads/{thread}", f"posts/{post}"):
        assert mo.visit(f"/moderation/{path}").status in {403, 404}, path
    assert titles(ada.visit("/moderation/queue")) == [TITLE]


def test_what_a_role_refuses_cannot_be_taken_back_either(
    ada: Browser, mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy", "You are a fool.")
    case = flagged(world, post, reason=FlagReason.HARASSMENT)
    decided(ada, case, "remove", rule="R2", reason="It insults somebody.")
    (decision,) = world.rows(Decision)
    given(ada, world, "mo_mod", made(ada, "Learning", refuses="remove"))

    page = reversed_by(mo, decision.id)

    assert page.status in {403, 422}
    assert "does not let you hide, remove or restore posts" in page.text
    with world.reading():
        assert db.session.get_one(Post, post).state is PostState.REMOVED
    assert len(world.rows(Decision)) == 1
