"""Old addresses from a file of an operator, a line each."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from forum.core.answers import Refused
from forum.core.db import KEY_MAX, transaction
from forum.moving.addresses import key_of
from forum.moving.foreign import actions, queries

AT_A_TIME = 500
HERE = re.compile(r"/(?P<kind>[tp])/(?P<key>[0-9]{1,10})")
COLUMNS = frozenset({"path", "to", "thread", "post"})
NO_COLUMNS = (
    "The first line must name the columns: path, and one of to, thread and post."
)

Target = tuple[int | None, int | None]


@dataclass(slots=True)
class Led:
    """What became of a file of addresses."""

    new: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    key: str
    kind: str
    """“t” and “p” for keys of this forum, else what the other forum numbers."""
    id: str


def lead_from(file: Path, source: str, *, dry: bool) -> Led:
    """Let the addresses in a CSV file lead on; lines that do not fit are left out."""
    done = Led()
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as content:
        rows = csv.DictReader(content)
        named = set(rows.fieldnames or ())
        if "path" not in named or named - COLUMNS or len(named) == 1:
            raise Refused(NO_COLUMNS)
        lines = _read(rows, done)
        while batch := list(islice(lines, AT_A_TIME)):
            _take(batch, source, done, dry=dry)
    done.bad.sort()
    return done


def _read(rows: "csv.DictReader[str]", done: Led) -> Iterator[_Line]:
    for row in rows:
        number = rows.line_num
        asked = {name: (row.get(name) or "").strip() for name in COLUMNS}
        try:
            key = key_of(asked.pop("path"))
        except ValueError:
            done.bad.append((number, "has no address such as /viewtopic.php?t=5"))
            continue
        given = [(name, said) for name, said in asked.items() if said]
        if len(given) != 1:
            done.bad.append((number, "needs one of to, thread and post"))
            continue
        kind, id_ = given[0]
        if kind == "to":
            match = HERE.match(id_)
            if match is None or not 0 < int(match["key"]) <= KEY_MAX:
                done.bad.append((number, "leads neither to /t/… nor to /p/…"))
                continue
            kind, id_ = match["kind"], match["key"]
        yield _Line(number, key, kind, id_)


def _take(batch: list[_Line], source: str, done: Led, *, dry: bool) -> None:
    targets = queries.targets({(one.kind, one.id) for one in batch}, source)
    paths: dict[str, Target] = {}
    for one in batch:
        if (one.kind, one.id) in targets:
            paths.setdefault(one.key, targets[one.kind, one.id])
        else:
            done.bad.append((one.number, "leads to something that is not here"))
    if dry:
        done.new += len(paths)
        return
    with transaction():
        done.new += actions.lead(paths)
