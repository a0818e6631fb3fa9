"""Breaks each promise on purpose, in a copy, and sees whether its tests notice.

    python -m tests.promises.breaking            every clause, against its own tests
    python -m tests.promises.breaking C7 C31     some of them
    python -m tests.promises.breaking --whole    against the tests of all promises

A break that its own tests do not see means that they are too weak; with --whole, one
that turns another clause red means that the break is too wide. Only SQLite is used.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from forum.privacy.records import clauses
from tests.conftest import SERVER
from tests.promises.recording import ASKED_BY, FOLDER
from tests.structure.sources import PASSED_OVER, ROOT

LIST = Path(__file__).with_name("breaks.toml")
COPIED_TOO = {"uv.lock"}
RAN = {0, 1}
"""How pytest ends when it ran all tests, whether or not some of them failed."""
WHERE_FROM = """
import forum, moderation, tests
for one in (forum, moderation, tests):
    print(one.__path__[0])
"""


class NoRun(Exception):
    """The tests could not be run; the message says why."""


@dataclass(frozen=True, slots=True)
class Break:
    """One deliberate break: which promise, in our words, and what is changed."""

    clause: str
    says: str
    file: str
    before: str
    after: str

    def done_to(self, text: str) -> str:
        """Return the text of the file, broken."""
        if text.count(self.before) != 1:
            raise NoRun(f"{self.file}: what is to be broken is not there just once")
        return text.replace(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which clauses turned red."""

    broken: str
    red: frozenset[str]

    @property
    def is_exact(self) -> bool:
        """Whether that clause turned red and no other."""
        return self.red == {self.broken}


def breaks() -> tuple[Break, ...]:
    """Return all breaks, in the order of the list; a second of a clause has a word."""
    said = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return tuple(Break(name.split()[0], **one) for name, one in said.items())


def files_of(clause: str) -> tuple[str, ...]:
    """Return the files of tests of a clause."""
    (found,) = [one for one in clauses() if one.id == clause]
    return found.tests


@contextmanager
def copied(root: Path = ROOT) -> Iterator[Path]:
    """Copy the tree to a temporary folder, and remove it in the end."""
    with TemporaryDirectory(prefix="broken-") as folder:
        copy = Path(folder) / "tree"
        left_out = shutil.ignore_patterns(*(PASSED_OVER - COPIED_TOO), "*.pyc")
        shutil.copytree(root, copy, ignore=left_out)
        _require_itself(copy)
        yield copy


def environment(copy: Path) -> dict[str, str]:
    """Return the environment in which the copy is what Python finds first."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return kept | {
        "PYTHONPATH": str(copy),
        "PYTHONDONTWRITEBYTECODE": "1",
        ASKED_BY: str(copy / "record.json"),
        SERVER: "left out",
    }


def _require_itself(copy: Path) -> None:
    """Make sure that the copy is imported, not the tree that is installed."""
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", WHERE_FROM],
        cwd=copy,
        env=environment(copy),
        capture_output=True,
        text=True,
        check=True,
    )
    for path in done.stdout.split("\n")[:-1]:
        if not Path(path).is_relative_to(copy):
            raise NoRun(f"{path} was imported in place of the copy")


def red_in(copy: Path, files: tuple[str, ...], workers: int) -> frozenset[str]:
    """Run some files of tests in a copy; return the clauses that failed."""
    named = [f"{FOLDER}{name}" for name in files] or [FOLDER]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["-k", "not postgresql", "-n", str(workers), *named]
    record = copy / "record.json"
    record.unlink(missing_ok=True)
    done = subprocess.run(  # noqa: S603 - our own words
        command,
        cwd=copy,
        env=environment(copy),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in RAN or not record.is_file():
        raise NoRun(done.stdout[-2000:] + done.stderr[-2000:])
    failed = set(json.loads(record.read_text())["failed"])
    return frozenset(one.id for one in clauses() if failed & set(one.tests))


def tried(one: Break, *, whole: bool, workers: int) -> Outcome:
    """Break one promise in a copy of its own, and run the tests there."""
    with copied() as copy:
        path = copy / one.file
        path.write_text(one.done_to(path.read_text()))
        files = () if whole else files_of(one.clause)
        return Outcome(one.clause, red_in(copy, files, workers))


@click.command()
@click.argument("wanted", nargs=-1)
@click.option("--whole", is_flag=True, help="Run the tests of all promises each time.")
@click.option("--workers", default=2, show_default=True, help="Tests at a time.")
def main(wanted: tuple[str, ...], whole: bool, workers: int) -> None:
    """Break promises on purpose, and say which tests turn red."""
    exact = True
    for one in breaks():
        if wanted and one.clause not in wanted:
            continue
        try:
            outcome = tried(one, whole=whole, workers=workers)
        except NoRun as why:
            click.echo(f"{one.clause:4} could not be run: {why}")
            exact = False
            continue
        exact = exact and outcome.is_exact
        mark = "ok  " if outcome.is_exact else "MEND"
        red = " ".join(sorted(outcome.red)) or "nothing"
        click.echo(f"{mark} {one.clause:4} red: {red}  ({one.says})")
    if not exact:
        raise click.exceptions.Exit(1)


if __name__ == "__main__":
    main()
