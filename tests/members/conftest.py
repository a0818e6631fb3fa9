"""Forums whose operator chose otherwise, for tests of signing in."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser import Browser

Setting = Callable[..., None]


@pytest.fixture
def setting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Setting:
    """Return a way to change settings that are read with each request."""

    def change(**to: str) -> None:
        settings = app.extensions["settings"].model_copy(update=to)
        monkeypatch.setitem(app.extensions, "settings", settings)

    return change


@pytest.fixture
def named(setting: Setting) -> None:
    """Let people reach the forum under a name, so that it can have passkeys."""
    setting(base_url="http://localhost:8000")


@pytest.fixture
def elsewhere(app: Flask) -> Browser:
    """Return another browser."""
    return Browser(app)
