"""Where the boards join what stands below: names that change, figures for all."""

from collections.abc import Sequence
from datetime import datetime

from flask import Flask

from forum.boards.actions import follow_name
from forum.boards.activity import first_moment, tables_of
from forum.boards.queries.activity import opened_since, written_since
from forum.members.news import renaming
from forum.systems.news import forum_tables
from forum.systems.rules import Table


def init_app(app: Flask) -> None:
    """Let what is written here follow its members, and be counted."""
    renaming.add(app, follow_name)
    forum_tables.add(app, _tables)


def _tables(now: datetime, /) -> Sequence[Table]:
    since = first_moment(now)
    return tables_of(written_since(since), opened_since(since), now)
