"""The documents of the forum, each version a file that is never edited again.

A file is called NAME-VERSION.md and begins with lines `Title:`, `Effective:` (the
day from which it holds) and `Summary:`, then a blank line, then Markdown. From the
second version on there are also `Published:` (the day on which it was announced),
`Changes:` (what is different, in a line) and, if members must say that they know
it before they post again, `Material: yes`. `{operator_name}` and the like stand
for the operator's settings.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from forum.privacy.documents.released import RELEASED

FOLDER = SHIPPED = Path(__file__).parent
POSTING = "posting"
ANNOUNCED = ("privacy", "terms")
"""Documents whose changes are announced on the first page."""
SHOWN_FOR = timedelta(days=30)
NOTICE = timedelta(days=14)
"""How long before it holds a material change is published, at least."""


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document."""

    name: str
    version: int
    title: str
    effective: date
    summary: str
    source: str
    published: date
    changes: str = ""
    is_material: bool = False

    @property
    def key(self) -> str:
        """What this very version is called in forms."""
        return f"{self.name}-{self.version}"


@cache
def versions(name: str) -> tuple[Document, ...]:
    """Return every version of a document, oldest first; empty if there is none."""
    paths = FOLDER.glob(f"{name}-*.md")
    return tuple(sorted(map(_read, paths), key=lambda document: document.version))


def published(name: str, on: date) -> tuple[Document, ...]:
    """Return the versions that can be read on a day, oldest first."""
    first, *later = versions(name)
    return (first, *(one for one in later if one.published <= on))


def in_force(name: str, on: date) -> Document:
    """Return the version that holds on a day."""
    held = [document for document in versions(name) if document.effective <= on]
    return held[-1] if held else versions(name)[0]


def newest_changes(on: date) -> tuple[Document, ...]:
    """Return the newest version of each announced document that ever changed."""
    newest = (published(name, on)[-1] for name in ANNOUNCED)
    return tuple(one for one in newest if one.version > 1)


def material_changes(on: date) -> tuple[Document, ...]:
    """Return the newest version of each document that members must know to post."""
    found = []
    for name in ANNOUNCED:
        found += [one for one in published(name, on)[1:] if one.is_material][-1:]
    return tuple(found)


def lately_changed(on: date) -> tuple[Document, ...]:
    """Return the changes published within the time in which everybody is told."""
    later = (one for name in ANNOUNCED for one in published(name, on)[1:])
    return tuple(one for one in later if on < one.published + SHOWN_FOR)


def version_of(name: str, version: int) -> Document | None:
    """Return a version of a document, if there is one."""
    return next((one for one in versions(name) if one.version == version), None)


def digest(path: Path) -> str:
    """Return the digest of a version's text, however its lines end."""
    return sha256(path.read_text(encoding="utf-8").encode()).hexdigest()


def edited(folder: Path = SHIPPED) -> list[str]:
    """Return which released versions are no longer what they were."""
    paths = {name: folder / f"{name}.md" for name in RELEASED}
    return [
        name
        for name, path in paths.items()
        if not path.is_file() or digest(path) != RELEASED[name]
    ]


def faults(name: str) -> list[str]:
    """Return what is wrong with the versions of a document, in sentences."""
    every, found = versions(name), []
    if [one.version for one in every] != list(range(1, len(every) + 1)):
        found.append(f"{name} is not numbered from one without a gap.")
    for before, one in pairwise(every):
        if not one.changes:
            found.append(f"{one.key} does not say what changes.")
        if one.effective < max(before.effective, one.published):
            found.append(f"{one.key} holds before it is published.")
        if one.is_material and one.effective - one.published < NOTICE:
            found.append(f"{one.key} is material and holds within two weeks.")
    return found


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
        date.fromisoformat(said.get("Published", said["Effective"])),
        said.get("Changes", ""),
        said.get("Material") == "yes",
    )
