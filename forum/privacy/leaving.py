"""Links that leave the site, led through a page in between if the operator wishes.

Posts keep their links as they were written. While the setting is on, a page that is
about to be sent has each of them led to a signed address of ours; so switching it
changes every post at once, and nothing has to be rendered anew.
"""

import hmac
import re
from html import escape, unescape
from urllib.parse import urlencode

from flask import Flask, Response, current_app, url_for

from forum.core.keys import Keys
from forum.settings import Settings

OUTWARD = re.compile(rb'<a class="ext" href="(https?://[^"]*)"', re.IGNORECASE)
"""A link to another site, exactly as forum/core/markup writes it."""
PURPOSE = "leave"


def signature(to: str) -> str:
    """Return what makes an address one of our own pages' links."""
    keys: Keys = current_app.extensions["keys"]
    return keys.mac(PURPOSE, to)


def is_signed(to: str, sent: str) -> bool:
    """Say whether a page of ours named this address."""
    return hmac.compare_digest(signature(to).encode(), sent.encode())


def led_through(page: bytes, leave: str) -> bytes:
    """Return a page whose links to other sites lead through `leave`."""

    def led(match: re.Match[bytes]) -> bytes:
        to = unescape(match[1].decode())
        query = urlencode({"to": to, "sig": signature(to)})
        return f'<a class="ext" href="{escape(leave)}?{escape(query)}"'.encode()

    return OUTWARD.sub(led, page)


def _lead_through(response: Response) -> Response:
    if response.mimetype == "text/html" and not response.is_streamed:
        response.set_data(led_through(response.get_data(), url_for("privacy.leave")))
    return response


def init_app(app: Flask) -> None:
    """Lead links through the page in between, if the settings say so."""
    settings: Settings = app.extensions["settings"]
    if settings.leave_page:
        app.after_request(_lead_through)
