"""Which pages search engines may list; all others ask them not to."""

from collections.abc import Iterable

from flask import request

from forum.core.http import UNSAFE

FOUND = frozenset(
    {
        "boards.board",
        "boards.index",
        "boards.latest",
        "boards.thread",
        "privacy.cookies",
        "privacy.data",
        "privacy.intermediaries",
        "privacy.privacy",
        "privacy.terms",
        "programs.guide",
        "site.about",
        "site.contact",
        "site.learn",
        "site.retention",
        "site.support",
        "site.transparency",
        "systems.explore",
        "systems.statistics",
    }
)
WHILE_EMPTY = frozenset({"search.search"})
"""Pages of the forum as long as nothing is asked of them.

Who looks for a forum's search finds it. What a search finds, or any filter of it, is
no page of its own: it is made of others, changes with each post, and there is no end
of such addresses, so search engines are asked to leave those out.
"""


def is_found(rules: Iterable[str]) -> bool:
    """Say whether the page that is asked for may be listed, as the rules may."""
    endpoint = request.endpoint or ""
    is_open = endpoint in FOUND or endpoint in rules
    is_open |= endpoint in WHILE_EMPTY and not request.query_string
    return is_open and request.method not in UNSAFE
