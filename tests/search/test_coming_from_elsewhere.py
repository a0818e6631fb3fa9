"""What comes from elsewhere is found at once, however it comes."""

from pathlib import Path

import pytest

from forum.moving.foreign import taking
from tests.bench.queue import forum
from tests.boards.acts import statements
from tests.browser import Browser
from tests.moving.foreign import files, taken, thread_called
from tests.promises.moving import exported, imported, run
from tests.search.finding import hits
from tests.search.test_similar_threads import titles
from tests.world import World

ASKED = "Which inverter for a shaded roof?"


def test_posts_of_another_forum_are_found_by_words_and_titles(
    guest: Browser, world: World, tmp_path: Path
) -> None:
    taken(world.app, files(tmp_path / "old"))

    assert len(hits(guest, "optimizers")) == 1
    assert len(hits(guest, "shaded in:title")) == 1
    assert run(world.app, "search", "check").exit_code == 0


def test_threads_of_another_forum_stand_below_those_about_the_same(
    guest: Browser, world: World, tmp_path: Path
) -> None:
    here = world.thread(title="An inverter that hates a shaded roof")
    taken(world.app, files(tmp_path / "old"))
    there = thread_called(world, ASKED).id

    assert titles(guest, world, here) == [ASKED]
    assert titles(guest, world, there) == ["An inverter that hates a shaded roof"]


def test_what_is_about_the_same_is_asked_for_once_when_all_are_here(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "AT_A_TIME", 1)

    with statements() as said:
        taken(world.app, files(tmp_path / "old"))

    kinds = [
        one for one in said if one.startswith(("INSERT INTO job", "INSERT INTO post "))
    ]
    assert [one.split()[2] for one in kinds] == ["post"] * 4 + ["job"]


def test_a_folder_that_was_taken_in_already_is_not_arranged_again(
    world: World, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    elsewhere = forum(tmp_path / "there")
    world.thread()
    folder = exported(world.app, tmp_path / "out")
    assert "posts arranged" in run(elsewhere, "import", folder).output

    again = run(elsewhere, "import", folder)

    assert "Nothing was changed." in again.output
    assert "posts arranged" not in again.output


def test_a_forum_that_moved_finds_the_same_posts_and_threads_alike(
    world: World, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    elsewhere = forum(tmp_path / "there")
    here = world.thread(title=ASKED, body="It hums like a zirconium bell.")
    world.thread("ivy", title="An inverter that hates a shaded roof")
    imported(elsewhere, exported(world.app, tmp_path / "out"))
    there = Browser(elsewhere)

    assert run(elsewhere, "search", "check").exit_code == 0
    assert len(hits(there, "zirconium")) == 1
    assert "An inverter that hates" in there.visit(world.url(here)).text
