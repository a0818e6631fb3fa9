"""Who looks after the forum opens its pages by two steps, and is told why."""

import pytest
from flask import Flask

from forum.boards.models import Audience
from forum.core.db import locked
from forum.members.models import Member, Role
from tests.boards.acts import open_to
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
    mo: Browser, elsewhere: Browser, world: World
) -> None:
    _, codes = with_app(mo)
    elsewhere.begin_session(world.session_of(world.member_id("mo_mod")))

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
    assert elsewhere.visit("/moderation/queue").status == 401


@pytest.mark.usefixtures("strict")
def test_members_need_no_second_step(rosa: Browser) -> None:
    assert rosa.visit("/b/performance/new").status == 200


@pytest.mark.usefixtures("strict")
def test_demo_staff_needs_none_so_that_a_demo_can_be_looked_at(
    mo: Browser, world: World, setting: Setting
) -> None:
    member = world.member_id("mo_mod")
    with world.writing():
        locked(Member, member).demo = True
    setting(listen_host="127.0.0.1")

    assert mo.visit("/moderation/queue").status == 200


@pytest.mark.usefixtures("strict")
def test_demo_staff_needs_one_where_others_reach_the_forum(
    mo: Browser, world: World, setting: Setting
) -> None:
    member = world.member_id("mo_mod")
    with world.writing():
        locked(Member, member).demo = True

    setting(base_url="https://forum.example.com", listen_host="127.0.0.1")

    assert mo.visit("/moderation/queue").status == 403


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "", "192.0.2.7", "::"],  # noqa: S104 - told apart, not bound
)
def test_demo_staff_needs_one_if_others_could_reach_the_machine(
    mo: Browser, world: World, setting: Setting, address: str
) -> None:
    member = world.member_id("mo_mod")
    with world.writing():
        locked(Member, member).demo = True

    setting(listen_host=address)

    assert mo.visit("/moderation/queue").status == 403


@pytest.mark.usefixtures("strict")
def test_until_then_staff_has_the_rights_of_a_member(mo: Browser, world: World) -> None:
    open_to(world, "performance", Audience.STAFF)
    thread = world.thread("rosa", board="performance")
    other = world.thread("ken", board="storage")

    without = mo.visit(world.url(thread)).status, mo.visit(world.url(other)).status
    tools = "Moderate" in mo.page.text
    with_app(mo)
    after = mo.visit(world.url(thread)).status

    assert without == (404, 200)
    assert not tools
    assert after == 200
    assert "Moderate" in mo.visit(world.url(other)).text


@pytest.mark.usefixtures("strict")
def test_signing_in_leads_staff_to_setting_it_up_and_nobody_else(
    guest: Browser, elsewhere: Browser, world: World
) -> None:
    world.member("mo_mod", Role.MODERATOR)
    world.member("rosa")

    page, other = guest.sign_in("mo_mod"), elsewhere.sign_in("rosa")

    assert page.path == "/my/security"
    assert "Its pages open once you have a second step" in page.text
    assert page.link("Set it up") == "/my/security/app"
    assert other.path == "/"


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
