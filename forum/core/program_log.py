"""The program's own log: one JSON object a line, of the fields listed here alone.

It goes to standard error, for the operator's system to keep. What members wrote, who
they are and where they come from is in no line of it.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

OURS = ("forum", "moderation", "alembic", "flask_migrate")
"""Whose sentences are taken whole; the last two speak of tables alone."""
FIELDS = {
    "ts": "when, in UTC; to the minute where a line is about a member",
    "level": "INFO, WARNING, ERROR or CRITICAL",
    "source": "which part of the program says it",
    "says": "the sentence; of other people's programs without what they fill in, or "
    "its place in their code",
    "failed": "the kind of an error and its place in the code, never its text",
    "event": "what happened at the door; `forum.core.events` lists all of them",
    "route": "on which kind of page, never which one",
    "method": "how that was asked",
    "status": "how it was answered",
    "steps": "how many steps a sign-in took",
    "member": "who, as a code that nobody can lead back after a day",
}
"""All that a line may hold, and what it is."""
TOLD = ("event", "route", "method", "status", "steps", "member")
SAYS_MAX = 500
PACKAGES = "site-packages/"


class JsonLines(logging.Formatter):
    """Writes what the log takes of a record, and nothing else."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line; what is in it cannot begin another one."""
        told = {name: value for name in TOLD if (value := record.__dict__.get(name))}
        line = {
            "ts": _moment(record.created, to_the_minute="member" in told),
            "level": record.levelname,
            "source": record.name,
            "says": _says(record),
            **told,
        }
        if record.exc_info and (error := record.exc_info[1]):
            line["failed"] = f"{type(error).__name__} at {place_of(error)}"
        return json.dumps({name: line[name] for name in FIELDS if line.get(name)})


def place_of(error: BaseException) -> str:
    """Return where in our own files an error came up; its text may quote a member."""
    frames = traceback.extract_tb(error.__traceback__)
    foreign = (PACKAGES, "<")
    ours = [one for one in frames if not any(f in one.filename for f in foreign)]
    if not frames:
        return "unknown"
    frame = (ours or frames)[-1]
    return f"{frame.filename}:{frame.lineno}"


def write_json() -> None:
    """Have the whole program log to standard error, as JSON lines."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def _says(record: logging.LogRecord) -> str:
    """Return the sentence; what others fill in may be what somebody asked or wrote.

    Where they filled it in themselves, only the place in their code is told.
    """
    if record.name.partition(".")[0] in OURS:
        return record.getMessage()[:SAYS_MAX]
    if record.args and isinstance(record.msg, str):
        return record.msg[:SAYS_MAX]
    return f"{record.pathname.rpartition(PACKAGES)[2]}:{record.lineno}"


def _moment(seconds: float, *, to_the_minute: bool) -> str:
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at:%Y-%m-%dT%H:%MZ}" if to_the_minute else f"{at:%Y-%m-%dT%H:%M:%SZ}"
