"""C37: at My SolTrex members correct, copy, pause and delete; it holds at once."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.members.registry.models import Account
from forum.rights.models import Fate
from tests.boards.acts import PHONE
from tests.browser import Browser, Page
from tests.rights.leaving import CALLED_IN_PUBLIC, erased, planted
from tests.world import World

PLACES = (
    "/my/profile",
    "/my/handle",
    "/my/details",
    "/my/systems",
    "/my/security",
    "/my/security/email",
    "/my/sessions",
    "/my/mail",
    "/my/drafts",
    "/my/flags",
    "/my/decisions",
    "/my/privacy",
    "/my/export",
    "/my/access",
    "/my/deactivate",
    "/my/delete",
)
SENSITIVE = ("/my/export", "/my/deactivate", "/my/handle", "/my/details")


def _linked(page: Page) -> set[str]:
    return {urlsplit(str(a["href"])).path for a in page.soup.select("a[href]")}


def test_each_is_two_clicks_from_the_header(rosa: Browser) -> None:
    (header,) = rosa.visit("/").soup.select("header")
    first = {str(a["href"]) for a in header.select("a[href]")}
    assert "/my" in first

    second = _linked(rosa.visit("/my"))

    assert set(PLACES) <= second
    answers = {path: rosa.visit(path).status for path in PLACES}
    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("path", SENSITIVE)
def test_a_sensitive_deed_needs_a_recent_proof(rosa: Browser, path: str) -> None:
    rosa.visit(path)

    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        page = rosa.submit(path)

    assert page.status == 403
    assert "Please confirm it is you" in page.text


def test_a_name_is_corrected_in_the_database_at_once(
    rosa: Browser, world: World
) -> None:
    rosa.visit("/my/details")

    rosa.submit("/my/details", name="Rosa Newname", phone=PHONE, zip="05401")

    (account,) = world.rows(Account)
    assert (account.name, account.phone, account.zip_code) == (
        "Rosa Newname",
        PHONE,
        "05401",
    )
    for words in ("Rosa Newname", PHONE, "05401"):
        assert words in rosa.visit("/my").text


def test_a_phone_number_and_a_zip_code_are_emptied(rosa: Browser, world: World) -> None:
    rosa.visit("/my/details")
    rosa.submit("/my/details", phone=PHONE, zip="05401")

    rosa.visit("/my/details")
    rosa.submit("/my/details", phone="", zip="")

    (account,) = world.rows(Account)
    assert (account.phone, account.zip_code) == (None, None)


def test_another_user_name_is_seen_everywhere_at_once(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("rosa")

    rosa.visit("/my/handle")
    rosa.submit("/my/handle", handle="rosa.two")

    for path in ("/", "/latest", "/feed.atom", "/b/performance", world.url(thread)):
        page = guest.visit(path)
        assert "rosa.two" in page.html, path
    assert guest.visit("/m/rosa.two").heading == "rosa.two"


def test_deleting_needs_a_recent_proof(rosa: Browser) -> None:
    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        page = rosa.visit("/my/delete/confirm")

    assert page.path == "/confirm"


@pytest.mark.parametrize("fate", list(Fate))
def test_an_erasure_is_seen_everywhere_at_once(
    world: World, guest: Browser, mo: Browser, fate: Fate
) -> None:
    at = planted(world)
    before = guest.visit(world.url(at.other_thread)).text
    assert [word for word in CALLED_IN_PUBLIC if word in before]

    erased(world, at.member, fate)

    pages = [
        "/",
        "/latest",
        "/feed.atom",
        "/b/performance",
        world.url(at.own_thread),
        world.url(at.other_thread),
    ]
    for browser in (guest, mo):
        for path in pages:
            page = browser.visit(path)
            assert page.status == 200, path
            assert not [one for one in CALLED_IN_PUBLIC if one in page.html], path
    assert guest.visit("/m/zz-quill").status == 404


def test_staff_can_erase_for_somebody_who_can_not_sign_in(world: World) -> None:
    planted(world)

    done = world.app.test_cli_runner().invoke(args=["erase", "zz-quill"])

    assert done.exit_code == 0, done.output
    assert "a search still finds 0" in done.output
    assert "zz-quill" not in done.output
