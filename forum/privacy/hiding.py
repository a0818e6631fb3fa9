"""Email addresses that members typed, hidden from whoever is not signed in.

Posts keep their words. A page, feed or answer that is about to go to a guest has the
addresses taken out, wherever they stand in it, so that nobody can collect them.
The operator's own addresses stay, and so does what guests typed into a form.
"""

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import unquote

from flask import Flask, Response, g, request, url_for

from forum.members.models import Member
from forum.settings import Settings

ADDRESS = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]++(?:@|&#64;)(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}"
)
WRITTEN_OUT = re.compile(
    r"(?<![\w.+-])[\w.+-]++(?:"
    r"\s{0,2}[\[({]\s?(?:at|@)\s?[\])}]\s{0,2}(?:[\w-]{1,63}"
    r"(?:\.|\s{0,2}[\[({]\s?dot\s?[\])}]\s{0,2}|\sdot\s)){1,8}"
    r"|\sat\s(?:[\w-]{1,63}\sdot\s){1,8}"
    r")[^\W\d_]{2,24}\b",
    re.IGNORECASE,
)
HOST = re.compile(r"@[\w-]{1,63}\.")
BLANK = rb"(?:[\s\x1c-\x1f]|[\x80-\xff]{1,3})"
AT = BLANK + rb"?(?:at|@)" + BLANK + rb"?[\])}]"
IN_WORDS = (
    re.compile(rb"\(" + AT),
    re.compile(rb"\[" + AT),
    re.compile(rb"\{" + AT),
    re.compile(rb"dot(?<=[\s\x1c-\x1f\x80-\xff]dot)" + BLANK),
)
"""One of them stands in whatever `WRITTEN_OUT` finds, as lower-case bytes.

Each begins with one letter, which is what is found fastest.
"""
MAILTO = re.compile(r"mailto:([^\s\"'<>&]*)(?:&amp;[\w.%=+-]*)*", re.IGNORECASE)
FORM = re.compile(r"(</?form\b)", re.IGNORECASE)
INSTEAD = "[email address: sign in to view]"
EXAMPLE = "name@example.com"
"""How an address is written: forms that found none say so, also to guests."""
READ = frozenset(
    {"text/html", "text/plain", "text/csv", "application/json", "application/atom+xml"}
)
OWN_WORDS = frozenset(
    {"account", "oidc", "site.learn", "site.contact", "site.contact_send", "api"}
)
"""Pages, by package or name, with no words of members, only ours and the reader's.

The answers to programs are not searched: they leave addresses out when they are made,
since nothing can be taken out of JSON without breaking it.
"""
SECRET = frozenset({"mail", "database_url", "secret_key", "data_keys"})
"""Settings in which what looks like an address is none."""


@cache
def own_addresses(settings: Settings) -> frozenset[str]:
    """Return the addresses that the operator gave to be read."""
    given = [
        str(getattr(settings, name))
        for name in type(settings).model_fields
        if name not in SECRET
    ]
    given += [settings.contact(f"{whom}_contact") for whom in ("privacy", "security")]
    return frozenset(
        one.lower() for one in ADDRESS.findall(" ".join([*given, EXAMPLE]))
    )


def without_addresses(page: str, own: frozenset[str], sign_in: str) -> str:
    """Return a page without any address but our own; links to them lead to signing in.

    What stands in a form is left: it is what the reader typed.
    """
    parts = FORM.split(page)
    for at in range(0, len(parts), 2):
        is_in_a_form = at > 0 and not parts[at - 1].startswith("</")
        if not is_in_a_form:
            parts[at] = plain_without_addresses(parts[at], own, sign_in)
    return "".join(parts)


def plain_without_addresses(text: str, own: frozenset[str], sign_in: str) -> str:
    """Return a text that is no page without any address: in it, no form is one."""

    def led(match: re.Match[str]) -> str:
        to = unquote(match[1]).partition("?")[0]
        return match[0] if to.lower() in own else sign_in

    def said(match: re.Match[str]) -> str:
        return match[0] if match[0].lower() in own else INSTEAD

    # Most pages have none, and to look for what all have in common is far quicker.
    lower = text.encode().lower()
    if b"mailto:" in lower:
        text = MAILTO.sub(led, text)
    if "&#64;" in text or HOST.search(text):
        text = ADDRESS.sub(said, text)
    if any(sign.search(lower) for sign in IN_WORDS):
        text = WRITTEN_OUT.sub(INSTEAD, text)
    return text


def _hide_with(settings: Settings) -> Callable[[Response], Response]:
    def hide(response: Response) -> Response:
        if not _is_for_a_stranger(response):
            return response
        page = response.get_data(as_text=True)
        is_page = response.mimetype == "text/html"
        without = without_addresses if is_page else plain_without_addresses
        own = own_addresses(settings)
        # An answer to a foreign host has no address to lead to, nor words of members.
        leads = b"mailto:" in response.get_data().lower()
        hidden = without(page, own, url_for("account.sign_in") if leads else "")
        if hidden != page:
            response.set_data(hidden)
        return response

    return hide


def _is_for_a_stranger(response: Response) -> bool:
    is_read = response.mimetype in READ and not response.is_streamed
    is_ours = {request.blueprint, request.endpoint} & OWN_WORDS
    return is_read and not is_ours and not isinstance(g.get("viewer"), Member)


def init_app(app: Flask) -> None:
    """Hide addresses from everybody who is not signed in."""
    app.after_request(_hide_with(app.extensions["settings"]))
