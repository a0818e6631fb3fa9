"""A PostgreSQL server of the tests' own, started from the installed binaries.

It can have a standby: a second server that follows the first and is only read.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg

INSTALLED = Path("/usr/lib/postgresql")
WAIT = "20"
PATIENCE = 30.0
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
SETTINGS = "-c listen_addresses=127.0.0.1 -c max_connections=400 -c autovacuum=off"


def binaries() -> Path | None:
    """Return the folder with the newest server's programs, None without any."""
    versions = sorted(INSTALLED.glob("*/bin/initdb"))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class Postgres:
    """A server on a free loopback port, gone without a trace afterwards."""

    def __init__(self, programs: Path, settings: str = FAST) -> None:
        self._programs = programs
        self._settings = f"{settings} {SETTINGS}"
        self._home = Path(tempfile.mkdtemp(prefix="forum-postgres-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port: int = probe.getsockname()[1]

    @property
    def url(self) -> str:
        """The address of the server, without a database."""
        return f"postgresql+psycopg://forum@127.0.0.1:{self._port}"

    def start(self) -> None:
        """Make a cluster and start it; as root, under another user's name."""
        if os.geteuid() == 0:
            user = pwd.getpwnam(unprivileged())
            os.chown(self._home, user.pw_uid, user.pw_gid)
        self._make()
        self.begin()

    def begin(self) -> None:
        """Start it with what it holds already."""
        options = f"-p {self._port} -k {self._home} {self._settings}"
        log = str(self._home / "log")
        self._control("-w", "-t", WAIT, "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop the server and delete its files."""
        self._control("-m", "immediate", "stop")
        self.remove()

    def kill(self) -> None:
        """Let it die at once."""
        lock = self._home / "data" / "postmaster.pid"
        main = int(lock.read_text().split()[0])
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        processes = [main, *map(int, children)]
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while any(map(lives, processes)) and time.monotonic() < end:
            time.sleep(0.05)
        # Nobody may have fetched the dead process yet, so its locks would hold.
        for left in (lock, *self._home.glob(".s.PGSQL.*")):
            left.unlink()

    def remove(self) -> None:
        """Delete the files of a server that does not run."""
        shutil.rmtree(self._home, ignore_errors=True)

    def standby(self) -> "Standby":
        """Return a server that will follow this one."""
        return Standby(self._programs, self)

    def asked(self, question: str, database: str = "postgres") -> object:
        """Return the one value that the server answers, if it answers any."""
        address = self.url.replace("+psycopg", "")
        with psycopg.connect(f"{address}/{database}", autocommit=True) as server:
            told = server.execute(question.encode())
            row = told.fetchone() if told.description else None
        return row[0] if row else None

    def _make(self) -> None:
        self._run(
            "initdb", "-D", self._data, "-U", "forum", "-A", "trust", "-E", "UTF8"
        )

    @property
    def _data(self) -> str:
        return str(self._home / "data")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", self._data, *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.geteuid() == 0:
            command = [
                "setpriv",
                f"--reuid={unprivileged()}",
                "--clear-groups",
                *command,
            ]
        subprocess.run(  # noqa: S603 - the programs found above
            command,
            check=True,
            cwd=self._home,
            stdout=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )


class Standby(Postgres):
    """A server that follows another one, and answers whoever only reads."""

    def __init__(self, programs: Path, primary: Postgres) -> None:
        super().__init__(programs)
        self._primary = primary

    def halt(self) -> None:
        """Let it go on to answer, but as things were at this moment."""
        self.asked("SELECT pg_wal_replay_pause()")
        self._wait_for("SELECT pg_get_wal_replay_pause_state() = 'paused'")

    def follow(self) -> None:
        """Let it catch up again."""
        self.asked("SELECT pg_wal_replay_resume()")

    def catch_up(self) -> None:
        """Wait until it has all that the primary has by now."""
        end = self._primary.asked("SELECT pg_current_wal_flush_lsn()")
        self._wait_for(f"SELECT pg_last_wal_replay_lsn() >= '{end}'")

    def _make(self) -> None:
        source = self._primary.url.replace("+psycopg", "") + "/postgres"
        fast = ("-c", "fast", "-X", "stream", "--no-sync")
        self._run("pg_basebackup", "-D", self._data, "-d", source, "-R", *fast)

    def _wait_for(self, question: str) -> None:
        end = time.monotonic() + PATIENCE
        while not self.asked(question):
            assert time.monotonic() < end, question
            time.sleep(0.05)


def lives(process: int) -> bool:
    """Say whether a process is there, and not only waits for its parent."""
    try:
        said = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return said.rpartition(")")[2].split()[0] != "Z"


def unprivileged() -> str:
    """Return a user under whose name a server may run; it refuses root."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
