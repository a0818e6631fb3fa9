"""No text makes a page do anything, with nothing but the escaping between them.

The content policy is switched off in the browser and taken from the answers.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from forum.members.models import Role
from tests.gallery.conftest import copied
from tests.gallery.forum import at_home, filled
from tests.gallery.places import MEMBER, MODERATOR, PEOPLE
from tests.hostile.planting import (
    hostile_letters,
    hostile_pages,
    other_answers,
    plant,
    post_all,
    shown_again,
    thread_pages,
    typed_addresses,
)
from tests.hostile.vectors import OUTSIDE, packed, vectors
from tests.hostile.window import PLAIN, Windows, served
from tests.world import World

FEWEST = 650


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Return a forum of its own, on SQLite: a browser sees no difference."""
    with at_home(tmp_path) as world:
        yield world


@contextmanager
def opened(chromium: Browser, world: World) -> Iterator[Windows]:
    """Open windows onto a forum without what guards browsers."""
    with served(world.app) as unguarded:
        windows = Windows(chromium, unguarded, world)
        yield windows
        windows.close()


@pytest.fixture
def windows(chromium: Browser, world: World) -> Iterator[Windows]:
    """Return windows onto the forum."""
    with opened(chromium, world) as windows:
        yield windows


def test_the_vectors_are_many_and_each_is_another() -> None:
    numbers = re.compile(r"[0-9]+")

    assert len({numbers.sub("", one) for one in vectors()}) >= FEWEST
    assert {one for text in packed(190) for one in vectors() if one in text}


@pytest.mark.timeout(600)
def test_no_post_runs_or_loads_anything(world: World, windows: Windows) -> None:
    thread = post_all(world)
    for who, role in zip(PEOPLE.values(), Role, strict=True):
        world.known(who) if who == MODERATOR else world.member(who, role)

    for path, who in thread_pages(world, thread):
        windows.look(path, who)
    for path in [*typed_addresses(), *other_answers(thread)]:
        windows.look(path)
    for who, html in shown_again(world):
        windows.look_at(html, who)

    assert windows.wrong == []
    assert windows.read_as_typed > 80


@pytest.mark.timeout(600)
def test_nothing_typed_into_any_form_runs_or_loads_anything(
    tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> None:
    with (
        copied(tmp_path_factory, "full", filled) as (world, pictures),
        opened(chromium, world) as windows,
    ):
        typed = plant(world, pictures)
        for path, who in hostile_pages(world, pictures, typed):
            windows.look(path, who)
        for who, html in typed.answers:
            windows.look_at(html, who)
        for html in hostile_letters(world):
            windows.look_at(html, is_letter=True)

        assert windows.wrong == []
        assert windows.looked_at > 150
        assert windows.read_as_typed > 300
        assert len(typed.taken) >= 55, typed.forms - typed.taken


def test_what_is_typed_while_writing_runs_nothing(
    world: World, windows: Windows
) -> None:
    world.member(MEMBER)
    world.member("mo_mod", Role.MODERATOR)
    for number, said in enumerate(packed(110)):
        if number % 16 == 0:
            world.thread("mo_mod", title=f"Inverter {said}")
    world.run_jobs()
    page = windows.look("/b/equipment/new", MEMBER)

    for said in packed(9_000):
        page.get_by_label("Title").fill(f"Inverter {said[:120]}")
        body = f"{PLAIN}. Call me at (802) 555-0142.\n\n{said}"
        with page.expect_response("**/check"):
            page.get_by_role("textbox", name="Your text", exact=True).fill(body)
        page.get_by_role("button", name="Mask it").first.wait_for()
        windows.poke(page)

    assert windows.wrong == []


def test_what_runs_or_loads_something_is_noticed(
    windows: Windows,
) -> None:
    for said in vectors()[::4]:
        windows.look_at(f"<main><div class=prose>{said}</div></main>")
    wrong = "\n".join(windows.wrong)

    hits = set(re.findall(r"hit: \[(\d+)\]", wrong))
    asked = set(re.findall(rf"elsewhere: \"{OUTSIDE}/(\d+)", wrong))
    assert len(hits) > 40
    assert len(asked) > 5
    for fault in (
        "a forbidden element",
        "onerror",
        "style",
        "href",
        "a foreign script",
    ):
        assert fault in wrong, fault


def test_plain_words_that_are_escaped_twice_are_noticed(
    windows: Windows,
) -> None:
    twice = PLAIN.replace("&", "&amp;amp;").replace("<", "&amp;lt;")

    windows.look_at(f"<main>{twice}</main>")

    assert any("reads as" in one for one in windows.wrong)
