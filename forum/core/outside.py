"""The way out: the forum reaches no machine that its own list does not name.

Whatever hands something to another machine asks here first. Which hosts there are
is said in forum/privacy/intermediaries.py, which makes the list that people read.
"""

from collections.abc import Collection

from flask import Flask, current_app

from forum.elsewhere import is_loopback

LISTED = "outside"


class NotListed(Exception):
    """Something was about to go to a machine that is on no list."""


def init_app(app: Flask, hosts: Collection[str]) -> None:
    """Make known the only hosts that this forum may reach."""
    app.extensions[LISTED] = frozenset(host.lower() for host in hosts)


def require_listed(host: str | None) -> None:
    """Refuse a host that nobody was told of; this very machine is not outside."""
    name = (host or "").lower()
    if is_loopback(name):
        return
    if name not in current_app.extensions.get(LISTED, frozenset()):
        raise NotListed(f"{name or 'a machine without a name'} is not on the list.")
