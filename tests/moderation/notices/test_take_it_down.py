"""Intimate pictures: hidden at once, first in the queue, no way back for copies."""

from datetime import timedelta

import pytest
import time_machine

from forum.boards.models import PostState
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.files import files
from forum.core.jobs import run_due, schedule
from forum.images.models import BlockedPicture, Image
from moderation.models import Reviewable, ReviewableKind
from moderation.notices.models import Notice
from tests.browser import Browser
from tests.images.pictures import added, jpeg, picture
from tests.moderation.cases import decided, flagged, waiting_case
from tests.moderation.notices.filling import (
    TAKE_DOWN,
    UNA,
    asked,
    case_of,
    filled,
    mailed,
    replied,
    state_of,
    with_picture,
)
from tests.world import World

KIND = ReviewableKind.TAKE_IT_DOWN
TOLD = "A case cannot wait"


def test_a_valid_request_hides_the_post_at_once(guest: Browser, world: World) -> None:
    post = with_picture(world)

    page = asked(guest, "/take-it-down", post, TAKE_DOWN)

    assert "The post is hidden. We decide within 48 hours." in page.text
    assert "Set-Cookie" not in page.headers
    assert state_of(world, post) is PostState.HIDDEN
    (image,) = world.rows(Image)
    assert guest.visit(f"/attachments/{image.name}.jpg").status == 404


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("where", "Write where it is"),
        ("email", "Write an email address, such as name@example.com"),
        ("good_faith", "Confirm this, or we cannot act on it"),
        ("signature", "Sign by typing your full name"),
    ],
)
def test_what_is_missing_hides_nothing(
    guest: Browser, world: World, missing: str, said: str
) -> None:
    post = with_picture(world)
    fields = TAKE_DOWN | {"where": f"/p/{post}"}
    del fields[missing]

    page = filled(guest, "/take-it-down", fields)

    assert page.status == 422
    assert said in page.text
    assert state_of(world, post) is PostState.PUBLISHED
    assert world.rows(Notice) == []


def test_a_post_without_picture_or_link_is_not_hidden(
    guest: Browser, world: World
) -> None:
    post = replied(world, "ken")

    page = asked(guest, "/take-it-down", post, TAKE_DOWN)

    assert page.status == 422
    assert "This post has no picture and no link." in page.text
    assert state_of(world, post) is PostState.PUBLISHED


def test_the_address_of_the_picture_itself_is_understood(
    guest: Browser, world: World
) -> None:
    post = with_picture(world)
    (image,) = world.rows(Image)
    where = f"http://127.0.0.1:8000/attachments/{image.name}-small.jpg"

    filled(guest, "/take-it-down", TAKE_DOWN, where=where)

    assert state_of(world, post) is PostState.HIDDEN


def test_identical_copies_in_other_posts_are_hidden_too(
    guest: Browser, world: World
) -> None:
    post, copy = with_picture(world), with_picture(world, "rosa")
    other = with_picture(world, "rosa", jpeg((32, 32)))

    asked(guest, "/take-it-down", post, TAKE_DOWN)

    assert state_of(world, copy) is PostState.HIDDEN
    assert state_of(world, other) is PostState.PUBLISHED


def test_it_stands_first_with_a_countdown(
    guest: Browser, mo: Browser, world: World
) -> None:
    worst = replied(world, "ken")
    with time_machine.travel(utcnow() - timedelta(hours=60)):
        for by in ("eva", "una", "max", "lea"):
            flagged(world, worst, by)
    post = with_picture(world)
    asked(guest, "/take-it-down", post, TAKE_DOWN)

    page = mo.visit("/moderation/queue")

    first = page.soup.select(".qi")[0].get_text(" ")
    assert "Take it down" in first
    assert "47 hours left" in first


@pytest.mark.usefixtures("mo", "ada")
def test_all_staff_are_told_at_once_and_again_after_24_hours(
    guest: Browser, world: World
) -> None:
    post, start = with_picture(world), utcnow()
    asked(guest, "/take-it-down", post, TAKE_DOWN)
    at_once = mailed(world, "mo_mod@example.com", TOLD)
    with time_machine.travel(start + timedelta(hours=23)):
        assert len(mailed(world, "mo_mod@example.com", TOLD)) == 1

    with time_machine.travel(start + timedelta(hours=24, minutes=1)):
        later = mailed(world, "mo_mod@example.com", TOLD)

    assert len(at_once) == 1
    assert len(later) == 2
    assert "23 hours left" in later[1]
    assert len(mailed(world, "ada_op@example.com", TOLD)) == 2


