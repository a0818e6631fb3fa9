"""One commit, SQL in few places, no import hidden in a function (laws 3 and 5)."""

import ast
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from forum.core.db import Base
from tests.structure.sources import OURS, functions, parsed, python, shown

STATEMENTS = {"select", "insert", "update", "delete", "text"}
PLACES = {"queries", "queries.py", "actions", "actions.py", "jobs.py", "core"}
INDEX_CONDITIONS = {"models", "models.py"}
"""May say `text`: the condition of a partial index is written as one."""


def _statements(path: Path) -> set[str]:
    return {
        alias.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
        if alias.name in STATEMENTS
    }


def test_there_is_exactly_one_commit() -> None:
    commits = [
        (shown(path), node.lineno)
        for path in python(*OURS, "wsgi.py", "migrations")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]

    assert [path for path, _ in commits] == ["forum/core/db.py"]


def test_sql_is_written_in_queries_actions_jobs_and_core_only() -> None:
    elsewhere = {
        shown(path): words
        for path in python()
        if not set(path.parts) & PLACES
        and (words := _statements(path) - _allowed(path))
    }

    assert not elsewhere


def _allowed(path: Path) -> set[str]:
    return {"text"} if set(path.parts) & INDEX_CONDITIONS else set()


def test_sqlalchemy_is_imported_by_name_so_that_its_use_is_seen() -> None:
    whole = [
        shown(path)
        for path in python()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Import)
        and any(alias.name.startswith("sqlalchemy") for alias in node.names)
    ]

    assert not whole


def test_no_import_of_ours_hides_in_a_function() -> None:
    hidden = [
        f"{shown(path)}:{node.lineno}"
        for path in python()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and ast.unparse(node).split()[1].partition(".")[0] in {*OURS, "wsgi"}
    ]

    assert not hidden


def test_a_template_can_not_make_a_relationship_query() -> None:
    configure_mappers()

    relationships = [
        relationship
        for mapper in Base.registry.mappers
        for relationship in mapper.relationships
    ]

    assert relationships
    for relationship in relationships:
        assert relationship.lazy == "raise", relationship
