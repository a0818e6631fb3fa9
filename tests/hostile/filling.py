"""Requests that are meant well: a form filled in as somebody might."""

from random import Random
from urllib.parse import quote_from_bytes

from tests.hostile.sending import HOST, Sent
from tests.hostile.targets import Target

FORM = "application/x-www-form-urlencoded"
CSRF = "csrf_token"
SOME_WORDS = ("1", "A few words about it.", "ken", "2026-06-01", "a@example.com")
Fields = list[tuple[str, bytes]]


def plain(target: Target) -> Sent:
    """Return the request as a browser would send it."""
    sent = Sent(target.method, target.path)
    sent.set("Host", HOST)
    if target.method == "POST":
        sent.set("Sec-Fetch-Site", "same-origin")
        put_in(sent, [(name, value.encode()) for name, value in target.fields])
    return sent


def put_in(sent: Sent, fields: Fields) -> None:
    """Put fields into a request, where its method has them."""
    pairs = (f"{quoted(name.encode())}={quoted(value)}" for name, value in fields)
    words = "&".join(pairs)
    if sent.method == "POST":
        sent.body = words.encode()
        sent.set("Content-Type", FORM)
    else:
        sent.query = words


def quoted(value: bytes) -> str:
    """Return bytes as they stand in an address."""
    return quote_from_bytes(value, safe="")


def filled_in(dice: Random, target: Target) -> Fields:
    """Fill a form in: other choices, some words where there are none."""
    filled = []
    for name, value in target.fields:
        some = value
        if name in target.options and dice.random() < 0.5:
            some = dice.choice(target.options[name])
        elif not value and dice.random() < 0.8:
            some = dice.choice(SOME_WORDS)
        filled.append((name, some.encode()))
    for name, options in target.options.items():
        if name not in dict(filled) and dice.random() < 0.4:
            filled.append((name, dice.choice(options).encode()))
    return filled


def token(target: Target) -> Fields:
    """Return the field that shows where a form comes from."""
    return [(name, value.encode()) for name, value in target.fields if name == CSRF]


def own_names(target: Target, names: list[str]) -> list[str]:
    """Return the names of a form's fields; of others, if it is not known."""
    return [name for name, _ in target.fields if name != CSRF] or names
