"""A second version of a document, made for a test: none is shipped yet."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from forum.core.clock import utcnow
from forum.core.finished.keeping import pages_of
from forum.privacy import documents
from forum.privacy.documents import SHIPPED, versions

CHANGES = "We now keep your shoe size."
ADDED = "We keep the size of your shoes for one year."
GONE = "We keep nothing else in your browser."
HEAD = """Title: Privacy Policy
Published: {published}
Effective: {effective}
Material: {material}
Changes: {changes}
Summary: What this forum keeps about you, and the size of your shoes.
"""
Publish = Callable[..., None]


def today() -> date:
    """Return the day as documents go by it."""
    return utcnow().date()


@pytest.fixture
def publish(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Publish]:
    """Return a way to publish version 2 of the privacy statement.

    It comes with another release, whose processes have kept no pages yet.
    """
    folder = tmp_path / "documents"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("*.py", "__*"))

    def publish(
        days_ago: int = 0, *, holds_in: int = 20, material: bool = True
    ) -> None:
        first = today() - timedelta(days=days_ago)
        head = HEAD.format(
            published=first,
            effective=today() + timedelta(days=holds_in),
            material="yes" if material else "no",
            changes=CHANGES,
        )
        _, _, source = (SHIPPED / "privacy-1.md").read_text().partition("\n\n")
        assert "We keep nothing else in your browser." in source.replace("\n", " ")
        text = source.replace("We keep nothing else in your browser.", ADDED)
        text = text.replace("We keep nothing else in your\nbrowser.", ADDED)
        (folder / "privacy-2.md").write_text(f"{head}\n{text}")
        monkeypatch.setattr(documents, "FOLDER", folder)
        versions.cache_clear()
        pages_of(app).clear()

    yield publish
    versions.cache_clear()
