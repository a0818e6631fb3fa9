"""The forum's processes of a cluster, each with a home as on a machine of its own."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

import requests

from tests.journey import loaded

PATIENCE = 90.0


def wait_until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait until something holds, or fail."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.1)


class Program:
    """A command of the forum that runs for long, as often as it is started."""

    def __init__(
        self, name: str, folder: Path, environment: Mapping[str, str], *words: str
    ) -> None:
        self.name = name
        self.kills = 0
        self.log = folder / f"{name}.log"
        self._environment = {"FORUM_HOME": str(folder / name), **environment}
        self._words = words
        self._running: BaseProcess | None = None

    @property
    def is_running(self) -> bool:
        """Say whether it runs."""
        return self._running is not None and self._running.is_alive()

    @property
    def pid(self) -> int:
        """The number of its first process."""
        assert self._running is not None
        return self._running.pid or 0

    def start(self) -> None:
        """Start it."""
        self._running = loaded.begun(self._environment, self.log, *self._words)

    def end(self) -> None:
        """Ask it to end, as a service manager does, and see that it ends well."""
        if self._running is not None:
            self._running.terminate()
        self.end_by_itself()

    def end_by_itself(self) -> None:
        """Wait until it has ended, and see that it ended well."""
        if self._running is not None:
            self._running.join(PATIENCE)
            code, self._running = self._running.exitcode, None
            assert code == 0, f"{self.name} ended with {code}"

    def kill(self) -> None:
        """Let it die at once, with all it started, as when its machine does."""
        if self._running is not None:
            for process in list(tree(self._running.pid or 0)):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            self._running.join(PATIENCE)
            self._running = None
            self.kills += 1


class Node(Program):
    """A web server of the forum."""

    options: tuple[str, ...] = ("--no-worker", "--workers", "1")

    def __init__(
        self, name: str, folder: Path, environment: Mapping[str, str], port: int
    ) -> None:
        words = ("--port", str(port), *self.options)
        super().__init__(name, folder, environment, "serve", *words)
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._host = environment["FORUM_BASE_URL"].removeprefix("http://")

    @property
    def is_ready(self) -> bool:
        """Say whether it answers, and its database does."""
        headers = {"Host": self._host}
        try:
            answer = requests.get(f"{self.url}/readyz", headers=headers, timeout=5)
        except requests.RequestException:
            return False
        return answer.ok


def tree(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                yield from tree(int(child))
