"""What a backup leaves behind whose program was killed."""

import shutil
from datetime import UTC, datetime, timedelta
from itertools import chain

from flask import current_app

from forum.backup.rules import MAKING, READING
from forum.core.retention import kept
from forum.settings import Settings

LONGEST = timedelta(hours=24)


@kept("what backups are made and tried out from", "24 hours", on_each_machine=True)
def remove_left_over(now: datetime) -> int:
    """Remove the folders of backups that were begun a day ago and never ended."""
    settings: Settings = current_app.extensions["settings"]
    begun = chain(*(settings.home.glob(f"{one}*") for one in (MAKING, READING)))
    old = [one for one in begun if now - _written(one.stat().st_mtime) > LONGEST]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _written(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
