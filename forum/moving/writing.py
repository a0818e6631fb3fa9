"""Writing the whole forum into a folder, a row and a picture at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from forum.core.db import db
from forum.core.files import UNFINISHED, files
from forum.core.jobs import Job
from forum.moving import lists, queries, rules
from forum.moving.folder import (
    ABOUT,
    FILES,
    LEDGER,
    MANIFEST,
    SCHEMA,
    Part,
    new_folder,
    picture_file,
    table_file,
    write,
)
from forum.moving.schema import schema
from forum.moving.sealing import Seal
from forum.moving.telling import Tell, counted
from forum.moving.values import row_out, written
from forum.privacy.documents import SHIPPED as DOCUMENTS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an export is to be called and where its parts are."""

    folder: Path
    seal: Seal
    ledger: Path
    """The erasures that are written down beside the database."""
    revision: str | None
    """The version of the tables."""
    about: dict[str, Any] = field(default_factory=dict)
    """When and by which program; not part of what is compared."""


def export(wanted: Wanted, tell: Tell) -> dict[str, Any]:
    """Write everything, the manifest last; return the manifest.

    What was killed leaves a folder without a manifest, which nobody takes in.
    """
    plan = lists.plan()
    new_folder(wanted.folder)
    queries.hold_still()
    try:
        tables = {
            table.name: _table(wanted, plan, table, tell)
            for table in lists.tables(plan)
        }
    finally:
        db.session.rollback()
    manifest = {
        "format": rules.FORMAT,
        "version": rules.VERSION,
        "revision": wanted.revision,
        "tables": tables,
        "pictures": _pictures(wanted.folder, tell),
        "parts": {name: part.said() for name, part in _rest(wanted, plan)},
    }
    write(wanted.folder / ABOUT, [_shown(wanted.about)])
    write(wanted.folder / MANIFEST, [_shown(manifest)])
    return manifest


def _table(wanted: Wanted, plan: rules.Plan, table: Table, tell: Tell) -> Any:
    columns, many = lists.columns(plan, table), 0

    def rows() -> Iterator[bytes]:
        nonlocal many
        for row in counted(table.name, queries.rows(table, columns), tell):
            if _comes_along(table, row):
                many += 1
                yield written(row_out(table, columns, dict(row), wanted.seal))

    part = write(table_file(wanted.folder, table.name), rows())
    said = {"rows": many, **part.said()}
    if queries.never_reused(table):
        said["highest_key"] = queries.highest_key(table)
    return said


def _comes_along(table: Table, row: Any) -> bool:
    is_job = table.name == Job.__tablename__
    return not is_job or rules.job_comes_along(row["once"], row["payload"])


def _pictures(folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the pictures, and a list of them with their check sums."""
    (folder / "files").mkdir(mode=0o700)
    names = sorted(
        name for name, _ in files().names() if not name.endswith(f".{UNFINISHED}")
    )
    many = 0

    def lines() -> Iterator[bytes]:
        nonlocal many
        for name in counted("pictures", names, tell):
            content = files().read(name)
            if content is not None:
                many += 1
                part = write(picture_file(folder, name), [content])
                yield written({"name": name, **part.said()})

    part = write(folder / FILES, lines())
    return {"count": many, **part.said()}


def _rest(wanted: Wanted, plan: rules.Plan) -> Iterator[tuple[str, Part]]:
    """Write what is neither a table nor a picture."""
    yield SCHEMA, write(wanted.folder / SCHEMA, [_shown(schema(plan))])
    yield LEDGER, write(wanted.folder / LEDGER, ledger_lines(wanted.ledger))
    for document in sorted(DOCUMENTS.glob("*-*.md")):
        name = f"documents/{document.name}"
        yield name, write(wanted.folder / name, [document.read_bytes()])


def ledger_lines(path: Path) -> list[bytes]:
    """Return the lines of the ledger of erasures, each once; cut-off ones left out."""
    found = set()
    content = path.read_text(encoding="utf-8") if path.exists() else ""
    for line in content.splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict):
            found.add(written(said))
    return sorted(found)


def _shown(said: dict[str, Any]) -> bytes:
    plain = json.dumps(said, indent=1, sort_keys=True, ensure_ascii=False)
    return plain.encode() + b"\n"
