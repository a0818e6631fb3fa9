"""The ledger of erasures beside the database, since a backup brings an old one back.

A line for each: numbers, and keyed hashes of details that were to be destroyed, never
the words. It is read again after every restore.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """That a member was erased, when, and what became of their posts."""

    member_id: int
    at: datetime
    fate: str
    details: tuple[str, ...] = ()
    """Names of the findings in their posts that were to be destroyed."""


def write_down(path: Path, entry: Entry) -> None:
    """Add a line; the same again changes nothing."""
    if entry in entries(path):
        return
    said: dict[str, Any] = {
        "member": entry.member_id,
        "at": entry.at.isoformat(),
        "fate": entry.fate,
    }
    if entry.details:
        said["details"] = list(entry.details)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    cut_off = _is_cut_off(path)
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
        # A line that a crash cut off must not swallow this one.
        file.write(("\n" if cut_off else "") + json.dumps(said) + "\n")
        file.flush()
        os.fsync(file.fileno())


def entries(path: Path) -> Iterator[Entry]:
    """Yield every line; one that was cut off by a crash is left out."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            said = json.loads(line)
            at = datetime.fromisoformat(said["at"])
            details = tuple(str(one) for one in said.get("details", ()))
            yield Entry(int(said["member"]), at, str(said["fate"]), details)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def _is_cut_off(path: Path) -> bool:
    """Say whether the last line has no end."""
    content = path.read_bytes() if path.exists() else b""
    return bool(content) and not content.endswith(b"\n")
