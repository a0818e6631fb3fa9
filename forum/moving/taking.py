"""Taking a whole forum in: pictures first, then all tables at once or none."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnDefault, Table
from sqlalchemy.exc import StatementError

from forum.core.answers import Refused
from forum.core.db import transaction
from forum.core.files import files
from forum.members.registry.hashing import hashed
from forum.members.registry.queries import email_key
from forum.moving import actions, lists, queries, rules
from forum.moving.checking import Checked, checked, listed, table_lines
from forum.moving.folder import LEDGER, part_of, picture_file
from forum.moving.sealing import Seal
from forum.moving.telling import Tell, counted
from forum.moving.values import parsed, row_in
from forum.moving.writing import ledger_lines

AT_A_TIME = 500
PASSWORD = "account.password_hash"  # noqa: S105 - the name of a column


@dataclass(frozen=True, slots=True)
class Offered:
    """A folder that is to be taken in, and what that needs."""

    folder: Path
    seal: Seal
    ledger: Path
    """Where this forum writes erasures down."""
    revision: str | None
    dry: bool = False
    """Only try: nothing is kept."""


class _OnlyTried(Exception):
    """Raised at the end of a trial, so that the transaction is undone."""


def arrive(offered: Offered, now: datetime, tell: Tell) -> bool:
    """Take a folder in; say whether it was new.

    It may be stopped at any time and begun again: pictures that are there already
    are passed over, and of the tables there are all or none.
    """
    plan = lists.plan()
    found = checked(offered.folder, plan, offered.revision, tell)
    if queries.has_arrived(found.digest):
        return False
    _require_empty(plan)
    if not offered.dry:
        _take_pictures(found, tell)
    try:
        with transaction():
            _take_tables(found, offered.seal, plan, tell)
            actions.note_arrival(found.digest, now)
            _end_trial(offered)
            _number_on(found, plan)
    except _OnlyTried:
        return True
    except StatementError:
        # What the database says may quote a row.
        raise Refused("The database did not take it. Nothing was changed.") from None
    _take_ledger(offered)
    return True


def _end_trial(offered: Offered) -> None:
    if offered.dry:
        raise _OnlyTried


def _require_empty(plan: rules.Plan) -> None:
    wanted = [one for one in lists.tables(plan) if one.name not in plan.begins]
    if there := queries.filled(wanted):
        raise Refused(
            f"This forum is not empty ({', '.join(there)}). Take the export into a "
            "new one."
        )


def _take_pictures(found: Checked, tell: Tell) -> None:
    for name, said in counted("pictures", listed(found.folder), tell):
        path = picture_file(found.folder, name)
        there = files().read(name)
        content = path.read_bytes()
        if part_of(path) != said:
            raise Refused(f"files/{name} changed meanwhile. Begin again.")
        if there != content:
            files().put(name, content)


def _take_tables(found: Checked, seal: Seal, plan: rules.Plan, tell: Tell) -> None:
    tables = lists.tables(plan)
    actions.clear(one for one in reversed(tables) if one.name in plan.begins)
    made_up = {PASSWORD: hashed(secrets.token_urlsafe(32))}
    for table in tables:
        several, many = _rows(found, table, seal, plan, tell), 0
        while rows := list(islice(several, AT_A_TIME)):
            many += len(rows)
            actions.add(table, [_whole(table, row, plan, made_up) for row in rows])
        if many != found.tables[table.name].get("rows"):
            raise Refused(f"tables/{table.name}.jsonl has other rows than it says.")


def _rows(
    found: Checked, table: Table, seal: Seal, plan: rules.Plan, tell: Tell
) -> Iterator[dict[str, Any]]:
    columns = lists.columns(plan, table)
    for number, line in counted(
        table.name, table_lines(found.folder, table.name), tell
    ):
        place = f"Line {number} of tables/{table.name}.jsonl"
        try:
            yield row_in(table, columns, parsed(line, place), seal)
        except (ValueError, TypeError):
            raise Refused(f"{place} does not fit. Nothing was changed.") from None


def _whole(
    table: Table, row: dict[str, Any], plan: rules.Plan, made_up: dict[str, Any]
) -> dict[str, Any]:
    """Return a row with what stayed behind: made anew, or as if it never was."""
    for column in table.columns:
        name = f"{table.name}.{column.name}"
        if name in plan.made:
            said = row[plan.made[name]]
            row[column.name] = None if said is None else email_key(said)
        elif name in plan.left:
            row[column.name] = made_up.get(name, _nothing(column))
    return row


def _nothing(column: Column[Any]) -> Any:
    default = column.default
    return default.arg if isinstance(default, ColumnDefault) else None


def _number_on(found: Checked, plan: rules.Plan) -> None:
    for table in lists.tables(plan):
        actions.number_on(table, found.tables[table.name].get("highest_key"))


def _take_ledger(offered: Offered) -> None:
    """Add the erasures of the other forum to those that are written down here."""
    known = set(ledger_lines(offered.ledger))
    new = [one for one in ledger_lines(offered.folder / LEDGER) if one not in known]
    if not new:
        return
    offered.ledger.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(offered.ledger, flags, 0o600), "ab") as file:
        file.write(b"".join(new))
        file.flush()
        os.fsync(file.fileno())
