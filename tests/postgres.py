"""A PostgreSQL server of the tests' own, started from the installed binaries."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")
WAIT = "20"
SETTINGS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c listen_addresses=127.0.0.1 -c max_connections=400 -c autovacuum=off"
)


def binaries() -> Path | None:
    """Return the folder with the newest server's programs, None without any."""
    versions = sorted(INSTALLED.glob("*/bin/initdb"))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class Postgres:
    """A server on a free loopback port, gone without a trace afterwards."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
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
            user = pwd.getpwnam(_unprivileged())
            os.chown(self._home, user.pw_uid, user.pw_gid)
        data = str(self._home / "data")
        self._run("initdb", "-D", data, "-U", "forum", "-A", "trust", "-E", "UTF8")
        options = f"-p {self._port} -k {self._home} {SETTINGS}"
        log = str(self._home / "log")
        self._run(
            "pg_ctl", "-D", data, "-w", "-t", WAIT, "-l", log, "-o", options, "start"
        )

    def stop(self) -> None:
        """Stop the server and delete its files."""
        self._run("pg_ctl", "-D", str(self._home / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self._home, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.geteuid() == 0:
            command = [
                "setpriv",
                f"--reuid={_unprivileged()}",
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


def _unprivileged() -> str:
    """Return a user under whose name a server may run; it refuses root."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
