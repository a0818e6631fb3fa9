"""Addresses within the forum, put together once for each place they lead to.

A page has hundreds of them, most the same on every page: an icon, a member, a board.
What an address is made of decides it, wherever in the forum it is asked for.
"""

from typing import Any

from flask import Flask, has_request_context, request

MOST = 8_192
"""So many are remembered; then all are forgotten, which costs a page or two."""
Made = dict[tuple[object, ...], str]


class AddressedFlask(Flask):
    """An application that remembers the addresses it has put together."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made: Made = {}

    def url_for(self, endpoint: str, /, **values: Any) -> str:  # type: ignore[override]
        """Return the address of a view, as Flask does."""
        # What begins with a dot depends on the page; what is complete, on the host.
        is_complete = values.get("_external") or values.get("_scheme")
        is_near = endpoint.startswith(".")
        if is_near or is_complete or not has_request_context():
            return super().url_for(endpoint, **values)
        folder = self._static_folder  # files carry a hash of what they hold
        key = (request.script_root, folder, endpoint, *values.items())
        made = self._made.get(key)
        if made is None:
            made = super().url_for(endpoint, **values)
            if len(self._made) >= MOST:
                self._made.clear()
            self._made[key] = made
        return made
