"""An empty folder for pictures, and an answer of who may see posts."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from forum.images.access import Access
from forum.members.viewers import Viewer

Answer = Callable[[Access], None]


@pytest.fixture
def folder(home: Path) -> Path:
    """Return the folder of pictures, emptied of what other tests left there."""
    path = home / "images"
    shutil.rmtree(path, ignore_errors=True)
    return path


@pytest.fixture
def posts_are(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Return a way to decide who may see all posts."""

    def decide(access: Access) -> None:
        def answer(viewer: Viewer, post_id: int) -> Access:  # noqa: ARG001 - a hook
            return access

        monkeypatch.setitem(app.extensions, "hook:may_see", [answer])

    return decide
