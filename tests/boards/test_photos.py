"""Photos in posts: added, described, checked, seen by who reads the post."""

import re

import pytest

from forum.boards.models import Audience, Post, PostState
from forum.boards.views.pictures import LIMIT
from forum.core.files import files
from forum.core.limits import count
from forum.images.models import Image
from forum.images.reading import scan
from tests.boards.acts import (
    PHONE,
    become,
    body_of,
    composing,
    counted,
    long_ago,
    open_to,
)
from tests.browser import Browser, Page
from tests.images.pictures import FIXTURES, jpeg
from tests.world import World

SAID = "The second row is in shade until ten."
ROOF = ("IMG_rosa_12_oak_street.jpg", (FIXTURES / "gps.jpg").read_bytes())
PLAIN = ("roof.jpg", jpeg())


def added(browser: Browser, thread: int, *photos: tuple[str, bytes]) -> Page:
    """Write a reply and add photos to it, as the button beside the field does."""
    composing(browser, thread)
    return browser.submit("/reply", body=SAID, photos=photos, add__photos="1")


def the_alt(page: Page) -> str:
    """Return the name of the field that describes the only photo of a page."""
    (field,) = page.soup.select("[name^=alt-]")
    return str(field["name"])


def pictures(page: Page) -> list[str]:
    """Return the addresses of the photos in the posts of a page."""
    return [str(one["href"]) for one in page.soup.select(".post .pic a")]


def test_a_photo_is_posted_with_what_it_shows(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    page = added(rosa, thread, PLAIN)

    page = rosa.submit("/reply", more={the_alt(page): "A gray roof"})

    assert page.path.startswith("/t/")
    seen = guest.visit(page.path)
    (shown,) = seen.soup.select(".post .pic img")
    assert shown["alt"] == "A gray roof"
    assert guest.client.get(pictures(seen)[0]).status_code == 200
    assert guest.client.get(str(shown["src"])).status_code == 200


def test_the_text_stays_while_photos_are_added(rosa: Browser, world: World) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)

    assert page.status == 200
    assert body_of(page) == SAID
    assert counted(world, Post) == 1


def test_the_author_hears_what_the_file_gave_away(rosa: Browser, world: World) -> None:
    page = added(rosa, world.thread("ken"), ROOF)

    assert "The photo file said where it was taken. We removed that." in page.text
    (image,) = world.rows(Image)
    with world.reading():
        kept = [files().read(name) for name, _ in files().names()]
    assert [scan(content) for content in kept if content] == [(), ()]
    assert image.removed_kinds == "gps"


def test_what_was_told_about_a_file_goes_with_posting(
    rosa: Browser, world: World
) -> None:
    added(rosa, world.thread("ken"), ROOF)

    rosa.submit("/reply")

    (image,) = world.rows(Image)
    assert (image.removed_kinds, image.composition) == ("", "")


def test_the_name_of_a_file_is_kept_nowhere(
    rosa: Browser, guest: Browser, world: World
) -> None:
    page = added(rosa, world.thread("ken"), ROOF)
    assert "oak" not in page.html

    page = rosa.submit("/reply")

    assert "oak" not in guest.visit(page.path).html
    (image,) = world.rows(Image)
    assert re.fullmatch(r"[0-9a-f]{32}", image.name)


def test_photos_sent_with_the_post_get_one_page_before_it(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    composing(rosa, thread)

    page = rosa.submit("/reply", body=f"{SAID} {PHONE}", photos=[ROOF])

    assert page.status == 422
    assert "We removed that." in page.text
    assert "house numbers, street signs, license plates" in page.text
    page = rosa.submit(
        "/reply", choice__0="mask", more={the_alt(page): "A roof in the morning"}
    )
    assert page.path.startswith("/t/")
    assert "phone number masked" in page.text
    assert "A roof in the morning" in page.html


def test_a_photo_described_already_brings_no_further_page(
    rosa: Browser, world: World
) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)

    page = rosa.submit("/reply", more={the_alt(page): "A roof"})

    assert page.path.startswith("/t/")


