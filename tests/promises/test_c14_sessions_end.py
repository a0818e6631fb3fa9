"""C14: a session ends on the server, by sign-out, by rest and by age."""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.members.models import MemberSession
from tests.browser import Browser
from tests.members.joining import cookie_of
from tests.world import World

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
IDLE = {"rosa": 12 * HOUR, "mo": 2 * HOUR, "ada": 2 * HOUR}
AT_MOST = {"rosa": 7 * 24 * HOUR, "mo": 12 * HOUR}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("who", IDLE)
def test_a_session_without_use_ends(who: str, request: pytest.FixtureRequest) -> None:
    browser: Browser = request.getfixturevalue(who)
    begun = utcnow()

    with time_machine.travel(begun + IDLE[who] + MINUTE):
        assert browser.visit("/my").status == 401


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("who", IDLE)
def test_a_session_in_use_goes_on(who: str, request: pytest.FixtureRequest) -> None:
    browser: Browser = request.getfixturevalue(who)
    begun = utcnow()

    with time_machine.travel(begun + IDLE[who] - 10 * MINUTE):
        assert browser.visit("/my").status == 200
    with time_machine.travel(begun + IDLE[who] + HOUR):
        assert browser.visit("/my").status == 200


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("who", AT_MOST)
def test_a_session_in_use_ends_at_last(
    who: str, request: pytest.FixtureRequest
) -> None:
    browser: Browser = request.getfixturevalue(who)
    begun, step = utcnow(), IDLE[who] - HOUR / 2
    used = [step * count for count in range(1, 99) if step * count < AT_MOST[who]]

    for passed in used:
        with time_machine.travel(begun + passed):
            assert browser.visit("/my").status == 200

    with time_machine.travel(begun + AT_MOST[who] + MINUTE):
        assert browser.visit("/my").status == 401


@pytest.mark.parametrize(
    ("who", "hours", "left"), [("rosa", 3, 1), ("rosa", 13, 0), ("mo", 3, 0)]
)
def test_what_has_ended_is_deleted(
    who: str, hours: int, left: int, request: pytest.FixtureRequest, world: World
) -> None:
    request.getfixturevalue(who)

    with time_machine.travel(utcnow() + hours * HOUR):
        world.app.test_cli_runner().invoke(args=["sweep"])

    assert len(world.rows(MemberSession)) == left


def test_the_cookie_of_before_signing_out_opens_nothing(
    rosa: Browser, world: World
) -> None:
    token = cookie_of(rosa)
    rosa.visit("/")

    rosa.submit("/sign-out")

    assert not cookie_of(rosa)
    assert not world.rows(MemberSession)
    rosa.client.set_cookie("session", token, domain="127.0.0.1")
    assert rosa.visit("/my").status == 401


def test_the_member_is_told_when_a_session_ends(rosa: Browser, mo: Browser) -> None:
    assert "after 12 hours without use" in rosa.visit("/my").text
    assert "after 2 hours without use" in mo.visit("/my").text
