"""A forum with everything in it and one that is new, made once for all checks."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.gallery import forum as forums
from tests.gallery.picture import Picture
from tests.journey.conftest import running, taking_mail
from tests.world import World

WORKER = "PYTEST_XDIST_WORKER"
MADE = "made.pickle"


@dataclass(frozen=True)
class Shown:
    """A forum, the address at which it runs, and what to open there."""

    url: str
    world: World
    pictures: list[Picture]


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Return a forum with everything in it."""
    with _shown(tmp_path_factory, "full", forums.filled) as shown:
        yield shown


@pytest.fixture(scope="session")
def new(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Return a forum that somebody has just set up."""
    with _shown(tmp_path_factory, "new", forums.new) as shown:
        yield shown


@contextmanager
def _shown(
    folders: pytest.TempPathFactory, name: str, fill: Callable[[World], list[Picture]]
) -> Iterator[Shown]:
    """Run a copy of a forum that the first worker who needs it fills for all."""
    with (
        copied(folders, name, fill) as (world, pictures),
        taking_mail() as mailbox,
        running(world.app.extensions["settings"].home, mailbox, "") as served,
    ):
        yield Shown(served.url, world, pictures)


@contextmanager
def copied(
    folders: pytest.TempPathFactory, name: str, fill: Callable[[World], list[Picture]]
) -> Iterator[tuple[World, list[Picture]]]:
    """Return a copy of a forum that is filled once for all, and its pictures."""
    base = folders.getbasetemp()
    shared = (base.parent if WORKER in os.environ else base) / f"{name} for all"
    pictures, mails = _filled(shared, fill)
    home = folders.mktemp(name) / "home"
    shutil.copytree(shared, home, ignore=shutil.ignore_patterns(MADE))
    with forums.at_home(home) as world:
        world.outbox.mails += mails
        yield world, pictures


def _filled(
    home: Path, fill: Callable[[World], list[Picture]]
) -> tuple[list[Picture], list[EmailMessage]]:
    """Fill a forum unless another worker did; return its pictures and its mail."""
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = home / MADE
        if not made.exists():
            shutil.rmtree(home, ignore_errors=True)
            with forums.at_home(home) as world:
                pictures = fill(world)
                mails = world.outbox.mails
            made.write_bytes(pickle.dumps((pictures, mails)))
        found: tuple[list[Picture], list[EmailMessage]]
        found = pickle.loads(made.read_bytes())  # noqa: S301 - written by ourselves
        return found
