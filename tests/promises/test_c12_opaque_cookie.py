"""C12: the cookie is tied to its member only by a random number."""

import re

from forum.members.models import MemberSession
from forum.members.sessions import key_of
from tests.browser import Browser
from tests.members.joining import cookie_of
from tests.privacy.raw import raw
from tests.world import World

OPAQUE = re.compile(r"[A-Za-z0-9_-]{43}")
RUN = 5


def test_the_value_says_nothing(rosa: Browser) -> None:
    assert OPAQUE.fullmatch(cookie_of(rosa))


def test_two_sign_ins_of_one_member_have_nothing_in_common(
    rosa: Browser, world: World
) -> None:
    elsewhere = Browser(world.app)
    elsewhere.sign_in("rosa")

    one, other = cookie_of(rosa), cookie_of(elsewhere)

    assert OPAQUE.fullmatch(other)
    assert one
    runs = {one[at : at + RUN] for at in range(len(one) - RUN + 1)}
    assert not [run for run in runs if run in other]


def test_signing_in_again_gives_another_cookie(rosa: Browser, world: World) -> None:
    before = cookie_of(rosa)

    rosa.sign_in("rosa")

    assert cookie_of(rosa) != before
    (session,) = world.rows(MemberSession)
    assert session.key == key_of(cookie_of(rosa))


def test_a_cookie_that_somebody_planted_is_not_taken_over(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    guest.client.set_cookie("session", "planted", domain="127.0.0.1")

    guest.sign_in("rosa")

    assert cookie_of(guest) != "planted"
    assert [one.key for one in world.rows(MemberSession)] != [key_of("planted")]
    assert guest.visit("/my").status == 200


def test_the_database_holds_only_a_hash_of_it(rosa: Browser, world: World) -> None:
    token = cookie_of(rosa)

    stored = raw(world.app)

    assert key_of(token) in stored
    assert token.encode() not in stored
