"""C37: at My SolTrex members correct, copy, pause and delete; it holds at once."""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.rights.models import Fate
from tests.browser import Browser
from tests.rights.leaving import CALLED_IN_PUBLIC, erased, planted
from tests.world import World

PLACES = (
    "/my/profile",
    "/my/security",
    "/my/sessions",
    "/my/export",
    "/my/access",
    "/my/deactivate",
    "/my/delete",
)
SENSITIVE = ("/my/export", "/my/deactivate")


def test_each_is_two_clicks_from_the_header(rosa: Browser) -> None:
    assert rosa.visit("/").link("My SolTrex")

    page = rosa.visit("/my")

    linked = {str(a["href"]) for a in page.soup.select("a[href]")}
    assert set(PLACES) <= linked


@pytest.mark.parametrize("path", SENSITIVE)
def test_a_sensitive_deed_needs_a_recent_proof(rosa: Browser, path: str) -> None:
    rosa.visit(path)

    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        page = rosa.submit(path)

    assert page.status == 403
    assert "Please confirm it is you" in page.text


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