def test_no_alarm_rings_once_it_is_decided(
    guest: Browser, mo: Browser, world: World
) -> None:
    post, start = with_picture(world), utcnow()
    asked(guest, "/take-it-down", post, TAKE_DOWN)
    world.run_jobs()
    decided(mo, case_of(world, post, KIND).id, "remove", rule="R6")

    with time_machine.travel(start + timedelta(hours=25)):
        assert len(mailed(world, "mo_mod@example.com", TOLD)) == 1


def test_a_removed_picture_cannot_be_added_again(
    guest: Browser, mo: Browser, world: World
) -> None:
    content = jpeg((80, 60))
    post = with_picture(world, "ken", content)
    asked(guest, "/take-it-down", post, TAKE_DOWN)
    decided(mo, case_of(world, post, KIND).id, "remove", rule="R6")
    world.known("rosa")

    with pytest.raises(Refused, match="was taken down here"):
        added(world, "rosa", content)

    assert added(world, "rosa", jpeg((81, 60)))


def test_a_copy_in_a_form_that_is_not_sent_goes_too(
    guest: Browser, world: World
) -> None:
    content = jpeg((80, 60))
    post = with_picture(world, "ken", content)
    world.known("rosa")
    waiting = added(world, "rosa", content)

    asked(guest, "/take-it-down", post, TAKE_DOWN)

    assert waiting not in [image.id for image in world.rows(Image)]
    assert len(world.rows(Image)) == 1


def test_the_forum_tells_whoever_adds_it_again(
    guest: Browser, rosa: Browser, world: World
) -> None:
    content = jpeg((80, 60))
    post = with_picture(world, "ken", content)
    asked(guest, "/take-it-down", post, TAKE_DOWN)
    thread = world.thread("ivy")
    rosa.visit(f"/t/{thread}/reply")

    page = rosa.submit("/reply", body="Look.", photos=[("a.jpg", content)])

    assert page.status == 422
    assert "This picture was taken down here. It cannot be added again" in page.text
    assert "Look." in page.html


def test_the_stored_picture_is_known_too(guest: Browser, world: World) -> None:
    post = with_picture(world, "ken", jpeg((900, 700)))
    (image,) = world.rows(Image)
    with world.reading():
        saved = [
            files().read(f"{image.name}{size}.{image.format.ending}")
            for size in ("", "-small")
        ]
    asked(guest, "/take-it-down", post, TAKE_DOWN)

    for content in saved:
        with pytest.raises(Refused, match="was taken down here"):
            added(world, "ken", content)


def test_destroying_the_photo_lets_the_rest_be_public(
    guest: Browser, mo: Browser, world: World
) -> None:
    content = jpeg((80, 60))
    post = with_picture(world, "ken", content)
    asked(guest, "/take-it-down", post, TAKE_DOWN)
    (image,) = world.rows(Image)

    decided(
        mo,
        case_of(world, post, KIND).id,
        "mask",
        words="",
        pictures=str(image.id),
        rule="R6",
    )

    assert state_of(world, post) is PostState.PUBLISHED
    assert world.rows(Image) == []
    with pytest.raises(Refused):
        added(world, "ken", content)


def test_what_was_hidden_without_cause_comes_back_whole(
    guest: Browser, mo: Browser, world: World
) -> None:
    content = jpeg((80, 60))
    post = with_picture(world, "ken", content)
    asked(guest, "/take-it-down", post, TAKE_DOWN)

    decided(mo, case_of(world, post, KIND).id, "restore")

    assert state_of(world, post) is PostState.PUBLISHED
    assert world.rows(BlockedPicture) == []
    assert added(world, "ken", content)
    (told,) = mailed(world, UNA, "We decided")
    assert "it stays as it is" in told


def test_no_other_case_shows_the_post_meanwhile(
    guest: Browser, mo: Browser, world: World
) -> None:
    post = with_picture(world)
    flagged(world, post, "eva")
    other = waiting_case(world, post)
    asked(guest, "/take-it-down", post, TAKE_DOWN)

    page = decided(mo, other.id, "restore")

    assert page.status == 403
    assert "A request to take this post down is open." in page.text
    assert state_of(world, post) is PostState.HIDDEN


def test_a_second_request_joins_the_first(guest: Browser, world: World) -> None:
    post = with_picture(world)

    for _ in range(2):
        asked(guest, "/take-it-down", post, TAKE_DOWN)

    assert len(world.rows(Notice)) == 2
    assert len(world.rows(Reviewable)) == 1


def test_pictures_of_before_get_their_hash_from_a_job(world: World) -> None:
    with_picture(world)
    (image,) = world.rows(Image)
    known = image.digest
    with world.writing():
        db.session.get_one(Image, image.id).digest = None

    world.run_jobs()
    with world.reading():
        schedule(utcnow())
        run_due(utcnow(), only="digests of pictures")

    assert picture(world, image.id).digest == known
