"""When the last backup was made and tried out, beside the database: for `doctor`."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

FILE = "backups.json"
LATE_AFTER = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Last:
    """When the last backup was made, and when one was restored to try it out."""

    made_at: str = ""
    verified_at: str = ""

    def is_late(self, now: datetime) -> bool:
        """Say whether no backup was made for a day and a half."""
        if not self.made_at:
            return True
        return now - datetime.fromisoformat(self.made_at) > LATE_AFTER

    def made(self, now: datetime) -> "Last":
        """Return it with a new backup."""
        return replace(self, made_at=now.isoformat(timespec="seconds"))

    def verified(self, now: datetime) -> "Last":
        """Return it with a backup that was whole."""
        return replace(self, verified_at=now.isoformat(timespec="seconds"))


def last_in(home: Path) -> Last:
    """Return what is noted in a home folder."""
    try:
        said = json.loads((home / FILE).read_bytes())
        return Last(str(said["made_at"]), str(said["verified_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Last()


def note(home: Path, last: Last) -> None:
    """Write it down."""
    draft = home / f".{FILE}"
    draft.write_text(json.dumps(asdict(last)))
    draft.replace(home / FILE)
