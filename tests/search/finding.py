"""Searching as a browser does, and what stands on the page of results."""

import re

from tests.browser import Browser, Page

HIT = re.compile(r'<li class="hit[^>]*>\s*<h3><a href="([^"]*)"')


def searched(browser: Browser, typed: str, **chosen: str) -> Page:
    """Open the page of a search."""
    answer = browser.client.get("/search", query_string={"q": typed, **chosen})
    page = browser.visit(answer.request.full_path)
    assert page.status == 200
    return page


def hits(browser: Browser, typed: str, **chosen: str) -> list[str]:
    """Return the addresses of what a search finds, in order."""
    return HIT.findall(searched(browser, typed, **chosen).html)