def test_what_a_photo_shows_is_checked_too(rosa: Browser, world: World) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)

    page = rosa.submit("/reply", more={the_alt(page): f"A sign: call {PHONE}"})

    assert page.status == 422
    assert "In what you say a photo shows" in page.text
    page = rosa.submit("/reply", choice__0="mask")
    (image,) = world.rows(Image)
    assert image.alt == "A sign: call [phone number masked]"
    assert PHONE not in page.html


def test_words_put_in_after_the_question_are_asked_about_again(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    composing(rosa, thread)
    page = rosa.submit("/reply", body=f"{SAID} {PHONE}", photos=[PLAIN])
    alt = the_alt(page)

    page = rosa.submit(
        "/reply",
        choice__0="mask",
        choice__1="keep",
        more={alt: "Write to x@quarrymail.com"},
    )

    assert page.status == 422
    assert counted(world, Post) == 1


def test_a_photo_can_be_taken_out_before_posting(rosa: Browser, world: World) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)
    (button,) = page.soup.select("[name=remove-photo]")

    page = rosa.submit("/reply", remove__photo=str(button["value"]))

    assert not page.soup.select("[name^=alt-]")
    assert body_of(page) == SAID
    assert world.rows(Image) == []


def test_taking_a_photo_out_twice_does_no_harm(rosa: Browser, world: World) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)
    (button,) = page.soup.select("[name=remove-photo]")
    rosa.submit("/reply", remove__photo=str(button["value"]))

    for key in (str(button["value"]), "99999999999999999999", "none"):
        page = rosa.submit("/reply", remove__photo=key)

        assert page.status == 200
        assert body_of(page) == SAID


def test_very_many_photos_have_to_wait(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    with world.reading():
        for _ in range(60):
            count(LIMIT, f"photos of {world.member_id('rosa')}")

    page = added(rosa, thread, PLAIN)

    assert page.status == 422
    assert "You have added very many photos." in page.text
    assert body_of(page) == SAID


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jpg", b"<html>not a photo</html>", "This is not a photo."),
        ("a.jpg", b"", "This file is empty."),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a photo."),
    ],
)
def test_what_is_no_photo_is_said_beside_the_field_and_the_text_stays(
    rosa: Browser, world: World, name: str, content: bytes, said: str
) -> None:
    page = added(rosa, world.thread("ken"), (name, content))

    assert page.status == 422
    assert said in page.text
    assert body_of(page) == SAID
    assert world.rows(Image) == []


def test_another_members_photo_does_not_come_along(
    rosa: Browser, ivy: Browser, world: World
) -> None:
    thread = world.thread("ken")
    page = added(rosa, thread, PLAIN)
    foreign = {the_alt(page): "Mine now"}
    once = page.values("/reply")["once"]
    composing(ivy, thread)

    ivy.submit("/reply", body=SAID, once=once, more=foreign)

    (image,) = world.rows(Image)
    assert image.post_id is None
    assert image.alt == ""


def test_a_photo_waits_with_its_post(guest: Browser, world: World) -> None:
    thread = world.thread("ken")
    world.member("newt", is_new=True)
    newt = Browser(world.app)
    newt.sign_in("newt")
    added(newt, thread, PLAIN)
    page = newt.submit("/reply", acknowledged="y")
    if page.status == 422:
        page = newt.submit("/reply", acknowledged="y")
    (address,) = pictures(page)

    assert newt.client.get(address).status_code == 200
    assert guest.client.get(address).status_code == 404


@pytest.mark.parametrize("state", [PostState.REMOVED, PostState.HIDDEN])
def test_a_photo_goes_out_of_sight_with_its_post(
    rosa: Browser, guest: Browser, world: World, state: PostState
) -> None:
    thread = world.thread("ken")
    added(rosa, thread, PLAIN)
    (address,) = pictures(rosa.submit("/reply"))
    assert guest.client.get(address).status_code == 200
    (image,) = world.rows(Image)
    assert image.post_id is not None

    become(world, image.post_id, state)

    assert guest.client.get(address).status_code == 404
    assert rosa.client.get(address).status_code == 200


