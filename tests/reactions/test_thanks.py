"""Thanks: one button, a count for all, names for members, nothing to be won."""

from forum.boards.models import PostState, Thread
from forum.rights.queries import copy_of
from tests.boards.acts import become
from tests.browser import Browser
from tests.reactions.acts import buttons, opened, press, thanks_of
from tests.rights.leaving import erased
from tests.world import World


def test_a_member_thanks_for_a_post_and_everybody_sees_how_many_did(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "ivy")

    page = press(rosa, world, post, "thank")

    assert page.path == world.url(thread)
    assert "Thanks from rosa" in page.text
    assert thanks_of(world, post) == (1, 1)
    seen = opened(guest, world, thread)
    assert "Thanked by 1 member" in seen.text
    assert "rosa" not in seen.text


def test_thanks_are_taken_back_by_the_same_button(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    press(rosa, world, post, "thank")

    page = press(rosa, world, post, "unthank")

    assert thanks_of(world, post) == (0, 0)
    assert "Thanks from" not in page.text


def test_who_thanks_twice_is_counted_once(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    page = opened(rosa, world, 1)
    token = page.values(f"/p/{post}/thank")

    for _ in range(2):
        rosa.post(f"/p/{post}/thank", token)

    assert thanks_of(world, post) == (1, 1)


def test_nobody_thanks_for_their_own_post(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    other, own = world.reply(thread, "ivy"), world.reply(thread, "rosa")
    page = opened(rosa, world, thread)
    assert "thank" not in buttons(page, own)

    token = page.values(f"/p/{other}/thank")
    refused = rosa.post(f"/p/{own}/thank", token)

    assert refused.status == 403
    assert "This is your own post." in refused.text
    assert thanks_of(world, own) == (0, 0)


def test_a_guest_has_no_button_and_no_cookie(guest: Browser, world: World) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "ivy")

    page = opened(guest, world, thread)

    assert not buttons(page, post)
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "public, no-cache"


def test_what_guests_are_shown_is_another_version_after_thanks(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "ivy")
    version = world.row(Thread, thread).version
    before = opened(guest, world, thread).headers["ETag"]

    press(rosa, world, post, "thank")

    assert world.row(Thread, thread).version == version + 1
    assert opened(guest, world, thread).headers["ETag"] != before


def test_what_nobody_reads_takes_no_thanks(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "ivy")
    token = opened(rosa, world, thread).values(f"/p/{post}/thank")

    become(world, post, PostState.REMOVED, "R1")

    assert rosa.post(f"/p/{post}/thank", token).status == 404


def test_a_profile_counts_no_thanks(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    press(rosa, world, post, "thank")

    assert "hank" not in rosa.visit("/m/ivy").text


def test_thanks_go_with_the_account(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    press(rosa, world, post, "thank")

    erased(world, world.known("rosa"))

    assert thanks_of(world, post) == (0, 0)


def test_thanks_go_with_the_post(rosa: Browser, ken: Browser, world: World) -> None:
    post = world.reply(world.thread("ivy"), "ken")
    press(rosa, world, post, "thank")

    ken.visit(f"/p/{post}/withdraw")
    ken.submit(f"/p/{post}/withdraw")

    assert thanks_of(world, post) == (0, 0)


def test_the_copy_of_ones_data_has_the_thanks_one_gave(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    press(rosa, world, post, "thank")

    with world.reading():
        given = copy_of(world.member_id("rosa")).data["thanks"]
        received = copy_of(world.member_id("ivy")).data["thanks"]

    assert [row["post_id"] for row in given] == [post]
    assert not received
