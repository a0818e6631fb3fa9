"""Requests as counted from the access log: how many of a kind, and how long they took.

What is counted says which kind of page and how it was answered, as the log does, and
nothing of who asked.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from prometheus_client import Histogram, Metric

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Requests:
    """Goes on reading the log of one machine, from where it stood at first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seconds = Histogram(
            "soltrex_forum_request_seconds",
            "How long answers took, by kind of page and status.",
            ("route", "status"),
            buckets=SECONDS,
            registry=None,
        )
        there = self._present()
        self._file = there.st_ino if there else 0
        self._read_to = there.st_size if there else 0

    def figures(self) -> Iterable[Metric]:
        """Count what was written since, and return all that was counted.

        Also where a new day began a new file.
        """
        for line in self._new():
            took, route = line.get("ms"), str(line.get("route", "-"))
            if isinstance(took, int):
                status = str(line.get("status", "-"))
                self._seconds.labels(route, status).observe(took / 1000)
        return self._seconds.collect()

    def _new(self) -> Iterator[dict[str, Any]]:
        there = self._present()
        if there is None:
            return
        if there.st_ino != self._file:
            for path in self._path.parent.glob(f"{self._path.stem}-*"):
                with suppress(OSError):
                    if path.stat().st_ino == self._file:
                        yield from self._read(path)
            self._file, self._read_to = there.st_ino, 0
        yield from self._read(self._path)

    def _read(self, path: Path) -> Iterator[dict[str, Any]]:
        """Yield the whole lines behind those that were read."""
        try:
            with path.open("rb") as file:
                file.seek(self._read_to)
                *whole, _ = file.read().split(b"\n")
        except FileNotFoundError:  # a new day began this very moment
            return
        self._read_to += sum(len(said) + 1 for said in whole)
        for said in whole:
            with suppress(ValueError):
                line = json.loads(said)
                if isinstance(line, dict):
                    yield line

    def _present(self) -> os.stat_result | None:
        with suppress(OSError):
            return self._path.stat()
        return None
