"""Reading the access log of a test's forum."""

import json
from pathlib import Path
from typing import Any

from tests.browser import Browser

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"


def log_lines(home: Path) -> list[dict[str, Any]]:
    """Return the lines of today's log."""
    path = home / "access.log"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines()]


def come_as(browser: Browser, address: str, agent: str = FIREFOX) -> Browser:
    """Let a browser come from an address, under a name."""
    browser.client.environ_base["REMOTE_ADDR"] = address
    browser.client.environ_base["HTTP_USER_AGENT"] = agent
    return browser
