"""Processes of a forum, each a fork of one that has imported it: no waiting for that.

That it starts as a program of its own is seen in tests/site.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TextIO

import wsgi

ROOT = Path(__file__).parents[2]
WAIT = 120
_forks = get_context("forkserver")
_forks.set_forkserver_preload(["wsgi", "tests.journey.seeding"])


@contextmanager
def serving(environment: Mapping[str, str], *words: str) -> Iterator[TextIO]:
    """Run a command until it is no longer needed; yield what it prints.

    It has to end well when it is asked to.
    """
    said, out = _forks.Pipe(duplex=False)
    process = _forks.Process(target=_serve, args=(dict(environment), out, words))
    process.start()
    out.close()
    try:
        with said, open(said.fileno(), encoding="utf-8", closefd=False) as lines:
            yield lines
    finally:
        process.terminate()
        process.join(WAIT)
    assert process.exitcode == 0


def begun(environment: Mapping[str, str], log: Path, *words: str) -> BaseProcess:
    """Start a command that says everything into a file; whoever did ends it."""
    process = _forks.Process(target=_log, args=(dict(environment), log, words))
    process.start()
    return process


def begun_to(
    environment: Mapping[str, str], do: Callable[..., None], *given: str | int
) -> BaseProcess:
    """Begin to do something in a process of its own with these settings."""
    process = _forks.Process(target=_do, args=(dict(environment), do, given))
    process.start()
    return process


def run(
    environment: Mapping[str, str], do: Callable[..., None], *given: str | int
) -> None:
    """Do something in a process of its own with these settings, and wait for it."""
    process = begun_to(environment, do, *given)
    process.join(WAIT)
    assert process.exitcode == 0, f"{do.__name__} ended with {process.exitcode}"


def command(typed: str, *words: str) -> None:
    """Run a command, with something typed into it."""
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode()))
    sys.argv = ["soltrex-forum", *words]
    wsgi.main()


def _serve(
    environment: dict[str, str], out: Connection, words: tuple[str, ...]
) -> None:
    os.dup2(out.fileno(), sys.stdout.fileno())
    out.close()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    _settle(environment)
    command("", *words)


def _log(environment: dict[str, str], log: Path, words: tuple[str, ...]) -> None:
    with log.open("ab") as file:
        for said in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), said.fileno())
    _settle(environment)
    command("", *words)


def _do(
    environment: dict[str, str], do: Callable[..., None], given: tuple[str | int, ...]
) -> None:
    sys.stdout = io.StringIO()
    _settle(environment)
    do(*given)


def _settle(environment: dict[str, str]) -> None:
    os.chdir(ROOT)
    assert Path(wsgi.__file__).parent == ROOT
    os.environ.clear()
    os.environ.update(environment)
