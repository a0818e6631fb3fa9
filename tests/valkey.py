"""A Valkey of the tests' own: a real server on loopback that can be killed."""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as Lost

from tests.members.provider.real import free_port

PROGRAM = shutil.which("valkey-server") or shutil.which("redis-server")
NO_VALKEY = "No Valkey is installed (Debian: apt-get install redis-server)"
WORD = "the-word-of-valkey"
START_MAX = 20.0


class ValkeyServer:
    """A server on one port, as often as it is started; it keeps nothing on disk."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._home = Path(tempfile.mkdtemp(prefix="forum-valkey-"))
        self._port = free_port()
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address, with its password."""
        return f"valkey://:{WORD}@127.0.0.1:{self._port}/0"

    @property
    def client(self) -> Redis:
        """A client of the test's own."""
        return Redis(port=self._port, password=WORD, protocol=2)

    def start(self) -> None:
        """Start it, empty."""
        told = ["--port", str(self._port), "--bind", "127.0.0.1", "--save", ""]
        self._running = subprocess.Popen(  # noqa: S603 - the program found above
            [self._program, *told, "--requirepass", WORD, "--dir", str(self._home)],
            stdout=subprocess.DEVNULL,
        )
        end = time.monotonic() + START_MAX
        while time.monotonic() < end:
            if self._answers():
                return
            time.sleep(0.05)
        raise AssertionError("Valkey does not start")

    def kill(self) -> None:
        """Let it die at once, with all it held."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()
            self._running = None

    def hang(self) -> None:
        """Let it take connections and answer none."""
        assert self._running is not None
        self._running.send_signal(signal.SIGSTOP)

    def close(self) -> None:
        """Stop it and delete its folder."""
        self.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            with self.client as client:
                return bool(client.ping())
        except Lost:
            return False

    def everything(self) -> dict[str, tuple[str, int]]:
        """Return each key with what it holds and the seconds it still has."""
        with self.client as client:
            keys = [key.decode() for key in client.scan_iter()]
            return {
                key: ((client.get(key) or b"").decode(), client.ttl(key))
                for key in keys
            }


@pytest.fixture
def valkey_server() -> Iterator[ValkeyServer]:
    """Return a Valkey that runs and is empty."""
    if PROGRAM is None:
        pytest.skip(NO_VALKEY)
    server = ValkeyServer(PROGRAM)
    server.start()
    yield server
    server.close()
