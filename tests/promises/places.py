"""Everywhere that something about a member can be left: tables, bytes, files, pages."""

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from flask import Flask

from forum.core.db import db
from tests.browser import Browser
from tests.postgres import binaries
from tests.privacy.raw import raw
from tests.rights.leaving import everything
from tests.structure.test_crawl import _moved, _targets

NOT_FOLLOWED = ("/static/", "/signs/", "/leave")
WALK_MAX = 1500


def tables(app: Flask) -> bytes:
    """Return every row of every table, with what is sealed opened."""
    return json.dumps(everything(app), default=_said, ensure_ascii=False).encode()


def _said(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)


def dump(app: Flask) -> bytes:
    """Return what a backup of the database would hold, as its own tool makes it."""
    with app.app_context():
        url = db.engine.url
        programs = binaries()
    if url.drivername == "sqlite" or programs is None:
        return raw(app)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603 - the program of the installed server
        [str(programs / "pg_dump"), plain],
        check=True,
        capture_output=True,
        env=os.environ,
    )
    return raw(app) + done.stdout


def files(*folders: Path) -> bytes:
    """Return the bytes and the names of all files below some folders."""
    return b"".join(
        str(one).encode() + b"\n" + one.read_bytes()
        for folder in folders
        for one in sorted(folder.rglob("*"))
        if one.is_file() and "fresh" not in one.name
    )


def pages(browser: Browser, starts: Iterable[str] = ()) -> dict[str, str]:
    """Return the source of everything that somebody reaches by following links."""
    seen: dict[str, str] = {}
    rules = browser.client.application.url_map.iter_rules()
    waiting = [
        rule.rule
        for rule in rules
        if "GET" in (rule.methods or ()) and not rule.arguments
    ]
    waiting += starts
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(NOT_FOLLOWED):
            continue
        assert len(seen) < WALK_MAX
        with browser.client.get(path) as answer:
            seen[path] = str(answer.headers)
            if (answer.mimetype or "").startswith(("text/", "application/")):
                seen[path] += answer.get_data().decode("utf-8", "replace")
            html = seen[path] if answer.mimetype == "text/html" else ""
            waiting += [*_moved(answer.location), *_targets(path, html)]
    return seen


def left(words: Iterable[str], *places: bytes) -> list[str]:
    """Return which words stand in some bytes, however they are written there."""
    lower = [place.lower() for place in places]
    return [word for word in words if any(_stands(word, place) for place in lower)]


def _stands(word: str, place: bytes) -> bool:
    plain = word.casefold()
    ways = {plain, quote(plain), plain.replace("@", "&#64;"), plain.replace(" ", "+")}
    wide = plain.encode("utf-16-be")
    return wide in place or any(one.encode() in place for one in ways)


def shown(words: Iterable[str], seen: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return which words which pages show."""
    anywhere = left(words, "\n".join(seen.values()).encode())
    return [
        (path, word)
        for path, html in seen.items()
        for word in left(anywhere, html.encode())
    ]
