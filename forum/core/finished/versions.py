"""Marks of what guests see: whatever changes it moves them, in its transaction.

A mark is a random number, so that a forum that was restored from a copy never shows
a page made before that. Four kinds of scope have one:

any     moves with every change of anything a guest can see
most    moves with each change that did not say what it concerns
every   moves with changes of what every page says
t<key>  moves with changes that said to concern this thread alone, and lists
"""

import re
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, String, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, before_the_end, db
from forum.core.hooks import Hook
from forum.core.personal import technical

ANY, MOST, EVERY = "any", "most", "every"
SCOPE_MAX = 24
MARK_BITS = 62
CONCERNS = "concerns threads"
NAMED = re.compile(
    r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\"?(\w+)",
    re.IGNORECASE,
)
READS = re.compile(
    r"\s*(?:SELECT|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|SET|BEGIN)\b", re.IGNORECASE
)
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Shown:
    """What guests see of the tables of a package; of all others they see anything."""

    nowhere: frozenset[str] = frozenset()
    """Nothing on any page."""
    not_in_threads: frozenset[str] = frozenset()
    """Nothing on the pages of threads."""
    of_a_thread: frozenset[str] = frozenset()
    """What a change may write that concerns one thread: its words, kept counts."""
    everywhere: frozenset[str] = frozenset()
    """Something that every page says, which processes remember for a while."""


shown_tables: Hook[Shown] = Hook("shown_tables")
"""What packages say of their tables."""


class PageVersion(Base):
    """The mark of one scope; one without a row was never moved."""

    __tablename__ = "page_version"

    scope: Mapped[str] = technical(
        String(SCOPE_MAX), why="what changed: all, or a thread", primary_key=True
    )
    mark: Mapped[int] = mapped_column(BigInteger)


def of_thread(thread_id: int) -> str:
    """Return the scope of a thread."""
    return f"t{thread_id}"


def concerns_thread(thread_id: int) -> None:
    """Say that what this transaction changes shows on a thread's pages and in lists.

    Whoever says it vouches for it: pages of other threads stay as they are, unless
    they name this one. What else is written beside `Shown.of_a_thread` moves them all.
    """
    db.session.connection().info.setdefault(CONCERNS, set()).add(thread_id)


@before_the_end
def move_marks() -> None:
    """Move the marks of what a transaction changed, last of all that it writes."""
    connection = db.session.connection()
    concerned: set[int] = connection.info.pop(CONCERNS, set())
    written: set[str] = connection.info.get("written") or set()
    scopes = _moved(written - {PageVersion.__tablename__}, concerned)
    if not scopes:
        return
    kind = sqlite if connection.dialect.name == "sqlite" else postgresql
    rows = [{"scope": one, "mark": secrets.randbits(MARK_BITS)} for one in scopes]
    made = kind.insert(PageVersion)
    moved = made.on_conflict_do_update(
        index_elements=["scope"], set_={"mark": made.excluded.mark}
    )
    connection.execute(moved, rows)


def _moved(written: set[str], concerned: set[int]) -> list[str]:
    """Return the scopes that a transaction moves, in the order of all."""
    told = tuple(shown_tables)
    seen = written.difference(*(one.nowhere for one in told))
    if not seen:
        return []
    scopes = [ANY]
    if UNKNOWN in seen or any(seen & one.everywhere for one in told):
        scopes.append(EVERY)
    in_threads = seen.difference(*(one.not_in_threads for one in told))
    beyond = in_threads.difference(*(one.of_a_thread for one in told))
    if beyond or (in_threads and not concerned):
        return [*scopes, MOST]
    return [*scopes, *map(of_thread, sorted(concerned))] if in_threads else scopes


@event.listens_for(Engine, "begin")
def _forget_concerns(connection: Connection) -> None:
    """Begin without what a transaction said that came to no good end."""
    connection.info.pop(CONCERNS, None)


@event.listens_for(Engine, "after_cursor_execute")
def _note_written(
    connection: Connection,
    cursor: DBAPICursor,
    statement: str,
    _parameters: object,
    context: Any,
    _many: bool,
) -> None:
    """Note which table a statement of a writing transaction changed."""
    written: set[str] | None = connection.info.get("written")
    if written is None or READS.match(statement):
        return
    hit_nothing = cursor.rowcount == 0 and (context.isupdate or context.isdelete)
    if hit_nothing and not context.compiled.effective_returning:
        return
    named = NAMED.match(statement)
    written.add(named[1].lower() if named else UNKNOWN)
