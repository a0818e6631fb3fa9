"""Between two tests a database goes back to exactly what it was."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import MetaData, inspect, select, text

from forum.boards.models import Board
from forum.core.db import db
from tests.kept import BeginWith
from tests.moderation.cases import flagged
from tests.stores import Store
from tests.world import World

NUMBERS = {
    "sqlite": "SELECT name, seq FROM sqlite_sequence ORDER BY name",
    "postgresql": "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1",
}
MADE = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2",
    "postgresql": "SELECT tgname, tgenabled FROM pg_trigger ORDER BY tgrelid, 1",
}


def everything(app: Flask) -> object:
    """Return all rows as they come, all counters, tables and triggers."""
    with app.app_context():
        kind = db.engine.dialect.name
        tables = MetaData()
        with db.engine.connect() as connection:
            tables.reflect(connection)
            rows = {
                name: [tuple(row) for row in connection.execute(select(table))]
                for name, table in tables.tables.items()
            }
            numbers = connection.execute(text(NUMBERS[kind])).fetchall()
            made = connection.execute(text(MADE[kind])).fetchall()
            columns = inspect(connection).get_multi_columns()
    return rows, numbers, made, str(columns)


def renewed(app: Flask, store: Store) -> object:
    """Return everything there is after going back."""
    with app.app_context():
        db.session.remove()
        store.renew()
    return everything(app)


def test_rows_come_back_and_keys_are_counted_afresh(
    app: Flask, prepared: tuple[Flask, Store], world: World
) -> None:
    before = everything(app)
    post = world.opening_post(world.thread("rosa"))
    flagged(world, post, "ken")
    with world.writing():
        db.session.get_one(Board, 1).name = "Something else"
        db.session.execute(text("DELETE FROM rule"))
    assert everything(app) != before

    assert renewed(app, prepared[1]) == before
    assert world.opening_post(world.thread("rosa")) == post


def test_what_a_test_did_to_tables_is_undone(
    app: Flask, prepared: tuple[Flask, Store], world: World
) -> None:
    before = everything(app)
    with world.writing():
        db.session.execute(text("ALTER TABLE thread_tag RENAME TO elsewhere"))
        db.session.execute(text("CREATE TABLE added (id INTEGER PRIMARY KEY)"))
    assert everything(app) != before

    assert renewed(app, prepared[1]) == before


@pytest.mark.parametrize("prepared", ["postgresql"], indirect=True)
def test_what_a_test_left_open_holds_nothing_up(
    app: Flask, prepared: tuple[Flask, Store], world: World
) -> None:
    before = everything(app)
    world.thread("rosa")
    with app.app_context():
        left = db.engine.connect().execution_options(access="write")
        left.execute(text("DELETE FROM rule"))

        assert renewed(app, prepared[1]) == before
        left.invalidate()
        left.close()


def test_a_forum_filled_for_many_tests_is_filled_once(
    app: Flask,
    prepared: tuple[Flask, Store],
    world: World,
    begin_with: BeginWith,
    home: Path,
) -> None:
    fillings = []

    def fill() -> int:
        fillings.append(world.thread("rosa"))
        (home / "note.txt").write_text("filled")
        return fillings[-1]

    thread = begin_with("noted", fill)
    filled = everything(app)
    (home / "note.txt").unlink()
    assert renewed(app, prepared[1]) != filled

    assert begin_with("noted", fill) == thread
    assert fillings == [thread]
    assert everything(app) == filled
    assert (home / "note.txt").read_text() == "filled"
    with pytest.raises(
        AssertionError, match="fills a forum by the name of 'noted' too"
    ):
        begin_with("noted", lambda: world.thread("ken"))
    (home / "note.txt").unlink()
