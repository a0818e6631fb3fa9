"""Pictures of a form: kept for their member, while there is room for them."""

from pathlib import Path

import pytest

from forum.core.answers import NotFound, Refused
from forum.core.clock import utcnow
from forum.core.db import db, transaction
from forum.images import actions, rules
from forum.images.models import Format, Image
from forum.images.rules import Holding
from forum.images.taking import take
from forum.members.models import Member
from tests.images.pictures import (
    FIXTURES,
    ONCE,
    added,
    attached,
    jpeg,
    plain,
    saved,
    waiting,
)
from tests.world import World

pytestmark = pytest.mark.usefixtures("folder")
NONE = Holding(stored=0, pending=0, here=0)


@pytest.fixture(autouse=True)
def rosa_is_there(world: World) -> None:
    """Make the member who adds the pictures."""
    world.member("rosa")


def test_a_picture_waits_in_the_form_it_was_added_to(world: World) -> None:
    first = added(world, "rosa", jpeg((3000, 1500)))
    added(world, "rosa", once="another form")
    second = added(world, "rosa", saved(plain("RGBA"), "PNG"))

    one, other = waiting(world, "rosa")

    assert (one.id, other.id) == (first, second)
    assert (one.format, other.format) == (Format.JPEG, Format.PNG)
    assert (one.width, one.height) == (2048, 1024)
    assert (one.thumb_width, one.thumb_height) == (480, 240)
    assert one.url == f"/attachments/{one.name}.jpg"
    assert one.thumb_url == f"/attachments/{one.name}-small.jpg"
    assert other.url == f"/attachments/{other.name}.png"
    assert one.post_id is None


def test_what_was_taken_out_is_told_before_posting(world: World) -> None:
    added(world, "rosa", (FIXTURES / "gps.jpg").read_bytes())
    added(world, "rosa", (FIXTURES / "owner_and_body_serial.jpg").read_bytes())
    added(world, "rosa")

    told = [picture.removed for picture in waiting(world, "rosa")]

    assert told == [("gps",), ("person_name", "device_serial"), ()]


def test_nobody_sees_what_somebody_else_added(world: World) -> None:
    world.member("ken")
    added(world, "rosa")

    assert waiting(world, "ken") == ()


def test_both_files_are_written_and_nothing_else(world: World, folder: Path) -> None:
    image = added(world, "rosa")

    row = world.row(Image, image)
    files = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert set(files) == {f"{row.name}.jpg", f"{row.name}-small.jpg"}
    assert sum(files.values()) == row.size_bytes


def test_the_original_is_never_stored(world: World, folder: Path) -> None:
    original = (FIXTURES / "gps.jpg").read_bytes()

    added(world, "rosa", original)

    contents = [path.read_bytes() for path in folder.iterdir()]
    assert len(contents) == 2
    assert not [content for content in contents if b"Pixeltone" in content]


def test_names_tell_nothing_and_cannot_be_guessed(world: World) -> None:
    names = {world.row(Image, added(world, "rosa")).name for _ in range(3)}

    assert len(names) == 3
    assert all(len(name) == 32 and int(name, 16) for name in names)


def test_files_are_not_written_inside_a_transaction(world: World, folder: Path) -> None:
    taken = take(jpeg())

    with (
        world.app.app_context(),
        transaction(),
        pytest.raises(RuntimeError, match="before the transaction"),
    ):
        actions.store(taken)

    assert not folder.exists()


def test_a_picture_can_be_dropped_again(world: World, folder: Path) -> None:
    image, rosa = added(world, "rosa"), world.member_id("rosa")

    with world.writing():
        actions.drop(rosa, image, utcnow())
    gone_at_once = waiting(world, "rosa")
    world.run_jobs()

    assert gone_at_once == ()
    assert list(folder.iterdir()) == []


def test_nobody_drops_what_somebody_else_added(world: World) -> None:
    ken, image = world.member("ken"), added(world, "rosa")

    with pytest.raises(NotFound), world.writing():
        actions.drop(ken, image, utcnow())

    assert len(waiting(world, "rosa")) == 1


def test_a_picture_of_a_post_is_not_dropped_like_one_of_a_form(world: World) -> None:
    post = world.opening_post(world.thread("rosa"))
    image, rosa = added(world, "rosa"), world.member_id("rosa")
    attached(world, "rosa", post, image)

    with pytest.raises(NotFound), world.writing():
        actions.drop(rosa, image, utcnow())


def test_a_form_takes_ten_pictures(world: World) -> None:
    for _ in range(10):
        added(world, "rosa")

    with pytest.raises(Refused, match="A post can have 10 pictures"):
        added(world, "rosa")

    assert len(waiting(world, "rosa")) == 10


def test_pictures_of_posts_never_sent_do_not_pile_up(world: World) -> None:
    for number in range(20):
        added(world, "rosa", once=f"form {number}")

    with pytest.raises(Refused, match="20 photos or files to posts"):
        added(world, "rosa", once="one more form")


def test_a_member_has_so_much_room_and_no_more(world: World) -> None:
    post = world.opening_post(world.thread("rosa"))
    image = added(world, "rosa")
    attached(world, "rosa", post, image)
    size = world.row(Image, image).size_bytes
    with world.writing():
        db.session.get_one(Image, image).size_bytes = rules.QUOTA_BYTES - size
    added(world, "rosa")

    with pytest.raises(Refused, match="take up 500 MB"):
        added(world, "rosa")


def test_somebody_elses_pictures_take_no_room(world: World) -> None:
    world.member("ken")
    image = added(world, "ken")
    with world.writing():
        db.session.get_one(Image, image).size_bytes = rules.QUOTA_BYTES

    assert added(world, "rosa")


@pytest.mark.parametrize(
    ("holding", "size", "is_new", "because"),
    [
        (NONE, 1, False, ""),
        (Holding(0, 9, 9), 1, False, ""),
        (Holding(0, 10, 10), 1, False, "A post can have 10 pictures"),
        (Holding(0, 2, 2), 1, True, ""),
        (Holding(0, 3, 3), 1, True, "Your first posts can have 3 pictures"),
        (Holding(0, 19, 0), 1, False, ""),
        (Holding(0, 20, 0), 1, False, "20 photos or files"),
        (Holding(rules.QUOTA_BYTES, 0, 0), 0, False, ""),
        (Holding(rules.QUOTA_BYTES, 0, 0), 1, False, "500 MB"),
    ],
)
def test_the_rules_say_when_there_is_room(
    holding: Holding, size: int, is_new: bool, because: str
) -> None:
    answer = rules.may_keep(holding, size, is_new=is_new)

    assert bool(answer) is not bool(because)
    assert because in answer.because


def test_a_new_member_adds_three(world: World) -> None:
    member = world.row(Member, world.member_id("rosa"))
    for _ in range(3):
        added(world, "rosa")
    with world.reading():
        stored = actions.store(take(jpeg()))

    with pytest.raises(Refused, match="first posts can have 3"), world.writing():
        actions.keep(member, ONCE, stored, utcnow(), is_new=True)
