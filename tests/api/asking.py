"""What tests of the answers to programs do by the way."""

import json
from typing import Any

from tests.browser import Browser, Page


def asked(browser: Browser, path: str, status: int = 200) -> Any:
    """Ask as a program; return what the JSON says."""
    page = browser.visit(path)
    assert page.status == status, page.html[:300]
    kind = "application/json" if status == 200 else "application/problem+json"
    assert page.headers["Content-Type"].startswith(kind)
    return json.loads(page.html)


def keys(said: dict[str, Any]) -> list[int]:
    """Return the keys of what is listed."""
    return [one["id"] for one in said["items"]]


def path_of(url: str) -> str:
    """Return an address without the name of the forum."""
    return url.removeprefix("http://127.0.0.1:8000")


def token_of(browser: Browser) -> str:
    """Make a token on the page for it; return it."""
    browser.visit("/my/programs")
    page = browser.submit("/my/programs")
    assert page.status == 200, page.text
    (code,) = page.soup.select("main code")
    return code.text


def with_token(browser: Browser, token: str, query: str = "") -> Page:
    """Ask for the notifications of whoever made a token."""
    sent = browser.client.get(
        f"/api/v1/me/notifications{query}",
        headers={"Authorization": f"Bearer {token}"},
    )
    return Page(
        sent.status_code, sent.request.path, sent.get_data(as_text=True), sent.headers
    )
