"""Boards and their groups, as administrators change them."""

import pytest
from sqlalchemy import select

from forum.boards.models import Board, BoardGroup, Thread
from forum.core.db import db
from tests.admin.acts import board_id, changed, deeds, pressed
from tests.browser import Browser
from tests.members.devices import later
from tests.world import World


def names(world: World) -> list[str]:
    with world.reading():
        ordered = select(Board.slug).order_by(Board.group_id, Board.position)
        return list(db.session.scalars(ordered))


def test_a_new_board_shows_on_the_first_page_and_is_logged(
    ada: Browser, guest: Browser, world: World
) -> None:
    ada.visit("/admin/boards/new")
    done = ada.submit(
        "/admin/boards/new",
        name="Wind and sun",
        slug="wind-and-sun",
        about="Small turbines beside modules.",
    )

    assert (done.status, done.path) == (200, "/admin/boards")
    assert "Wind and sun" in guest.visit("/").text
    assert guest.visit("/b/wind-and-sun").status == 200
    assert "board_added" in deeds(world)


def test_what_is_wrong_is_said_and_nothing_is_lost(ada: Browser) -> None:
    ada.visit("/admin/boards/new")
    page = ada.submit(
        "/admin/boards/new", name="Wind", slug="Not a slug", about="Turbines."
    )

    assert page.status == 422
    assert "Use small letters, digits and single dashes" in page.text
    assert page.values("/admin/boards/new")["about"] == "Turbines."


def test_an_address_that_a_board_had_leads_on(
    ada: Browser, guest: Browser, world: World
) -> None:
    changed(ada, world, "care", slug="care-and-safety")

    answer = guest.visit("/b/care?show=unanswered", follow=False)

    assert answer.status == 301
    assert answer.headers["Location"] == "/b/care-and-safety?show=unanswered"
    assert guest.visit("/b/care").path == "/b/care-and-safety"


def test_no_other_board_takes_an_address_that_one_had(
    ada: Browser, world: World
) -> None:
    changed(ada, world, "care", slug="care-and-safety")

    page = changed(ada, world, "storage", slug="care")

    assert page.status == 422
    assert "Another board has this address, or had it" in page.text


def test_a_board_takes_its_own_address_back(
    ada: Browser, guest: Browser, world: World
) -> None:
    changed(ada, world, "care", slug="care-and-safety")
    changed(ada, world, "care-and-safety", slug="care")

    assert guest.visit("/b/care", follow=False).status == 200
    assert guest.visit("/b/care-and-safety").path == "/b/care"


def test_who_changes_what_somebody_else_changed_meanwhile_is_told(
    ada: Browser, world: World
) -> None:
    path = f"/admin/boards/{board_id(world, 'care')}"
    ada.visit(path)
    with world.writing():
        db.session.get_one(Board, board_id(world, "care")).about = "Other words."

    page = ada.submit(path, hint="Switch off first.")

    assert page.status == 409
    assert "Somebody else changed this board meanwhile" in page.text
    assert page.values(path)["hint"].strip() == "Switch off first."


