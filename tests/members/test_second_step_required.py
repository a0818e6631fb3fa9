"""Who looks after the forum opens its pages by two steps, and is told why."""

import pytest
from flask import Flask

from forum.core.db import locked
from forum.members.models import Member
from tests.browser import Browser
from tests.members.conftest import Setting
from tests.members.devices import with_app
from tests.world import World

HEADING = "This page needs a second step"
OF_STAFF = ["/moderation/queue", "/admin/outbox"]


@pytest.fixture
def strict(setting: Setting) -> None:
    """Let the forum be as it is when nobody set anything."""
    setting(require_totp="staff")


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("path", OF_STAFF)
def test_a_password_alone_opens_no_page_of_staff(ada: Browser, path: str) -> None:
    page = ada.visit(path)

    assert (page.status, page.heading) == (403, HEADING)
    assert page.link("Set it up") == "/my/security"


@pytest.mark.usefixtures("strict")
def test_with_the_app_set_up_they_open(ada: Browser) -> None:
    with_app(ada)

    assert [ada.visit(path).status for path in OF_STAFF] == [200, 200]


@pytest.mark.usefixtures("strict")
def test_another_session_of_theirs_confirms_by_a_code(
    mo: Browser, elsewhere: Browser
) -> None:
    elsewhere.sign_in("mo_mod")
    _, codes = with_app(mo)

    refused = elsewhere.visit("/moderation/queue")
    elsewhere.visit(refused.link("I have it already"))
    page = elsewhere.submit("/confirm", code=codes[0])

    assert refused.status == 403
    assert (page.status, page.path) == (200, "/moderation/queue")


@pytest.mark.usefixtures("strict")
def test_a_form_of_staff_is_refused_too(mo: Browser, world: World) -> None:
    post = world.opening_post(world.thread())
    mo.visit("/")
    token = mo.page.values("/sign-out")

    page = mo.post(f"/moderation/posts/{post}/review", token)

    assert (page.status, page.heading) == (403, HEADING)


@pytest.mark.usefixtures("strict")
def test_without_the_app_they_close_again(mo: Browser, elsewhere: Browser) -> None:
    _, codes = with_app(mo)
    elsewhere.sign_in("mo_mod")
    elsewhere.submit("/sign-in/second-step", code=codes[0])
    mo.visit("/my/security/app")
    mo.submit("/my/security/app/end")

    assert mo.visit("/moderation/queue").status == 403
    assert elsewhere.visit("/moderation/queue").status == 403


@pytest.mark.usefixtures("strict")
def test_members_need_no_second_step(rosa: Browser) -> None:
    assert rosa.visit("/b/performance/new").status == 200


@pytest.mark.usefixtures("strict")
def test_demo_staff_needs_none_so_that_a_demo_can_be_looked_at(
    mo: Browser, world: World
) -> None:
    member = world.member_id("mo_mod")
    with world.writing():
        locked(Member, member).demo = True

    assert mo.visit("/moderation/queue").status == 200


@pytest.mark.usefixtures("strict")
def test_demo_staff_needs_one_where_others_reach_the_forum(
    mo: Browser, world: World, setting: Setting
) -> None:
    member = world.member_id("mo_mod")
    with world.writing():
        locked(Member, member).demo = True

    setting(base_url="https://forum.example.com")

    assert mo.visit("/moderation/queue").status == 403


def test_all_may_be_asked_for_one_and_still_look_after_themselves(
    rosa: Browser, setting: Setting
) -> None:
    setting(require_totp="all")

    page = rosa.visit("/b/performance/new")

    assert (page.status, page.heading) == (403, HEADING)
    assert [rosa.visit(path).status for path in ("/", "/my", "/my/profile")] == [
        200,
        200,
        200,
    ]
    with_app(rosa)
    assert rosa.visit("/b/performance/new").status == 200


def test_nobody_is_asked_where_none_is_set(mo: Browser, app: Flask) -> None:
    assert app.extensions["settings"].require_totp == "none"
    assert mo.visit("/moderation/queue").status == 200
