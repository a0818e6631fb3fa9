"""Files go after their rows, and what no post shows is not kept for ever."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from forum.core.db import transaction
from forum.core.files import files
from forum.core.jobs import Payload, job
from forum.core.retention import kept
from forum.images import actions, queries
from forum.images.rules import PENDING_LASTS

ASKED_AT_ONCE = 500
DIGESTS_AT_ONCE = 100
KEY_LENGTH = 32


@job(actions.REMOVAL)
def remove_files(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Remove the files of pictures that are gone."""
    for name in payload["names"]:
        files().remove(name)


@job("digests of pictures", every=timedelta(hours=6))
def note_digests(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Compute the keyed hash of older pictures, some at a time."""
    with transaction():
        actions.note_digests(DIGESTS_AT_ONCE)


@kept("pictures and files added to posts that were not sent", "24 hours")
def forget_pending(now: datetime) -> int:
    """Destroy pictures whose form was not sent for a day."""
    with transaction():
        return actions.forget_pending(now)


@kept("picture files that belong to nothing", "24 hours")
def remove_orphans(now: datetime) -> int:
    """Remove files that no picture has: left behind, or of deleted threads."""
    old = [name for name, at in files().names() if at <= now - PENDING_LASTS]
    orphans = [name for some in _in_parts(old) for name in _without_row(some)]
    for name in orphans:
        files().remove(name)
    return len(orphans)


def _without_row(names: list[str]) -> list[str]:
    known = queries.known({name[:KEY_LENGTH] for name in names})
    return [name for name in names if name[:KEY_LENGTH] not in known]


def _in_parts(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while some := list(islice(rest, ASKED_AT_ONCE)):
        yield some
