"""Forums that are costly to fill: made once, and each test begins with a copy."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from flask import Flask

from tests.stores import Store

Made = TypeVar("Made")
OWN = shutil.ignore_patterns("*.sqlite3*", "*.log")
"""Of a home: what the database and the log keep open."""


class BeginWith(Protocol):
    """Brings a forum to a state that has a name."""

    def __call__(self, name: str, make: Callable[[], Made], /) -> Made:
        """Return what `make` returned when it first filled the forum.

        Its name is one word in small letters. What it returns is plain: keys, words.
        Cookies of browsers that were signed in before the call hold no longer.
        """


class Kept:
    """The states of one forum that are kept, and what was made on the way there."""

    def __init__(self, app: Flask, store: Store) -> None:
        self._app = app
        self._store = store
        self._made: dict[str, Any] = {}
        self._by: dict[str, str] = {}

    def begin_with(self, name: str, make: Callable[[], Made]) -> Made:
        """Fill a forum that is as new, or bring it to where it was when filled."""
        # Else who comes second gets a forum that somebody else has filled.
        who = _source(make)
        by = self._by.setdefault(name, who)
        assert by == who, f"{by} fills a forum by the name of {name!r} too"
        home: Path = self._app.extensions["settings"].home
        files = home.with_name(f"{home.name} {name}")
        if name not in self._made:
            made = make()
            with self._app.app_context():
                self._store.keep_as(name)
            shutil.copytree(home, files, ignore=OWN)
            self._made[name] = deepcopy(made)
            return made
        with self._app.app_context():
            self._store.go_to(name)
        shutil.copytree(files, home, dirs_exist_ok=True)
        again: Made = deepcopy(self._made[name])
        return again


def _source(make: Callable[[], object]) -> str:
    function = make.func if isinstance(make, partial) else make
    return f"{function.__module__}.{function.__qualname__}"
