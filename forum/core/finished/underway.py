"""Pages that are being made just now: whoever asks for one as well waits for it."""

import threading
from typing import Any

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from forum.core import static
from forum.core.access import OF_ACCOUNTS, SECRET_LINK
from forum.core.finished.store import Key

PATIENCE = 5.0
"""Seconds that somebody waits for a page that somebody else asked for."""
Environ = dict[str, Any]


class Underway:
    """Pages that are being made, and which kinds of pages are kept at all."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._ready: dict[Key, threading.Event] = {}
        self._one_at_a_time = threading.Lock()
        self._unkept: set[str] = set()
        """Kinds of pages that turned out not to be kept: nobody waits for them."""

    def is_first(self, key: Key) -> bool:
        """Say whether nobody makes this page yet; otherwise wait until it is made."""
        with self._one_at_a_time:
            ready = self._ready.get(key)
            if ready is None:
                self._ready[key] = threading.Event()
                return True
        ready.wait(PATIENCE)
        return False

    def is_made(self, key: Key) -> None:
        """Let everybody go on who waits for this page."""
        with self._one_at_a_time:
            ready = self._ready.pop(key, None)
        if ready is not None:
            ready.set()

    def note_unkept(self, kind: str) -> None:
        """Note that nobody needs to wait for pages of a kind."""
        self._unkept.add(kind)

    def kind(self, environ: Environ) -> str:
        """Return which kind of page is asked for; nothing if none that is kept."""
        try:
            matched = self._app.url_map.bind_to_environ(environ).match(return_rule=True)
        except HTTPException:
            return ""
        rule, _ = matched
        is_kept = may_be_kept(self._app, rule) and rule.endpoint not in self._unkept
        return rule.endpoint if is_kept else ""


def may_be_kept(app: Flask, rule: Rule) -> bool:
    """Say whether an address leads to a page, and not for one pair of eyes only."""
    endpoint: str = rule.endpoint
    view = app.view_functions[endpoint]
    is_file = endpoint in {static.SHEET, static.FILE}
    is_private = endpoint.startswith(f"{OF_ACCOUNTS}.") or SECRET_LINK in rule.rule
    return not (is_file or is_private or getattr(view, "never_kept", False))