def test_a_photo_on_a_board_for_members_is_for_members(
    rosa: Browser, guest: Browser, ivy: Browser, world: World
) -> None:
    thread = world.thread("ken")
    added(rosa, thread, PLAIN)
    (address,) = pictures(rosa.submit("/reply"))

    open_to(world, "performance", Audience.MEMBERS)

    assert guest.client.get(address).status_code == 404
    assert ivy.client.get(address).status_code == 200


def test_a_photo_can_be_added_and_described_anew_in_an_edit(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    added(rosa, thread, PLAIN)
    rosa.submit("/reply")
    (image,) = world.rows(Image)
    rosa.visit(f"/p/{image.post_id}/edit")
    rosa.submit("/edit", photos=[("b.jpg", jpeg((80, 40)))], add__photos="1")

    page = rosa.submit("/edit", more={f"alt-{image.id}": "The east side"})

    assert len(pictures(page)) == 2
    assert world.row(Image, image.id).alt == "The east side"


def test_withdrawing_a_post_destroys_its_photos(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    added(rosa, thread, PLAIN)
    (address,) = pictures(rosa.submit("/reply"))
    (image,) = world.rows(Image)
    rosa.visit(f"/p/{image.post_id}/withdraw")

    rosa.submit("/withdraw")
    world.run_jobs()

    assert rosa.client.get(address).status_code == 404
    with world.reading():
        assert list(files().names()) == []


def test_a_preview_shows_the_photos_and_loses_none(rosa: Browser, world: World) -> None:
    composing(rosa, world.thread("ken"))

    page = rosa.submit("/reply", to="/preview", body=SAID, photos=[PLAIN])

    assert page.status == 200
    assert page.soup.select("#preview .pic img")
    assert page.soup.select("[name^=alt-]")


def test_a_correction_can_have_ten_photos_with_those_it_had(
    ken: Browser, world: World
) -> None:
    world.reply(world.thread("rosa"), "ken", "So that he is not new.")
    long_ago(world)
    thread = world.thread("rosa")
    photos = [(f"{n}.jpg", jpeg((40 + n, 30))) for n in range(8)]
    added(ken, thread, *photos)
    ken.submit("/reply")
    post = world.rows(Image)[0].post_id
    ken.visit(f"/p/{post}/edit")

    page = ken.submit("/edit", photos=photos[:3], add__photos="1")

    assert page.status == 422
    assert "A post can have 10 pictures." in page.text
    assert len(world.rows(Image)) == 10


def test_what_is_refused_leaves_no_file(rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    photos = [(f"{n}.jpg", jpeg((40 + n, 30))) for n in range(12)]

    added(rosa, thread, *photos)

    kept = len(world.rows(Image))
    assert kept == 10
    with world.reading():
        assert len(list(files().names())) == 2 * kept


def test_what_no_text_has_is_taken_out_of_a_description(
    rosa: Browser, world: World
) -> None:
    page = added(rosa, world.thread("ken"), PLAIN)

    page = rosa.submit("/reply", more={the_alt(page): "A\0 gray\x07 roof"})

    assert page.path.startswith("/t/")
    (image,) = world.rows(Image)
    assert image.alt == "A gray roof"


@pytest.mark.parametrize("once", ["a\0b", "x" * 80, "\u00fc", ""])
def test_a_token_that_is_not_ours_loses_nothing(
    rosa: Browser, world: World, once: str
) -> None:
    composing(rosa, world.thread("ken"))

    page = rosa.submit("/reply", to="/preview", body=SAID, once=once, photos=[PLAIN])

    assert page.status == 200
    assert body_of(page) == SAID
    assert page.soup.select("[name^=alt-]")
