"""Reading a folder before anything is taken: it must be whole, and fit."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forum.core.answers import Refused
from forum.core.files import NAME
from forum.core.parsing import from_json
from forum.moving import rules
from forum.moving.folder import (
    ABOUT,
    FILES,
    MANIFEST,
    Part,
    lines,
    part_of,
    picture_file,
    table_file,
)
from forum.moving.telling import Tell, counted
from forum.moving.values import is_number, parsed
from forum.privacy.documents import SHIPPED as DOCUMENTS


@dataclass(frozen=True, slots=True)
class Checked:
    """A folder of which everything is there and unchanged."""

    folder: Path
    digest: str
    """SHA-256 of its manifest: by this it is known again."""
    tables: dict[str, dict[str, Any]]
    pictures: int


def checked(
    folder: Path, plan: rules.Plan, revision: str | None, tell: Tell
) -> Checked:
    """Return a folder that can be taken in; refuse any other in a sentence."""
    content, manifest = _manifest(folder)
    if because := rules.misfit(manifest, revision):
        raise Refused(because)
    try:
        tables, parts = dict(manifest["tables"]), dict(manifest["parts"])
        pictures = dict(manifest["pictures"])
        wanted = {f"tables/{name}.jsonl": one for name, one in tables.items()}
        wanted |= parts | {FILES: pictures}
        for name, said in counted("check sums", wanted.items(), tell):
            _require_whole(folder, name, said)
        numbers = [one.get("highest_key") for one in tables.values()]
        _require_numbers([pictures["count"], *filter(None, numbers)])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused(f"{MANIFEST} cannot be read. Export again.") from None
    if set(tables) != set(plan.taken):
        raise Refused("The folder has other tables than this forum. Export again.")
    _require_documents(folder, parts)
    for name, said in counted("check sums of pictures", listed(folder), tell):
        if part_of(picture_file(folder, name)) != said:
            raise Refused(f"files/{name} was changed or is missing. Copy it again.")
    digest = hashlib.sha256(content).hexdigest()
    return Checked(folder, digest, tables, int(pictures["count"]))


def listed(folder: Path) -> Iterator[tuple[str, Part]]:
    """Yield the pictures of a folder, each with its check sum."""
    for number, line in enumerate(lines(folder / FILES), 1):
        said = parsed(line, f"Line {number} of {FILES}")
        try:
            name, part = said["name"], Part(said["bytes"], said["sha256"])
        except (KeyError, TypeError):
            raise Refused(f"Line {number} of {FILES} does not fit.") from None
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise Refused(f"Line {number} of {FILES} names no picture.")
        yield name, part


def _manifest(folder: Path) -> tuple[bytes, dict[str, Any]]:
    try:
        content = (folder / MANIFEST).read_bytes()
        said = from_json(content)
    except FileNotFoundError:
        raise Refused(
            f"{folder} has no {MANIFEST}: it is no export, or was not finished."
        ) from None
    except (OSError, ValueError):
        raise Refused(f"{MANIFEST} cannot be read. Copy it again.") from None
    return content, said if isinstance(said, dict) else {}


def _require_whole(folder: Path, name: str, said: dict[str, Any]) -> None:
    if ".." in Path(name).parts or Path(name).is_absolute():
        raise Refused(f"{MANIFEST} names a file outside of the folder.")
    if part_of(folder / name) != Part(said["bytes"], said["sha256"]):
        raise Refused(f"{name} was changed or is missing. Copy it again.")


def _require_numbers(said: list[Any]) -> None:
    if not all(map(is_number, said)):
        raise ValueError("no number")


def _require_documents(folder: Path, parts: dict[str, Any]) -> None:
    """Members agreed to these very texts: the new forum must show them too."""
    missing = [
        name
        for name in sorted(parts)
        if name.startswith("documents/")
        and part_of(DOCUMENTS / Path(name).name) != part_of(folder / name)
    ]
    if missing:
        raise Refused(
            f"This forum does not have {', '.join(missing)}. Members agreed to these "
            "texts: put them into forum/privacy/documents first."
        )


def table_lines(folder: Path, name: str) -> Iterator[tuple[int, bytes]]:
    """Yield the numbered lines of a table."""
    return enumerate(lines(table_file(folder, name)), 1)


def about(folder: Path) -> dict[str, Any]:
    """Return what stands beside an export: when, from where, by which program."""
    try:
        said = from_json((folder / ABOUT).read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
