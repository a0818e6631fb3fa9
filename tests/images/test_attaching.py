"""Pictures of a post: attached once, described, redacted, destroyed."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from forum.boards.models import Post
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.traces import traces
from forum.core.wording import Wording
from forum.images import actions
from forum.images.models import Image
from forum.images.queries import holding, of_posts
from tests.images.pictures import (
    FIXTURES,
    ONCE,
    added,
    attached,
    shown,
    waiting,
)
from tests.world import World

pytestmark = pytest.mark.usefixtures("folder")
ALT = "The inverter, its label covered"


@pytest.fixture
def post(world: World) -> int:
    """Return a post of Rosa's."""
    return world.opening_post(world.thread("rosa"))


def test_a_post_shows_the_pictures_of_its_form(world: World, post: int) -> None:
    first, second = added(world, "rosa"), added(world, "rosa")

    count = attached(world, "rosa", post, second, first, alt=ALT)

    assert count == 2
    assert [picture.id for picture in shown(world, post)] == [second, first]
    assert {picture.alt for picture in shown(world, post)} == {ALT}
    assert {picture.post_id for picture in shown(world, post)} == {post}
    assert waiting(world, "rosa") == ()


def test_what_was_taken_out_is_forgotten_once_it_is_posted(
    world: World, post: int
) -> None:
    image = added(world, "rosa", (FIXTURES / "gps.jpg").read_bytes())

    attached(world, "rosa", post, image)

    row = world.row(Image, image)
    assert (row.removed_kinds, row.composition) == ("", "")
    assert row.attached_at is not None


def test_only_ones_own_pictures_of_this_very_form_are_attached(
    world: World, post: int
) -> None:
    world.member("ken")
    of_ken = added(world, "ken")
    of_another_form = added(world, "rosa", once="another form")
    own = added(world, "rosa")
    ids = (of_ken, of_another_form, own, 999)

    assert attached(world, "rosa", post, *ids) == 1

    assert [picture.id for picture in shown(world, post)] == [own]
    assert len(waiting(world, "ken")) == 1


def test_a_picture_belongs_to_one_post_for_good(world: World, post: int) -> None:
    day_before = utcnow() - timedelta(days=1)
    other = world.opening_post(world.thread("rosa", at=day_before))
    image = added(world, "rosa")
    attached(world, "rosa", post, image)

    assert attached(world, "rosa", other, image) == 0
    assert attached(world, "rosa", other, image, once="") == 0

    assert shown(world, other) == ()


def test_pictures_added_by_an_edit_follow_those_that_were_there(
    world: World, post: int
) -> None:
    before = [added(world, "rosa"), added(world, "rosa")]
    attached(world, "rosa", post, *before)
    later = added(world, "rosa")

    attached(world, "rosa", post, later)

    assert [picture.id for picture in shown(world, post)] == [*before, later]


def test_no_edit_gets_a_post_beyond_ten_pictures(world: World, post: int) -> None:
    attached(world, "rosa", post, *(added(world, "rosa") for _ in range(10)))
    one_more, rosa = added(world, "rosa"), world.member_id("rosa")
    with world.reading():
        asked = holding(rosa, ONCE, post)

    with pytest.raises(Refused, match="A post can have 10 pictures"):
        attached(world, "rosa", post, one_more)

    assert asked.here == 11
    assert len(shown(world, post)) == 10


def test_pictures_of_a_page_come_with_one_question(world: World, post: int) -> None:
    reply = world.reply(world.row(Post, post).thread_id, "ken")
    silent = world.reply(world.row(Post, post).thread_id, "ivy")
    attached(world, "rosa", post, added(world, "rosa"), added(world, "rosa"))
    attached(world, "ken", reply, added(world, "ken"))

    with world.reading():
        found = of_posts([reply, post, silent])
        nothing = of_posts([])

    assert {key: len(some) for key, some in found.items()} == {post: 2, reply: 1}
    assert nothing == {}


def test_a_description_can_be_changed(world: World, post: int) -> None:
    one, other = added(world, "rosa"), added(world, "rosa")
    attached(world, "rosa", post, one, other, alt=ALT)
    elsewhere = added(world, "rosa")

    with world.writing():
        alts = {one: "The roof", other: ALT, elsewhere: "Not this one"}
        changed = actions.set_alts(post, alts)

    assert changed == 1
    assert [picture.alt for picture in shown(world, post)] == ["The roof", ALT]
    assert world.row(Image, elsewhere).alt == ""


def test_words_are_redacted_in_descriptions_too(world: World, post: int) -> None:
    image, other = added(world, "rosa"), added(world, "rosa")
    attached(world, "rosa", post, image, alt="The house at 12 Larch Lane, from below")
    attached(world, "rosa", post, other, alt=ALT)
    wording = Wording(("12 larch lane",), "[address]")

    with world.writing():
        count = actions.redact_alts([post], wording)

    assert count == 1
    alts = [picture.alt for picture in shown(world, post)]
    assert alts == ["The house at [address], from below", ALT]
    with world.reading():
        assert traces(wording) == {}


def test_a_picture_is_destroyed_with_its_files(
    world: World, post: int, folder: Path
) -> None:
    gone, stays = added(world, "rosa"), added(world, "rosa")
    attached(world, "rosa", post, gone, stays)
    kept = world.row(Image, stays).name

    with world.writing():
        count = actions.destroy([gone, 999], utcnow())
    shown_at_once = shown(world, post)
    world.run_jobs()

    assert count == 1
    assert [picture.id for picture in shown_at_once] == [stays]
    assert {path.name[:32] for path in folder.iterdir()} == {kept}


def test_files_stay_when_the_transaction_does_not_come_through(
    world: World, post: int, folder: Path
) -> None:
    image = added(world, "rosa")
    attached(world, "rosa", post, image)

    def think_again() -> None:
        with world.writing():
            actions.destroy([image], utcnow())
            raise Refused("Not after all")

    with pytest.raises(Refused, match="Not after all"):
        think_again()
    world.run_jobs()

    assert len(shown(world, post)) == 1
    assert len(list(folder.iterdir())) == 2


def test_nothing_to_destroy_leaves_no_job(world: World, post: int) -> None:
    with world.writing():
        assert actions.destroy([], utcnow()) == 0

    world.run_jobs()
    assert shown(world, post) == ()


def test_pictures_of_a_purged_post_go_with_it(
    world: World, post: int, folder: Path
) -> None:
    reply = world.reply(world.row(Post, post).thread_id, "ken")
    attached(world, "ken", reply, added(world, "ken"))

    with world.writing():
        db.session.execute(delete(Post).where(Post.id == reply))

    assert world.rows(Image) == []
    assert len(list(folder.iterdir())) == 2  # until the sweep
