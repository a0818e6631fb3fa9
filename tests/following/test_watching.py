"""Watching and muting threads and boards, through the buttons on their pages."""

import pytest

from forum.boards import actions as boards
from forum.boards.models import Audience, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.following.models import Watch
from forum.members.models import Member, Role
from forum.rights.queries import copy_of
from tests.boards.acts import become, board_of, open_to, send
from tests.browser import Browser
from tests.following.reading import pointers, swept, told, watching
from tests.rights.leaving import erased
from tests.world import World


def test_a_member_watches_a_thread_by_its_button_and_stops_again(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit(world.url(thread))

    page = rosa.submit("/follow", level="watch")
    assert page.path == world.url(thread)
    assert "You watch this thread now." in page.text
    assert told(world, thread) == {"ken", "rosa"}

    rosa.submit("/follow", level="normal")
    assert told(world, thread) == {"ken"}


def test_who_muted_a_thread_is_told_nothing(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    rosa.visit("/b/performance")
    rosa.submit("/follow", level="watch")
    assert told(world, thread, is_new_thread=True) == {"ken", "rosa"}

    rosa.visit(world.url(thread))
    rosa.submit("/follow", level="mute")

    assert told(world, thread, is_new_thread=True) == {"ken"}


def test_who_watches_a_board_is_told_of_new_threads_only(
    rosa: Browser, world: World
) -> None:
    rosa.visit("/b/performance")
    rosa.submit("/follow", level="watch")
    thread = world.thread("ken")

    assert told(world, thread) == {"ken"}
    assert told(world, thread, is_new_thread=True) == {"ken", "rosa"}


def test_who_muted_a_board_is_told_of_no_thread_on_it(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    watching(world, "rosa", thread)
    rosa.visit("/b/performance")

    rosa.submit("/follow", level="mute")

    assert told(world, thread) == {"ken"}


def test_who_posts_in_a_thread_watches_it(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")

    send(rosa, thread, "Mine did the same in its first year.")

    assert told(world, thread) == {"ken", "rosa"}


def test_who_does_not_want_it_watches_nothing_by_posting(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    page = rosa.visit("/my/following")
    sent = page.values("/my/following")
    assert sent.pop("watches_own") == "y"
    rosa.post("/my/following", sent)

    send(rosa, thread, "Mine did the same in its first year.")

    assert told(world, thread) == {"ken"}
    assert "watches_own" not in rosa.visit("/my/following").values("/my/following")


def test_who_muted_a_thread_does_not_watch_it_by_posting(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit(world.url(thread))
    rosa.submit("/follow", level="mute")

    send(rosa, thread, "Mine did the same in its first year.")

    assert told(world, thread) == {"ken"}


@pytest.mark.parametrize("state", [PostState.HIDDEN, PostState.REMOVED])
def test_nobody_is_told_of_a_thread_they_cannot_read(
    world: World, state: PostState
) -> None:
    thread = world.thread("ken")

    become(world, world.opening_post(thread), state, "Rule 1: No advertising.")

    assert told(world, thread) == set()


def test_losing_the_right_to_read_ends_watching_silently(
    world: World, rosa: Browser
) -> None:
    thread = world.thread("ken")
    world.member("mo_mod", Role.MODERATOR)
    for handle in ("rosa", "mo_mod"):
        watching(world, handle, thread)
    open_to(world, "performance", Audience.STAFF)

    assert told(world, thread) == {"mo_mod"}
    assert not rosa.visit("/my/following").forms("/stop")

    swept(world)
    assert {one.member_id for one in world.rows(Watch)} == {world.known("mo_mod")}


def test_who_is_not_active_is_told_nothing(world: World) -> None:
    thread = world.thread("ken")
    with world.writing():
        db.session.get_one(Member, world.known("ken")).deactivated_at = utcnow()

    assert told(world, thread) == set()


def test_a_list_shows_what_one_follows_with_a_button_to_stop(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    watching(world, "rosa", thread)
    rosa.visit("/b/care")
    rosa.submit("/follow", level="mute")

    page = rosa.visit("/my/following")
    assert page.link("First full year") == world.url(thread)
    assert "Unmute" in page.text
    assert "Stop watching" in page.text

    rosa.submit("/stop")
    rosa.submit("/stop")
    assert not rosa.page.forms("/stop")
    assert told(world, thread) == {"ken"}


def test_nobody_stops_what_somebody_else_watches(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    (row,) = world.rows(Watch)
    token = rosa.visit(world.url(thread)).values("/follow")

    rosa.post(f"/my/following/{row.id}/stop", token)

    assert told(world, thread) == {"ken"}


def test_a_thread_that_one_cannot_read_cannot_be_watched(
    rosa: Browser, world: World
) -> None:
    thread, other = world.thread("ken", board="care"), world.thread("ivy")
    open_to(world, "care", Audience.STAFF)
    token = rosa.visit(world.url(other)).values("/follow")

    sent = token | {"level": "watch"}
    assert rosa.post(f"/t/{thread}/follow", sent).status == 404
    assert rosa.post("/b/care/follow", sent).status == 404
    assert rosa.post("/b/nowhere/follow", sent).status == 404
    assert told(world, thread) == set()


def test_another_word_than_those_of_the_buttons_is_refused(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    rosa.visit(world.url(thread))

    page = rosa.submit("/follow", level="love")

    assert page.status == 400
    assert "Choose whether to watch it or to mute it." in page.text


def test_a_guest_gets_no_button_and_is_asked_to_sign_in(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken")

    assert not guest.visit(world.url(thread)).forms("/follow")
    for path in ("/unread", "/my/following"):
        assert guest.visit(path).status == 401


def test_watchers_of_a_merged_thread_watch_the_one_it_went_to(world: World) -> None:
    source, target = world.thread("ken"), world.thread("ivy")
    watching(world, "rosa", source)

    with world.writing():
        boards.merge(source, target)

    assert told(world, target) == {"ken", "ivy", "rosa"}
    assert {one.thread_id for one in world.rows(Watch)} == {target}


def test_who_muted_the_thread_it_went_to_stays_in_peace(
    world: World, rosa: Browser
) -> None:
    source, target = world.thread("ken"), world.thread("ivy")
    watching(world, "rosa", source)
    rosa.visit(world.url(target))
    rosa.submit("/follow", level="mute")

    with world.writing():
        boards.merge(source, target)

    assert told(world, target) == {"ken", "ivy"}


def test_watchers_of_a_thread_that_is_split_watch_both(world: World) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "ivy")
    watching(world, "rosa", thread)
    board = board_of(world, "performance").id

    with world.writing():
        wanted = boards.Wanted([post], "Snow on a flat roof", board)
        split = boards.split(thread, wanted)
        boards.change_state(post, PostState.PUBLISHED, "", utcnow())
        new = split.thread.id

    assert told(world, new) == told(world, thread) == {"ken", "ivy", "rosa"}


def test_watchers_of_a_thread_that_moves_where_they_cannot_read_are_not_told(
    world: World,
) -> None:
    thread = world.thread("ken")
    open_to(world, "care", Audience.STAFF)
    care = board_of(world, "care").id

    with world.writing():
        boards.move(thread, care)

    assert told(world, thread) == set()


def test_a_copy_of_ones_data_says_what_one_follows_and_read(
    world: World, ken: Browser
) -> None:
    thread, other = world.thread("ken"), world.thread("ivy")
    ken.visit(world.url(other))

    with world.reading():
        data = copy_of(world.known("ken")).data

    (row,) = data["watches"]
    assert (row["thread_id"], row["level"]) == (thread, "watch")
    (row,) = data["unread"]
    assert (row["thread_id"], row["number"]) == (other, 1)


def test_erasing_a_member_erases_what_they_follow_and_read(
    world: World, rosa: Browser
) -> None:
    thread = world.thread("ken")
    watching(world, "rosa", thread)
    rosa.visit(world.url(thread))

    erased(world, world.known("rosa"))

    assert {one.member_id for one in world.rows(Watch)} == {world.known("ken")}
    assert pointers(world) == {}
