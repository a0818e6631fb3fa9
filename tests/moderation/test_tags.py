"""The closed list of tags, as moderators of the whole forum change it."""

import pytest
from sqlalchemy import select

from forum.boards.models import Board, ThreadTag
from forum.core.db import db
from forum.members import actions as members
from moderation.models import AuditEvent
from tests.browser import Browser, Page
from tests.world import World


def add(mo: Browser, name: str) -> Page:
    mo.visit("/moderation/tags")
    return mo.submit("/moderation/tags", name=name)


def rename(mo: Browser, tag: str, to: str, **more: str) -> Page:
    path = f"/moderation/tags/{tag}"
    mo.visit(path)
    return mo.submit(path, more={"to": to, **more})


def tags_of(world: World, thread: int) -> list[str]:
    return sorted(one.tag for one in world.rows(ThreadTag) if one.thread_id == thread)


def acts(world: World) -> list[str]:
    return [one.action for one in world.rows(AuditEvent)]


def test_a_tag_that_was_added_can_be_chosen_and_is_logged(
    mo: Browser, rosa: Browser, world: World
) -> None:
    assert "Added." in add(mo, "Agri PV").text

    assert "agri-pv" in rosa.visit("/b/care/new").html
    assert acts(world) == ["tag_added"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x", "Use 2 to 24 small letters"),
        ("heat_pump", "Use 2 to 24 small letters"),
        ("206-555-0142", "This looks like a number or an address"),
        ("panels", "This leads to the tag “module” already"),
    ],
)
def test_what_is_no_tag_is_said_and_not_lost(mo: Browser, name: str, why: str) -> None:
    page = add(mo, name)

    assert page.status == 422
    assert why in page.text
    assert page.values("/moderation/tags")["name"] == name


def test_threads_go_along_with_a_new_name_and_the_old_one_leads_there(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("rosa", tags=("snow", "roof"))

    assert "Threads that moved along: 1" in rename(mo, "snow", "snow-and-ice").text

    assert tags_of(world, thread) == ["roof", "snow-and-ice"]
    answer = guest.visit("/b/performance?tag=snow&show=unanswered", follow=False)
    assert answer.status == 301
    assert "tag=snow-and-ice" in answer.headers["Location"]
    assert "1,154" in guest.visit("/b/performance?tag=snow").text
    assert "1,154" in guest.visit("/search?q=tag:snow").text
    assert "1,154" in guest.visit("/search?q=tag:snow-and-ice").text
    assert acts(world) == ["tag_renamed"]


def test_an_old_tag_leads_on_with_what_a_board_knows_and_nothing_else(
    mo: Browser, guest: Browser, world: World
) -> None:
    world.thread("rosa", tags=("snow", "roof"))
    rename(mo, "snow", "snow-and-ice")
    odd = "endpoint=x&_scheme=ftp&_external=1&_method=x"

    answer = guest.visit(f"/b/performance?tag=snow&page=1&{odd}", follow=False)

    assert answer.status == 301
    assert answer.headers["Location"] == "/b/performance?tag=snow-and-ice&page=1"


def test_who_types_the_old_word_gets_the_new_tag(
    mo: Browser, rosa: Browser, world: World
) -> None:
    assert "Renamed" in rename(mo, "module", "pv-module").text

    rosa.visit("/b/care/new")
    rosa.submit(
        "/b/care/new",
        title="Which cable goes there?",
        body="Nobody knows it here.",
        tags="panels, module",
    )

    assert [one.tag for one in world.rows(ThreadTag)] == ["pv-module"]


def test_two_tags_become_one_only_if_that_is_ticked(mo: Browser, world: World) -> None:
    both = world.thread("rosa", tags=("snow", "roof"))
    one = world.thread("ken", title="Which meter reads both ways?", tags=("snow",))

    page = rename(mo, "snow", "roof")
    assert page.status == 422
    assert "There is a tag “roof”. Tick the box to merge both" in page.text
    rename(mo, "snow", "roof", merges="y")

    assert tags_of(world, both) == tags_of(world, one) == ["roof"]
    assert acts(world) == ["tag_merged"]
    assert mo.visit("/moderation/tags/snow").status == 404


def test_a_tag_gets_its_first_name_back(mo: Browser, world: World) -> None:
    thread = world.thread("rosa", tags=("snow",))
    rename(mo, "snow", "winter")

    rename(mo, "winter", "snow")

    assert tags_of(world, thread) == ["snow"]
    assert mo.visit("/moderation/tags/snow").status == 200
    assert mo.visit("/moderation/tags/winter").status == 404


def test_moderators_of_some_boards_and_members_leave_tags_alone(
    rosa: Browser, mo: Browser, world: World
) -> None:
    with world.writing():
        board = db.session.scalars(select(Board.id)).first() or 0
        members.assign(world.member_id("mo_mod"), [board])

    assert mo.visit("/moderation/tags").status == 403
    assert rosa.visit("/moderation/tags").status == 403