def test_an_archived_board_is_read_and_nobody_writes_there(
    ada: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    key = board_id(world, "performance")
    pressed(ada, f"/admin/boards/{key}", f"/admin/boards/{key}/archive")

    assert "This board is archived" in rosa.visit(world.url(thread)).text
    assert rosa.visit(f"/t/{thread}/reply").status == 403
    assert rosa.visit("/b/performance/new").status == 403
    assert rosa.visit("/b/performance").status == 200

    pressed(ada, f"/admin/boards/{key}", f"/admin/boards/{key}/archive", end="y")
    assert rosa.visit(f"/t/{thread}/reply").status == 200


def test_a_reply_begun_before_is_refused_by_an_archived_board(
    ada: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    key = board_id(world, "performance")
    rosa.visit(f"/t/{thread}/reply")
    pressed(ada, f"/admin/boards/{key}", f"/admin/boards/{key}/archive")

    page = rosa.submit(f"/t/{thread}/reply", body="It was the snow after all.")

    assert page.status == 403
    assert world.row(Thread, thread).reply_count == 0


def test_only_an_empty_board_is_deleted(ada: Browser, world: World) -> None:
    world.thread("ken", board="performance")
    full, empty = board_id(world, "performance"), board_id(world, "care")

    assert not ada.visit(f"/admin/boards/{full}").forms("/delete")
    pressed(ada, f"/admin/boards/{empty}", f"/admin/boards/{empty}/delete")

    assert "care" not in names(world)
    assert "performance" in names(world)


def test_a_board_that_filled_meanwhile_is_not_deleted(
    ada: Browser, world: World
) -> None:
    key = board_id(world, "care")
    ada.visit(f"/admin/boards/{key}")
    world.thread("ken", board="care")

    page = ada.submit(f"/admin/boards/{key}/delete")

    assert page.status == 403
    assert "Archive it instead" in page.text


def test_boards_and_groups_change_places_by_buttons(ada: Browser, world: World) -> None:
    before = names(world)
    first = board_id(world, before[0])
    pressed(ada, "/admin/boards", f"/admin/boards/{first}/move", down="y")
    groups = [one.name for one in world.rows(BoardGroup)]
    with world.reading():
        key = db.session.scalars(
            select(BoardGroup.id).order_by(BoardGroup.position)
        ).all()[1]
    pressed(ada, "/admin/boards", f"/admin/boards/groups/{key}/move", up="y")

    assert names(world)[:2] == [before[1], before[0]]
    with world.reading():
        ordered = select(BoardGroup.name).order_by(BoardGroup.position)
        after = list(db.session.scalars(ordered))
    assert after[:2] == [groups[1], groups[0]]


def test_a_group_is_added_renamed_and_deleted_only_without_boards(
    ada: Browser, world: World
) -> None:
    ada.visit("/admin/boards")
    ada.submit("/admin/boards/groups", name="Abroad")
    key = max(one.id for one in world.rows(BoardGroup))
    ada.visit(f"/admin/boards/groups/{key}")
    ada.submit(f"/admin/boards/groups/{key}", name="Elsewhere")
    assert world.row(BoardGroup, key).name == "Elsewhere"

    pressed(ada, "/admin/boards", f"/admin/boards/groups/{key}/delete")

    assert key not in {one.id for one in world.rows(BoardGroup)}
    assert len(world.rows(BoardGroup)) > 0


def test_members_cannot_write_where_they_cannot_read(
    ada: Browser, world: World
) -> None:
    page = changed(ada, world, "care", read="staff", write="members")

    assert page.status == 422
    assert "Members cannot write where they cannot read" in page.text


def test_nothing_changes_before_the_administrator_confirmed_who_they_are(
    ada: Browser, world: World
) -> None:
    ada.visit("/admin/boards/new")
    with later(minutes=11):
        page = ada.submit("/admin/boards/new", name="W", slug="w", about="W.")

    assert page.status == 403
    assert "w" not in names(world)


@pytest.mark.parametrize(
    "asked", ["endpoint=x", "_scheme=ftp&_external=1", "_method=x"]
)
def test_an_old_address_leads_on_whatever_is_asked_with_it(
    ada: Browser, guest: Browser, world: World, asked: str
) -> None:
    changed(ada, world, "care", slug="care-and-safety")

    answer = guest.visit(f"/b/care?{asked}", follow=False)

    assert answer.status == 301
    assert answer.headers["Location"] == f"/b/care-and-safety?{asked}"


def test_a_board_for_questions_lets_who_asks_mark_the_answer(
    ada: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("rosa", board="welcome")
    reply = world.reply(thread, "ken", "It was the snow after all.")
    marks = f"/p/{reply}/answer"
    assert not rosa.visit(world.url(thread)).forms(marks)

    changed(ada, world, "welcome", asks="y")

    assert rosa.visit(world.url(thread)).forms(marks)
    path = f"/admin/boards/{board_id(world, 'welcome')}"
    assert ada.visit(path).values(path)["asks"] == "y"


def test_a_new_thread_begins_with_the_lines_that_its_board_has(
    ada: Browser, rosa: Browser, world: World
) -> None:
    changed(ada, world, "welcome", thread_form="**My system**\n\n- Size, kW DC:\n")

    page = rosa.visit("/b/welcome/new")

    body = page.values("/b/welcome/new")["body"]
    assert body.strip() == "**My system**\n\n- Size, kW DC:"


def test_first_lines_are_no_whole_post(ada: Browser, world: World) -> None:
    page = changed(ada, world, "welcome", thread_form="x" * 2001)

    assert page.status == 422
    assert "Use 2000 characters at most" in page.text


def test_who_changes_first_lines_that_were_changed_meanwhile_is_told(
    ada: Browser, world: World
) -> None:
    path = f"/admin/boards/{board_id(world, 'welcome')}"
    ada.visit(path)
    with world.writing():
        board = db.session.get_one(Board, board_id(world, "welcome"))
        board.thread_form = "Other lines."

    assert ada.submit(path, thread_form="My lines.").status == 409
