"""How migrations reach the database: one transaction, foreign keys watched."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection, DateTime, LargeBinary
from sqlalchemy.types import TypeDecorator

migrate = current_app.extensions["migrate"]
metadata = migrate.db.metadata


class BrokenKeys(Exception):
    """A migration left rows that point at nothing; it was rolled back."""


def plain_type(kind: str, item: Any, autogen: Any) -> str | Literal[False]:  # noqa: ARG001
    """Write our own column types as plain ones: migrations never import us."""
    if kind == "type" and isinstance(item, TypeDecorator):
        if isinstance(item.impl, DateTime):
            return "sa.DateTime(timezone=True)"
        if isinstance(item.impl, LargeBinary):
            return "sa.LargeBinary()"
    return False


def is_ours(
    item: Any,  # noqa: ARG001
    name: str | None,
    kind: str,
    reflected: bool,  # noqa: ARG001
    other: Any,  # noqa: ARG001
) -> bool:
    """Leave out the virtual table of searching, which no model describes."""
    return kind != "table" or not (name or "").startswith("post_fts")


def run(connection: Connection) -> None:
    """Run the migrations. On SQLite a rebuilt table must not take others along."""
    raw: Any = connection.connection.driver_connection
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        # Through SQLAlchemy it would stand inside BEGIN, where it does nothing.
        raw.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        transactional_ddl=True,
        render_item=plain_type,
        include_object=is_ours,
        **migrate.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
        if is_sqlite and (
            broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        ):
            raise BrokenKeys(f"{len(broken)} rows point at nothing")
    if is_sqlite:
        raw.execute("PRAGMA foreign_keys=ON")


engine = migrate.db.engine.execution_options(access="write")
with engine.connect() as connection:
    run(connection)
