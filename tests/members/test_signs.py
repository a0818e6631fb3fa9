"""The sign beside a user name: drawn here, small, the same for everybody."""

from xml.etree import ElementTree as ET

import pytest

from forum.members.signs import drawn, sign_of
from tests.browser import Browser
from tests.world import World

SMALL = 2048


def test_a_sign_stands_beside_each_post_with_an_empty_description(
    guest: Browser, world: World
) -> None:
    thread = world.thread("rosa")
    world.reply(thread, "ken")

    page = guest.visit(world.url(thread))

    signs = page.soup.select("article .avatar")
    assert [one["alt"] for one in signs] == ["", ""]
    assert len({one["src"] for one in signs}) == len(signs)


def test_a_sign_does_not_tell_the_number_of_a_member(world: World) -> None:
    member = world.member("rosa")

    sign = sign_of(member)

    assert len(sign) == len("0123abcd")
    assert int(sign, 16) != member
    assert sign == sign_of(member) != sign_of(member + 1)


def test_a_sign_is_a_small_picture_that_stays(guest: Browser) -> None:
    answer = guest.client.get(f"/signs/{sign_of(7)}.svg")

    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(answer.data) <= SMALL
    assert ET.fromstring(answer.data).tag.endswith("svg")  # noqa: S314 - our own
    assert b"http" not in answer.data.replace(b"http://www.w3.org/2000/svg", b"")


def test_a_sign_is_the_same_left_and_right() -> None:
    for member in range(1, 200):
        cells = drawn(sign_of(member)).partition(' d="')[2].partition('"')[0]
        lit = {
            tuple(map(int, one.split("h")[0].split())) for one in cells.split("M")[1:]
        }
        assert {(4 - column, row) for column, row in lit} == lit


def test_members_mostly_look_different() -> None:
    pictures = {drawn(sign_of(member)) for member in range(1, 1001)}

    assert len(pictures) > 900


@pytest.mark.parametrize("name", ["1", "0123abcde", "zzzzzzzz", "0123ABCD"])
def test_what_is_no_sign_is_not_there(guest: Browser, name: str) -> None:
    assert guest.visit(f"/signs/{name}.svg").status == 404
