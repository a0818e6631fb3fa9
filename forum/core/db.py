"""The database: tables' base, and the only kind of transaction that writes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    JSON,
    Connection,
    CursorResult,
    Engine,
    Enum,
    MetaData,
    UpdateBase,
    event,
    func,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from forum.core import turns
from forum.core.answers import NotFound
from forum.core.columns import UTCDateTime

KEY_MAX = 2**31 - 1
"""The largest row key there can be; a larger number in an address is no key."""

BUSY_MS = 10_000
"""So long SQLite waits for others where it is not a matter of turns."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

NEVER_REUSED = {"sqlite_autoincrement": True}
"""For tables whose keys stand in addresses: a deleted row's key stays unused."""

Key = Annotated[int, mapped_column(primary_key=True)]


class Base(DeclarativeBase):
    """What every table is made of."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - read by SQLAlchemy
        datetime: UTCDateTime(),
        dict[str, Any]: JSON(),
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            length=24,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }


COPY, READS_COPY = "copy", "reads copy"


class OwnSession(Session):
    """A session that may read from a copy of the database, and never writes there."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        """Return where something is asked."""
        if self.info.get(READS_COPY) and not self.info.get("writing"):
            return db.engines[COPY]
        return super().get_bind(*args, **kwargs)


db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={"expire_on_commit": False, "class_": OwnSession},
)
Row = TypeVar("Row", bound=Base)

_writers = turns.Queue()
_READYING = 0x50_4C_41_52
"""The number of a lock in PostgreSQL; any would do that nobody else takes."""
_last_steps: list[Callable[[], None]] = []


def before_the_end(step: Callable[[], None]) -> Callable[[], None]:
    """Register what every transaction that writes does last of all."""
    _last_steps.append(step)
    return step


@contextmanager
def transaction() -> Iterator[None]:
    """Open the only kind of transaction that may write; commit at its end."""
    session = db.session
    if session.info.get("writing"):
        raise RuntimeError("transactions do not nest: let one action call another")
    deeds = session.info["afterwards"] = {}
    # Ends what was only read so far; loaded objects stay usable.
    end = session.commit
    end()
    is_sqlite = db.engine.dialect.name == "sqlite"
    with _writers.turn() if is_sqlite else nullcontext():
        session.info["writing"] = True
        try:
            session.connection(execution_options={"access": "write"})
            yield
            session.flush()
            for step in _last_steps:
                step()
            end()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info["writing"] = False
    for deed in deeds:
        deed()


@contextmanager
def one_process() -> Iterator[None]:
    """Let other processes that come here wait, on whichever machine they run.

    Whoever has an SQLite file has it on one machine, and starts it once.
    """
    if db.engine.dialect.name == "sqlite":
        yield
        return
    # In no transaction: an open one would hold up what is built meanwhile.
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as own:
        own.execute(select(func.pg_advisory_lock(_READYING)))
        try:
            yield
        finally:
            own.execute(select(func.pg_advisory_unlock(_READYING)))


def afterwards(deed: Callable[[], None]) -> None:
    """Have something done, once, when what this transaction wrote is kept."""
    db.session.info["afterwards"][deed] = None


def locked(model: type[Row], key: Any) -> Row:
    """Load a row afresh and hold it until the transaction ends."""
    row = db.session.get(model, key, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def insert_once(model: type[Base], values: dict[str, Any]) -> bool:
    """Insert a row unless its like is there already; say whether it was new."""
    kind = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    statement = kind.insert(model).values(**values).on_conflict_do_nothing()
    # Asked for its key, since PostgreSQL's driver counts no rows here.
    made = db.session.execute(statement.returning(*model.__mapper__.primary_key))
    return made.first() is not None


def change_rows(statement: UpdateBase) -> int:
    """Run an UPDATE or DELETE; return how many rows it hit."""
    result = db.session.execute(statement)
    return cast(CursorResult[Any], result).rowcount


def reach(url: str, home: Path) -> URL:
    """Return the address of the database; by default a file under `home`."""
    if not url:
        home.mkdir(parents=True, exist_ok=True)
        return URL.create("sqlite", database=str(home.resolve() / "forum.sqlite3"))
    address = make_url(url)
    if address.drivername in {"postgres", "postgresql"}:
        address = address.set(drivername="postgresql+psycopg")
    return address


def let_go() -> None:
    """Let go of the database, before a fork: processes never share a connection."""
    db.session.remove()
    for engine in db.engines.values():
        engine.dispose()


def answers() -> bool:
    """Say whether the database can be asked anything at all."""
    try:
        return db.session.execute(text("SELECT 1")).scalar() == 1
    except SQLAlchemyError:
        return False


@event.listens_for(Engine, "connect")
def _prepare(dbapi: Any, entry: ConnectionPoolEntry) -> None:
    """Set up a fresh SQLite connection: durable, strict, forgetting for good."""
    if not isinstance(dbapi, sqlite3.Connection):
        return
    dbapi.isolation_level = None  # SQLAlchemy says BEGIN, not the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "secure_delete=ON",
        "query_only=ON",
    ):
        dbapi.execute(f"PRAGMA {pragma}")
    entry.info["writable"] = False


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Begin a transaction that can only read, unless writing was asked for."""
    writable = connection.get_execution_options().get("access") == "write"
    connection.info["written"] = set() if writable else None
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        driver.read_only = not writable
        return
    if connection.info.get("writable") is not writable:
        driver.execute(f"PRAGMA query_only={'OFF' if writable else 'ON'}")
        connection.info["writable"] = writable
    if writable:
        usual = partial(connection.exec_driver_sql, "BEGIN IMMEDIATE")
        turns.begin(driver, usual, BUSY_MS)
    else:
        connection.exec_driver_sql("BEGIN")
