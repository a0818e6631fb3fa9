"""What is kept for how long: each package declares it beside the deletion."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.core.jobs import Payload, job

Forget = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Kept:
    """One row of the retention table and the deletion that enforces it."""

    what: str
    how_long: str
    forget: Forget
    on_each_machine: bool = False
    """Whether it lies on a machine's own disk, where no other machine reaches it."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Something kept where the program cannot delete it, and who does."""

    what: str
    how_long: str
    who: str


OUTSIDE = (
    Outside(
        "what the program notes about itself, about sign-ins and refusals, without "
        "names, words and addresses; members are a code that changes each day",
        "30 days",
        "the log of the operator's system",
    ),
    Outside(
        "backups",
        "35 days; after a restore everybody is erased again who was erased meanwhile",
        "the operator",
    ),
)
"""Kept outside of the program; docs/retention.md says how the operator sees to it."""
_table: list[Kept] = []


def kept(
    what: str, how_long: str, *, on_each_machine: bool = False
) -> Callable[[Forget], Forget]:
    """Declare how long something is kept; the function deletes what is older."""

    def register(forget: Forget) -> Forget:
        _table.append(Kept(what, how_long, forget, on_each_machine))
        return forget

    return register


def retention_table() -> tuple[Kept, ...]:
    """Return what is kept, for the public page and for the sweep."""
    return tuple(_table)


def sweep(now: datetime) -> dict[str, int]:
    """Delete everything past its time; return how many rows of each went."""
    gone: dict[str, int] = {}
    away: OSError | None = None
    for row in _table:
        try:
            gone[row.what] = row.forget(now)
        except OSError as error:  # a store that is away keeps nothing else waiting
            away = error
    if away is not None:
        raise away
    return gone


def sweep_own_disk(now: datetime) -> None:
    """Delete what is past its time on this machine's own disk.

    One worker of many runs the sweep; the web servers of all others see to their own.
    """
    for row in _table:
        if row.on_each_machine:
            row.forget(now)


@job("sweep", every=timedelta(hours=1))
def sweep_again(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Keep the retention schedule without anybody's asking."""
    sweep(now)
