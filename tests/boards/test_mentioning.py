"""Names of members are completed while somebody mentions them."""

import json
from urllib.parse import urlencode

import pytest
from flask import Flask

from forum.boards.models import Audience
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from tests.boards.acts import body_of, long_ago, open_to, send
from tests.browser import Browser
from tests.world import World


def named(browser: Browser, typed: str, kind: str, key: object) -> list[str]:
    """Return whom a script would suggest."""
    query = urlencode({"q": typed, "kind": kind, "key": key})
    page = browser.visit(f"/mentions?{query}")
    assert page.status == 200
    found = json.loads(page.html)
    assert isinstance(found, list)
    return found


def test_names_that_begin_as_typed_are_suggested_who_wrote_there_first(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    world.reply(thread, "kezia")
    world.thread("kea", title="Another thread of mine")

    assert named(rosa, "ke", "reply", thread) == ["ken", "kezia", "kea"]
    assert named(rosa, "KEZ", "thread", "care") == ["kezia"]
    assert named(rosa, "ke%", "reply", thread) == []


def test_one_letter_suggests_nobody(rosa: Browser, world: World) -> None:
    assert named(rosa, "k", "reply", world.thread("ken")) == []


def test_few_letters_suggest_nobody_who_never_wrote(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    world.known("keanu")

    assert named(rosa, "kea", "reply", thread) == []
    assert named(rosa, "kean", "reply", thread) == ["keanu"]


def test_who_cannot_read_the_board_is_not_suggested(mo: Browser, world: World) -> None:
    thread = world.thread("ken")
    open_to(world, "performance", Audience.STAFF)

    assert named(mo, "ke", "reply", thread) == []
    assert named(mo, "mo_m", "reply", thread) == ["mo_mod"]


def test_who_is_not_here_any_more_is_not_suggested(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    with world.writing():
        db.session.get_one(Member, world.member_id("ken")).deactivated_at = utcnow()

    assert named(rosa, "ke", "reply", thread) == []


def test_a_correction_asks_for_its_thread(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "rosa")
    world.thread("kea", title="Another thread of mine")

    assert named(rosa, "ke", "edit", post) == ["ken", "kea"]


@pytest.mark.parametrize(("kind", "key"), [("reply", 999), ("thread", "none"), ("", 1)])
def test_a_place_that_is_not_there_suggests_nobody(
    rosa: Browser, kind: str, key: object
) -> None:
    query = urlencode({"q": "ke", "kind": kind, "key": key})

    assert rosa.visit(f"/mentions?{query}").status == 404


def test_guests_are_told_no_names(guest: Browser, world: World) -> None:
    thread = world.thread("ken")

    assert guest.visit(f"/mentions?q=ke&kind=reply&key={thread}").status == 401


def test_a_first_post_mentions_two_members_at_most(app: Flask, world: World) -> None:
    world.member("newt", is_new=True)
    newt = Browser(app)
    newt.sign_in("newt")
    thread = world.thread("ken")
    for name in ("ada_m", "bea_m", "cy_m"):
        world.known(name)
    said = "Thanks, @ada_m, @bea_m and @nobody-here!"

    page = send(newt, thread, f"{said} And @cy_m.")

    assert page.status == 422
    assert "Your first posts can mention 2 members each" in page.text
    assert "And @cy_m." in body_of(page)
    assert send(newt, thread, said).path.startswith("/t/")


def test_a_post_mentions_ten_members_at_most(ken: Browser, world: World) -> None:
    thread = world.thread("ken")
    names = [f"reader_{letter}" for letter in "abcdefghijk"]
    for name in names:
        world.known(name)
    long_ago(world)

    page = send(ken, thread, " ".join(f"@{name}" for name in names))

    assert page.status == 422
    assert "A post can mention 10 members." in page.text
    said = " ".join(f"@{name}" for name in names[:10])
    assert send(ken, thread, f"{said} `@{names[10]}`").path.startswith("/t/")
