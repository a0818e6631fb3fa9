"""The ledger of erasures beside the database, since a backup brings an old one back.

A line for each, numbers only: it is read again after every restore.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """That a member was erased, when, and what became of their posts."""

    member_id: int
    at: datetime
    fate: str


def write_down(path: Path, entry: Entry) -> None:
    """Add a line; the same again changes nothing."""
    if entry in entries(path):
        return
    said = {"member": entry.member_id, "at": entry.at.isoformat(), "fate": entry.fate}
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
        file.write(json.dumps(said) + "\n")
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
            yield Entry(int(said["member"]), at, str(said["fate"]))
        except (ValueError, KeyError):
            continue
