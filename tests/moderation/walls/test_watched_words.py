"""Watched words block, hold, mask or tell, and the log has no text of them."""

import pytest

from forum.boards.models import Post, PostState, Revision
from moderation.models import AuditEvent, AuditPayload, Reviewable
from moderation.walls.models import Deed, WatchedWord, Way
from tests.browser import Browser
from tests.moderation.walls.acts import opened, states, watch
from tests.world import World

SAID = "Our new roof has a quokkabox on it since last spring, and it hums."


def test_a_blocked_word_is_named_and_the_text_stays(ivy: Browser, world: World) -> None:
    watch(world, "quokkabox", Deed.BLOCK, said="We do not discuss it.")

    page = opened(ivy, body=SAID)

    assert page.status == 422
    assert "Take out “quokkabox”" in page.text
    assert "We do not discuss it." in page.text
    assert page.values("/b/care/new")["body"].strip() == SAID
    assert world.rows(Post) == []


@pytest.mark.parametrize("deed", [Deed.BLOCK, Deed.HOLD, Deed.MASK])
def test_a_hit_is_logged_by_its_number_without_text(
    ivy: Browser, world: World, deed: Deed
) -> None:
    key = watch(world, "quokkabox", deed)

    opened(ivy, body=SAID)

    (event,) = [e for e in world.rows(AuditEvent) if e.action == "watched_word"]
    (kept,) = [p for p in world.rows(AuditPayload) if p.seq == event.seq]
    assert f'"word":{key}' in kept.json.replace(" ", "")
    assert "quokka" not in kept.json


def test_a_held_word_holds_and_moderators_read_why(
    ivy: Browser, mo: Browser, world: World
) -> None:
    watch(world, "quokka*", Deed.HOLD, Way.GLOB)

    page = opened(ivy, body=SAID)

    assert "It has a word that moderators look at first." in page.text
    assert states(world) == [PostState.HELD]
    (case,) = world.rows(Reviewable)
    shown = mo.visit(f"/moderation/items/{case.id}").text
    assert "it has a watched word: “quokka*”." in shown
    assert "Held because: " in shown


def test_a_masked_word_is_never_stored(ivy: Browser, world: World) -> None:
    watch(world, "QUOKKABOX", Deed.MASK)

    page = opened(ivy, title="A quokkabox on the roof", body=SAID)

    assert "Watched words were masked." in page.text
    assert states(world) == [PostState.PUBLISHED]
    (revision,) = world.rows(Revision)
    assert "quokkabox" not in f"{revision.title} {revision.body}"
    assert "[masked]" in revision.body
    assert "quokkabox" not in page.html


def test_a_notice_is_read_once_and_then_it_is_posted(
    ivy: Browser, world: World
) -> None:
    watch(world, "quokkabox", Deed.NOTICE, said="It was recalled in May.")

    page = opened(ivy, body=SAID)

    assert "Please read this first" in page.text
    assert "It was recalled in May." in page.text
    assert world.rows(Post) == []
    ivy.submit("/b/care/new")
    assert states(world) == [PostState.PUBLISHED]


def test_a_word_of_another_board_is_no_hit(ivy: Browser, world: World) -> None:
    watch(world, "quokkabox", Deed.BLOCK, boards=(999,))

    opened(ivy, body=SAID)

    assert states(world) == [PostState.PUBLISHED]


def test_an_edit_cannot_bring_a_blocked_word_in(ivy: Browser, world: World) -> None:
    opened(ivy)
    watch(world, "quokkabox", Deed.BLOCK)
    (post,) = world.rows(Post)
    ivy.visit(f"/p/{post.id}/edit")

    page = ivy.submit("/edit", body=SAID)

    assert page.status == 422
    assert world.row(Post, post.id).revision == 1


def test_staff_try_a_word_on_the_newest_posts_and_then_watch_it(
    mo: Browser, world: World
) -> None:
    world.thread("ken", body=SAID)
    world.thread("ivy", title="Nothing of that kind is in here")
    mo.visit("/moderation/words")

    page = mo.submit(
        "/moderation/words",
        pattern="quokka",
        way="literal",
        deed="hold",
        more={"try": "1"},
    )

    assert "1 post of the newest 2" in page.text
    assert "<mark>quokka</mark>box on it" in page.html
    assert world.rows(WatchedWord) == []
    values = page.values("/moderation/words")
    page = mo.submit("/moderation/words")
    assert values["pattern"] == "quokka"
    assert "It is watched from now on." in page.text
    (word,) = world.rows(WatchedWord)
    assert (word.pattern, word.deed) == ("quokka", Deed.HOLD)


def test_a_word_is_ended_and_stays_on_the_list(
    mo: Browser, ivy: Browser, world: World
) -> None:
    key = watch(world, "quokkabox", Deed.BLOCK)
    mo.visit("/moderation/words")

    page = mo.submit(f"/moderation/words/{key}/end")

    assert "It is not watched any more." in page.text
    assert "Ended" in page.text
    opened(ivy, body=SAID)
    assert states(world) == [PostState.PUBLISHED]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"pattern": ""}, "Write a word or a pattern"),
        ({"pattern": "*"}, "Use two letters or digits at least"),
        (
            {"pattern": "ok then", "deed": "notice"},
            "Write the note that the author reads",
        ),
        ({"pattern": "ok then", "ends_on": "2001-01-01"}, "Choose a day after today"),
    ],
)
def test_a_word_that_cannot_be_is_refused(
    mo: Browser, world: World, fields: dict[str, str], said: str
) -> None:
    mo.visit("/moderation/words")

    page = mo.submit("/moderation/words", more={"way": "glob", "deed": "hold"} | fields)

    assert page.status == 422
    assert said in page.text
    assert world.rows(WatchedWord) == []


def test_members_do_not_see_the_words(ivy: Browser) -> None:
    assert ivy.visit("/moderation/words").status == 403
