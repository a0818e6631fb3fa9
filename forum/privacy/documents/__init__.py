"""The documents of the forum, each version a file that is never edited again.

A file is called NAME-VERSION.md and begins with lines `Title:`, `Effective:`
(a date) and `Summary:`, then a blank line, then Markdown. `{operator_name}` and
the like stand for the operator's settings.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
POSTING = "posting"


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document."""

    name: str
    version: int
    title: str
    effective: date
    summary: str
    source: str


@cache
def versions(name: str) -> tuple[Document, ...]:
    """Return every version of a document, oldest first; empty if there is none."""
    paths = FOLDER.glob(f"{name}-*.md")
    return tuple(sorted(map(_read, paths), key=lambda document: document.version))


def in_force(name: str, on: date) -> Document:
    """Return the version that holds on a day."""
    held = [document for document in versions(name) if document.effective <= on]
    return held[-1] if held else versions(name)[0]


def _read(path: Path) -> Document:
    head, _, source = path.read_text(encoding="utf-8").partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    name, _, version = path.stem.rpartition("-")
    return Document(
        name,
        int(version),
        said["Title"],
        date.fromisoformat(said["Effective"]),
        said["Summary"],
        source,
    )
