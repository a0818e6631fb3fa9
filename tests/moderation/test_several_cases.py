"""Several cases about one post, and words that stand in other posts too."""

from forum.boards.models import Post, PostState
from moderation.models import Evidence, Reviewable
from moderation.rules import CLICK_WITHIN
from tests.browser import Browser
from tests.moderation.cases import decided, files_with, flagged, left, opened
from tests.world import World

NAME = "Özgür Öztürk"


def test_a_decision_makes_other_cases_about_the_post_stale(
    mo: Browser, ada: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa")
    first = flagged(world, post)
    decided(mo, first, "hide_until_edited")
    rosa = Browser(world.app)
    rosa.sign_in("rosa")
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body="It was less than I thought.")
    second = max(case.id for case in world.rows(Reviewable))
    opened(ada, second)
    values = ada.page.values("/decide").to_dict() | {"measure": "approve"}
    third = flagged_by_staff(mo, post)
    decided(mo, third, "remove")

    page = ada.post(f"/moderation/items/{second}/decide", values)

    assert page.status == 409
    assert "mo_mod" in page.text
    assert world.row(Post, post).state is PostState.REMOVED


def flagged_by_staff(mo: Browser, post: int) -> int:
    """Open a case about a post that nobody reported."""
    page = mo.post(f"/moderation/posts/{post}/review", mo.page.values("/sign-out"))
    return int(page.path.rpartition("/")[2])


def test_a_name_in_other_letters_is_found_everywhere(mo: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa", f"{NAME} did our roof.")
    case = flagged(world, post, note=f"Did {NAME.upper()} agree?")

    page = decided(mo, case, "mask", words=NAME)

    assert "The words stand nowhere in the forum any more." in page.text
    world.run_jobs(CLICK_WITHIN)
    for words in (NAME, NAME.upper()):
        assert left(world, words) == {}
        assert files_with(world.app.extensions["settings"].home, words) == []


def test_the_same_words_stay_in_cases_about_other_threads(
    mo: Browser, world: World
) -> None:
    other = world.reply(world.thread("lee", board="care"), "ivy", "The Main breaker.")
    flagged(world, other, by="rex", note="Which Main breaker?")
    post = world.reply(world.thread("ken"), "rosa", "I live on Main street.")

    page = decided(mo, flagged(world, post), "mask", words="Main")

    assert "The same words also stand in" in page.text
    contents = [one.content for one in world.rows(Evidence)]
    assert "The Main breaker." in contents
    assert "I live on [masked by a moderator] street." in contents


def test_what_was_kept_of_a_withdrawn_post_goes_with_it(world: World) -> None:
    world.member("newt", is_new=True)
    post = world.reply(world.thread("ken"), "newt", "My first words here.")
    newt = Browser(world.app)
    newt.sign_in("newt")
    newt.visit(f"/p/{post}/withdraw")

    newt.submit("/withdraw")

    assert newt.page.status == 200
    assert left(world, "My first words") == {}


def test_what_was_reported_is_kept_for_the_moderators(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", "Take this, you fool.")
    flagged(world, post)
    rosa.visit(f"/p/{post}/withdraw")
    assert "moderators keep its photos until they have decided" in rosa.page.text

    rosa.submit("/withdraw")

    (kept,) = world.rows(Evidence)
    assert kept.content == "Take this, you fool."
