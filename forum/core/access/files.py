"""The files of the access log: written line by line, cut and removed in time.

Today's lines stand in `access.log`, those of a past day in `access-DAY.log` and,
once every address in it is cut to its network, in `access-DAY.cut.log`. A day is
that of a file's first line, so no line is ever kept longer than is said.
"""

import contextlib
import fcntl
import json
import logging
import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import current_app

from forum.core.access.lines import Line, truncated
from forum.core.retention import kept
from forum.settings import Settings

# A day less than is said: counted from midnight, a line may be a day older.
FULL_FOR = timedelta(days=6)
KEPT_FOR = timedelta(days=29)
PRIVATE = 0o600

log = logging.getLogger(__name__)


written = json.JSONEncoder(separators=(",", ":")).encode
"""Return a line as it is kept."""


class LogFiles:
    """The access log of one forum."""

    def __init__(self, path: Path, *, writes: bool) -> None:
        self.path = path
        self.writes = writes
        """Whether anything is added; what is there goes in time in any case."""
        dated = rf"{re.escape(path.stem)}-(\d{{4}}-\d\d-\d\d)(\.cut)?"
        self._dated = re.compile(dated + re.escape(path.suffix))

    def append(self, line: Line) -> None:
        """Add a line; a full disk must not take the page away."""
        said = f"{written(line)}\n".encode()
        try:
            try:
                self._add(said)
            except FileNotFoundError:  # the first line there
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._add(said)
        except OSError as error:
            log.warning("the access log cannot be written: %s", error.strerror)

    def _add(self, said: bytes) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        opened = os.open(self.path, flags, PRIVATE)
        try:
            os.write(opened, said)
        finally:
            os.close(opened)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process of this machine from moving files meanwhile."""
        if not self.path.parent.is_dir():
            yield
            return
        held = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield
        finally:
            os.close(held)

    def rotate(self, today: date) -> None:
        """Put the lines of past days aside."""
        day = self._first_day()
        if day is not None and day < today:
            self._move(self.path, self._aside(day))

    def cut(self, today: date, *, full_for: timedelta = FULL_FOR) -> int:
        """Leave of each address that is old enough only its network."""
        due = [
            (path, day)
            for path, day, is_cut in self._past()
            if not is_cut and today - day >= full_for
        ]
        for path, day in due:
            draft = path.with_name(f".{path.name}.part")
            with os.fdopen(
                os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "w"
            ) as file:
                for line in _lines(path):
                    cut = line | {"ip": truncated(str(line.get("ip", "")))}
                    file.write(f"{written(cut)}\n")
            self._move(draft, self._aside(day, ".cut"))
            path.unlink()
        return len(due)

    def remove(self, today: date) -> int:
        """Remove the files of days long past."""
        due = [path for path, day, _ in self._past() if today - day >= KEPT_FOR]
        for path in due:
            path.unlink()
        return len(due)

    def lines(self) -> Iterator[Line]:
        """Yield every line there is, in no order."""
        for path in [*(path for path, _, _ in self._past()), self.path]:
            if path.is_file():
                yield from _lines(path)

    def _past(self) -> list[tuple[Path, date, bool]]:
        if not self.path.parent.is_dir():
            return []
        named = (
            (path, self._dated.fullmatch(path.name))
            for path in sorted(self.path.parent.iterdir())
        )
        return [
            (path, date.fromisoformat(name[1]), bool(name[2]))
            for path, name in named
            if name is not None
        ]

    def _aside(self, day: date, mark: str = "") -> Path:
        return self.path.with_name(f"{self.path.stem}-{day}{mark}{self.path.suffix}")

    def _first_day(self) -> date | None:
        if not self.path.is_file():
            return None
        first = next(_lines(self.path), None)
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            return date.fromisoformat(str(first["ts"])[:10]) if first else None
        written = self.path.stat().st_mtime
        return datetime.fromtimestamp(written, UTC).date()

    @staticmethod
    def _move(path: Path, to: Path) -> None:
        """Rename a file; if the new name is taken, add to what is there."""
        if not to.exists():
            path.rename(to)
            return
        with to.open("ab") as file:
            file.write(path.read_bytes())
        path.unlink()


def log_files() -> LogFiles:
    """Return the access log of this application."""
    files: LogFiles = current_app.extensions["access log"]
    return files


@kept(
    "network addresses in the access log",
    "7 days, those of members never in full",
    on_each_machine=True,
)
def cut_addresses(now: datetime) -> int:
    """Put past days aside, and cut what was written a while ago."""
    files, today = log_files(), now.astimezone(UTC).date()
    settings: Settings = current_app.extensions["settings"]
    is_never_full = settings.access_log_ip == "truncated"
    with files.alone():
        files.rotate(today)
        return files.cut(today, full_for=timedelta() if is_never_full else FULL_FOR)


@kept("the access log", "30 days", on_each_machine=True)
def remove_old(now: datetime) -> int:
    """Remove the files of days long past."""
    files = log_files()
    with files.alone():
        return files.remove(now.astimezone(UTC).date())


def _lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a file; one that was cut off by a crash is left out."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for said in file:
            with contextlib.suppress(ValueError):
                found = json.loads(said)
                if isinstance(found, dict):
                    yield found
