"""The way to Valkey, where one is set: one client for each application.

Nothing in it has to survive, and everybody who asks it can do without: while it is
away they hear so at once, and every few seconds one of them tries again.
"""

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask

from forum.core import outside

if TYPE_CHECKING:
    from redis import Redis
    from redis.client import PubSub

    Client = Redis
    Ear = PubSub

NAMES = "soltrex-forum:"
"""How everything that the forum keeps there begins."""
SCHEMES = {"valkey": "redis", "valkeys": "rediss"}
PATIENCE = 0.5
"""Seconds that a person waits for an answer, at most."""
REST = 5.0
"""Seconds for which nobody asks again after it gave none."""
Answer = TypeVar("Answer")
log = logging.getLogger(__name__)


class Away(Exception):
    """Valkey does not answer: go on without it."""


class Valkey:
    """A client that is made when it is first needed, so also after a fork."""

    def __init__(self, url: str) -> None:
        scheme, rest = url.split(":", 1)
        self._url = f"{SCHEMES.get(scheme, scheme)}:{rest}"
        self._made: Client | None = None
        self._errors: tuple[type[Exception], ...] = (OSError,)
        self._rests_until = 0.0
        self._is_away = False

    def ask(self, question: Callable[["Client"], Answer]) -> Answer:
        """Ask something; raise `Away` if no answer comes, or none came just now."""
        if time.monotonic() < self._rests_until:
            raise Away
        try:
            answer = question(self._client())
        except self._errors as error:
            self._rest(error)
            raise Away from None
        if self._is_away:
            self._is_away = False
            log.info("Valkey is back")
        return answer

    def trouble(self) -> str:
        """Return what is wrong with it now, in a word; nothing if it answers."""
        try:
            self._client().ping()
        except self._errors as error:
            return type(error).__name__
        return ""

    def _client(self) -> "Client":
        if self._made is None:
            self._made = self._make()
        return self._made

    def _make(self) -> "Client":
        # Only a forum with Valkey has this package, and it takes a while to load.
        from redis import ConnectionError as Lost  # noqa: PLC0415
        from redis import Redis, RedisError  # noqa: PLC0415
        from redis.backoff import NoBackoff  # noqa: PLC0415
        from redis.retry import Retry  # noqa: PLC0415

        self._errors = (RedisError, OSError)
        if not self._url.startswith("unix:"):
            outside.require_listed(urlsplit(self._url).hostname)
        # Once more at once: the server may only have been started anew.
        return Redis.from_url(
            self._url,
            protocol=2,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 1, (Lost,)),
        )

    def _rest(self, error: Exception) -> None:
        self._rests_until = time.monotonic() + REST
        if not self._is_away:
            self._is_away = True
            # Only the class: an error's text may quote the address with its password.
            log.warning("Valkey is away (%s): going on without", type(error).__name__)


def init_app(app: Flask, url: str) -> None:
    """Let an application have its Valkey, if it was given one."""
    app.extensions["valkey"] = Valkey(url) if url else None


def of(app: Flask) -> Valkey | None:
    """Return the Valkey of an application; nothing if it has none."""
    return cast(Valkey | None, app.extensions["valkey"])
