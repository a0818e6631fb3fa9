"""Where one is signed in: looked at, and ended one by one."""

import pytest
from flask import Flask

from forum.members.models import MemberSession
from tests.browser import Browser
from tests.members.joining import cookie_of
from tests.world import World


def test_each_session_is_listed_with_its_days_and_nothing_else(
    rosa: Browser, elsewhere: Browser
) -> None:
    elsewhere.client.environ_base |= {
        "REMOTE_ADDR": "198.51.100.77",
        "HTTP_USER_AGENT": "zz-marker/1.0",
    }
    elsewhere.sign_in("rosa")

    page = rosa.visit("/my/sessions")

    assert page.text.count("This session Started") == 1
    assert page.text.count("Another session Started") == 1
    assert "last active" in page.text
    assert "198.51" not in page.html
    assert "zz-marker" not in page.html


def test_one_is_signed_out_and_the_others_stay(
    app: Flask, rosa: Browser, elsewhere: Browser
) -> None:
    elsewhere.sign_in("rosa")
    third = Browser(app)
    third.sign_in("rosa")
    page = rosa.visit("/my/sessions")
    (chosen, *_) = [
        item for item in page.soup.select("main li") if "Another" in item.get_text()
    ]
    (name,) = chosen.select("[name=session]")

    rosa.submit("/my/sessions/end", session=str(name["value"]))

    assert rosa.page.path == "/my/sessions"
    answers = [one.visit("/my").status for one in (rosa, elsewhere, third)]
    assert sorted(answers) == [200, 200, 401]
    assert answers[0] == 200


def test_this_one_can_be_ended_here_too(rosa: Browser) -> None:
    rosa.visit("/my/sessions")

    rosa.submit("/my/sessions/end")

    assert not cookie_of(rosa)
    assert rosa.visit("/my").status == 401


def test_nobody_ends_the_session_of_somebody_else(rosa: Browser, ken: Browser) -> None:
    page = ken.visit("/my/sessions")
    (name,) = page.soup.select("[name=session]")
    rosa.visit("/my/sessions")

    rosa.submit("/my/sessions/end", session=str(name["value"]))

    assert ken.visit("/my").status == 200
    assert rosa.visit("/my").status == 200


def test_the_page_does_not_hold_what_the_cookie_or_the_database_hold(
    rosa: Browser, world: World
) -> None:
    page = rosa.visit("/my/sessions")

    (row,) = world.rows(MemberSession)
    assert page.soup.select("[name=session]")
    assert cookie_of(rosa) not in page.html
    assert row.key.hex() not in page.html


@pytest.mark.parametrize("path", ["/my/security", "/my/sessions"])
def test_a_guest_sees_none_of_it(guest: Browser, path: str) -> None:
    assert guest.visit(path).status == 401
