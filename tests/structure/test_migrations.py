"""The one line of migrations makes the tables that the models describe."""

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import DBAPIError

from forum.announcements.models import (
    Announcement,
    AnnouncementCopy,
    AnnouncementStep,
    Purpose,
    Step,
)
from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.core.jobs import enqueue
from forum.search import actions as search
from forum.site.first_run import make_ready
from tests.structure.scene import scene
from tests.world import World


def _tables() -> set[str]:
    """Return the tables that models describe; `post_fts` is virtual."""
    names = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    return {name for name in names if not name.startswith("post_fts")}


def _checks() -> dict[str, str]:
    asked = inspect(db.engine)
    return {
        str(check["name"]): check["sqltext"]
        for table in Base.metadata.tables
        for check in asked.get_check_constraints(table)
    }


def _declared_checks() -> set[str]:
    return {
        str(check.name)
        for table in Base.metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint) and isinstance(check.name, str)
    }


def _refusal(statement: str) -> str:
    """Return what the database itself says to a change of the audit log."""
    with db.engine.connect().execution_options(access="write") as connection:
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text(statement))
        connection.rollback()
    return str(refused.value)


def test_migrations_make_exactly_the_tables_of_the_models(app: Flask) -> None:
    with app.app_context():
        flask_migrate.check(directory=str(app.extensions["migrations"]))

        assert _tables() == set(Base.metadata.tables)


def test_migrations_make_every_check_of_the_models(app: Flask) -> None:
    with app.app_context():
        made = _checks()

    assert len(_declared_checks()) >= 4
    assert _declared_checks() <= set(made)


def test_a_check_says_what_the_model_says(app: Flask) -> None:
    declared = {
        str(check.name): str(check.sqltext)
        for table in Base.metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }

    with app.app_context():
        is_sqlite = db.engine.dialect.name == "sqlite"
        made = _checks()

    for name, said in made.items() if is_sqlite else ():
        assert said == declared[name]
    assert set(made) <= set(declared)


def test_migrations_go_down_to_nothing_and_up_again(app: Flask) -> None:
    folder = str(app.extensions["migrations"])
    with app.app_context():
        flask_migrate.downgrade(directory=folder, revision="base")
        emptied = _tables()

        make_ready(utcnow())
        flask_migrate.check(directory=folder)

        assert emptied == set()
        assert _declared_checks() <= set(_checks())


def test_going_down_leaves_nothing_that_the_version_before_does_not_know(
    app: Flask, world: World
) -> None:
    member, now = world.member("ken"), utcnow()
    with world.writing():
        for purpose in (Purpose.COMMUNITY, Purpose.SERVICE):
            row = Announcement(purpose=purpose, title="A", body="B", html="<p>B</p>")
            row.written_at = row.ends_at = now
            db.session.add(row)
            db.session.flush()
            of = {"announcement_id": row.id, "member_id": member}
            db.session.add(AnnouncementStep(**of, step=Step.WRITTEN, at=now))
            db.session.add(AnnouncementCopy(**of))
        search.go_on_soon(now, 0)
        search.find_alike_soon([1], now)
        search.find_all_alike_soon(now)
        enqueue("something older", {}, now)
    with app.app_context():
        folder = str(app.extensions["migrations"])
        flask_migrate.downgrade(directory=folder, revision="2026_11_30_fairness")
        asked = (
            "SELECT purpose FROM announcement",
            "SELECT count(*) FROM announcement_step",
            "SELECT count(*) FROM announcement_copy",
            "SELECT kind FROM job",
        )
        left = [list(db.session.execute(text(one)).scalars()) for one in asked]
        db.session.remove()
        make_ready(now)

    assert left == [["service"], [1], [1], ["something older"]]


@pytest.mark.parametrize("again", [False, True], ids=["at first", "once more"])
def test_the_database_refuses_to_change_the_audit_log(
    app: Flask, world: World, again: bool
) -> None:
    if again:
        with app.app_context():
            folder = str(app.extensions["migrations"])
            flask_migrate.downgrade(directory=folder, revision="base")
            make_ready(utcnow())
    scene(world)

    with app.app_context():
        for verb in ("UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"):
            assert "the audit log is only added to" in _refusal(verb)


def test_a_check_is_kept_by_the_database_itself(app: Flask, world: World) -> None:
    scene(world)

    with app.app_context():
        said = _refusal("UPDATE thread SET reply_count = -1")

    assert "ck_thread_counted" in said


def test_making_ready_twice_changes_nothing(app: Flask) -> None:
    with app.app_context():
        before = db.session.execute(text("SELECT count(*) FROM board")).scalar()
        db.session.rollback()

        make_ready(utcnow())

        after = db.session.execute(text("SELECT count(*) FROM board")).scalar()
    assert before == after
    assert after


def test_keys_of_what_others_may_remember_are_never_given_twice(app: Flask) -> None:
    declared = {
        name
        for name, table in Base.metadata.tables.items()
        if table.dialect_options["sqlite"].get("autoincrement")
    }
    assert len(declared) >= 5
    with app.app_context():
        if db.engine.dialect.name == "sqlite":  # PostgreSQL gives no key twice
            rows = db.session.execute(text("SELECT name, sql FROM sqlite_master"))
            made = {name for name, sql in rows if "AUTOINCREMENT" in (sql or "")}
            assert declared <= made
