"""After signing in one stays on this site, whatever the address said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.members.registry.views import safe_path
from tests.browser import PASSWORD, Browser
from tests.world import World

EVIL = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "evil.example",
    "",
]


@pytest.mark.parametrize("asked", EVIL)
def test_another_site_is_never_led_to(asked: str) -> None:
    assert safe_path(asked) == "/"


@pytest.mark.parametrize("asked", ["/", "/my", "/b/performance?page=2", "/t/1/a#p2"])
def test_a_path_of_this_site_is_kept(asked: str) -> None:
    assert safe_path(asked) == asked


@given(st.text("/\\:.ehtpsx\t\n\r\0 ", max_size=12))
def test_whatever_is_asked_for_begins_with_one_slash(asked: str) -> None:
    led = safe_path(asked)

    assert led.startswith("/")
    assert led[1:2] not in {"/", "\\"}
    assert not set(led) & set("\t\n\r\0\\")


def test_the_form_carries_no_foreign_address(guest: Browser) -> None:
    page = guest.visit("/sign-in?next=//evil.example/steal")

    assert page.values("/sign-in")["next"] == "/"
    assert "evil.example" not in page.html


def test_a_foreign_address_in_the_form_leads_home(guest: Browser, world: World) -> None:
    world.member("rosa")
    guest.visit("/sign-in")

    page = guest.submit(
        "/sign-in",
        follow=False,
        login="rosa",
        password=PASSWORD,
        next="https://evil.example",
    )

    assert (page.status, page.headers["Location"]) == (303, "/")
