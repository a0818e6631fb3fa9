"""Finished pages that processes share through Valkey, where there is one.

Marks are not shared: whoever takes a page from there asks the database whether it
still holds, so that what stands there can be old and is never shown. It is sealed,
since another program may write there, and ends by itself.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cryptography.fernet import InvalidToken
from flask import Flask

from forum.core.clock import utcnow
from forum.core.finished.store import Finished, Key
from forum.core.keys import Keys
from forum.core.valkey import NAMES, Away, Valkey
from forum.settings import Settings

if TYPE_CHECKING:
    from forum.core.valkey import Client

OF_ONE_NODE = {"home", "listen_host", "access_log", "storage"}
"""Settings that differ from machine to machine and show on no page."""


class SharedPages:
    """Pages of this release with these settings, whichever process made them."""

    def __init__(self, app: Flask, release: Callable[[], str]) -> None:
        self._app = app
        self._release = release

    def get(self, key: Key) -> Finished | None:
        """Return a page that some process made, whether or not it still holds."""
        name = self._name(key)
        sealed: Any = self._asked(lambda client: client.get(name))
        try:
            return _read(self._keys.unseal(sealed)) if sealed else None
        except InvalidToken:
            return None

    def put(self, key: Key, page: Finished) -> None:
        """Let other processes have a page."""
        left = max(1, round((page.until - utcnow()).total_seconds() * 1000))
        name, sealed = self._name(key), self._keys.seal(_written(page))

        self._asked(lambda client: client.set(name, sealed, px=left))

    @property
    def _keys(self) -> Keys:
        keys: Keys = self._app.extensions["keys"]
        return keys

    def _asked(self, question: Callable[["Client"], object]) -> object:
        """Return what Valkey answers; nothing while it is away."""
        known: Valkey = self._app.extensions["valkey"]
        # Pages are sent before there is a context, and a new client asks for one.
        with self._app.app_context(), suppress(Away):
            return known.ask(question)
        return None

    @cached_property
    def _makers(self) -> str:
        """What says which processes would make the very same pages."""
        settings: Settings = self._app.extensions["settings"]
        said = settings.model_dump_json(exclude=OF_ONE_NODE)
        return sha256(f"{self._release()}\0{said}".encode()).hexdigest()

    def _name(self, key: Key) -> str:
        asked = "\0".join((self._makers, *key))
        return f"{NAMES}page:{self._keys.mac('finished page', asked)}"


def init_app(app: Flask, release: Callable[[], str]) -> None:
    """Share finished pages, if there is a Valkey; `release` tells releases apart."""
    settings: Settings = app.extensions["settings"]
    there = app.extensions["valkey"] is not None and settings.page_store_mb > 0
    app.extensions["shared pages"] = SharedPages(app, release) if there else None


def shared_pages(app: Flask) -> SharedPages | None:
    """Return the pages that processes share; None without Valkey."""
    found: SharedPages | None = app.extensions["shared pages"]
    return found


def _written(page: Finished) -> bytes:
    said = asdict(page)
    said["since"], said["until"] = page.since.timestamp(), page.until.timestamp()
    body = said.pop("body")
    return json.dumps(said).encode() + b"\n" + bytes(body)


def _read(content: bytes) -> Finished:
    head, _, body = content.partition(b"\n")
    said = json.loads(head)
    return Finished(
        body=body,
        headers=tuple((name, value) for name, value in said["headers"]),
        etag=said["etag"],
        route=said["route"],
        marks=tuple((scope, mark) for scope, mark in said["marks"]),
        since=datetime.fromtimestamp(said["since"], UTC),
        until=datetime.fromtimestamp(said["until"], UTC),
    )
