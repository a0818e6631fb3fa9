"""C5: everybody learns whom to ask about privacy, without an account."""

import pytest

from forum.settings import BadSettings, env_name, load_settings
from tests.browser import Browser
from tests.promises.conftest import PUBLIC

CONTACT = "privacy@example.com"


@pytest.mark.parametrize("path", ["/contact", "/privacy", "/terms"])
def test_a_guest_without_a_cookie_is_told_whom_to_ask(
    guest: Browser, path: str
) -> None:
    page = guest.visit(path)

    assert (page.status, CONTACT in page.text) == (200, True)
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("path", ["/", "/nowhere", "/b/performance", "/my"])
def test_every_page_leads_there(guest: Browser, path: str) -> None:
    page = guest.visit(path)

    assert page.link("Contact Us") == "/contact"
    assert page.link("Privacy Policy") == "/privacy"


@pytest.mark.parametrize(
    "missing",
    ["operator_name", "postal_address", "privacy_contact", "security_contact"],
)
def test_a_public_forum_does_not_start_without(missing: str) -> None:
    given = {name: value for name, value in PUBLIC.items() if name != missing}

    with pytest.raises(BadSettings, match=f"also needs {env_name(missing)}"):
        load_settings(**given)
