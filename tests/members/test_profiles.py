"""What everybody sees of a member, and what only the member sees."""

from forum.core.db import db
from forum.members.models import Affiliation, Member, Shown
from tests.browser import Browser
from tests.world import World


def test_a_profile_shows_what_the_member_chose(guest: Browser, world: World) -> None:
    member = world.member("rosa")
    with world.writing():
        row = db.session.get_one(Member, member)
        row.about = "Two roofs, one battery <b>and</b> a cat."
        row.about_seen = Shown.PUBLIC
        row.affiliation = Affiliation.INSTALLER

    page = guest.visit("/m/rosa")

    assert page.heading == "rosa"
    assert "Two roofs, one battery <b>and</b> a cat." in page.text
    assert "Installer" in page.text
    (count,) = page.soup.select(".stats")
    assert count.get_text(" ", strip=True) == "public posts 0"


def test_a_profile_counts_public_posts(guest: Browser, world: World) -> None:
    world.thread("rosa")

    page = guest.visit("/m/rosa")

    (count,) = page.soup.select(".stats")
    assert count.get_text(" ", strip=True) == "public post 1"


def test_a_profile_is_found_however_it_is_capitalized(
    guest: Browser, world: World
) -> None:
    world.member("Rosa.Roof")

    assert guest.visit("/m/rosa.ROOF").heading == "Rosa.Roof"


def test_the_profile_of_nobody_is_not_found(guest: Browser) -> None:
    page = guest.visit("/m/nobody-of-that-name")

    assert page.status == 404
    assert page.heading == "We cannot find this page"


def test_staff_is_known_by_a_badge(guest: Browser, mo: Browser) -> None:
    page = guest.visit("/m/mo_mod")

    assert mo.visit("/m/mo_mod").status == 200
    assert "Moderator" in page.text


def test_my_soltrex_says_what_is_public_and_what_is_not(rosa: Browser) -> None:
    page = rosa.visit("/my")

    lines = {
        str(one.b.get_text()): one.get_text(" ", strip=True)
        for one in page.soup.select("#profile li")
        if one.b is not None
    }
    assert "Everyone" in lines["User name"]
    assert "rosa" in lines["User name"]
    for private in ("Name", "Email"):
        assert "Only you and SolTrex" in lines[private]
    assert page.link("See it as a stranger would") == "/m/rosa?as=guest"


def test_my_soltrex_shows_no_address_and_no_browser(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    guest.client.environ_base |= {
        "REMOTE_ADDR": "198.51.100.77",
        "HTTP_USER_AGENT": "zz-marker/1.0",
    }
    guest.sign_in("rosa")

    page = guest.visit("/my")

    assert "Sign out everywhere" in page.text
    assert "198.51.100" not in page.html
    assert "zz-marker" not in page.html


def test_a_guest_is_asked_to_sign_in_first(guest: Browser) -> None:
    page = guest.visit("/my")

    assert page.status == 401
    assert page.heading == "Sign in first"
    assert page.soup.select("main a[href='/sign-in?next=/my']")


def test_a_members_page_is_kept_by_nobody(guest: Browser, rosa: Browser) -> None:
    assert rosa.visit("/m/rosa").headers["Cache-Control"] == "private, no-store"
    assert guest.visit("/m/rosa").headers["Cache-Control"] == "public, no-cache"
