"""Where the boards join what stands below: names that change, figures for all."""

from collections.abc import Sequence
from datetime import datetime

from flask import Flask, url_for

from forum.boards.actions import follow_name
from forum.boards.activity import first_moment, tables_of
from forum.boards.queries import threads_after
from forum.boards.queries.activity import opened_since, written_since
from forum.members.models import Member
from forum.members.news import RecentThread, recent_threads, renaming
from forum.systems.news import forum_tables
from forum.systems.rules import Table

RECENT = 5
"""How many of the newest threads My SolTrex lists."""


def init_app(app: Flask) -> None:
    """Let what is written here follow its members, and be counted."""
    renaming.add(app, follow_name)
    recent_threads.add(app, _recent)
    forum_tables.add(app, _tables)


def _recent(member: Member, /) -> Sequence[RecentThread]:
    """Return the newest threads, by the query that also answers programs."""
    return [
        RecentThread(
            row.title,
            url_for("boards.thread", thread_id=row.id, slug=row.slug),
            row.board_name,
            row.replies,
            row.last_by,
            row.active_at,
        )
        for row in threads_after(member, "", None, RECENT)
    ]


def _tables(now: datetime, /) -> Sequence[Table]:
    since = first_moment(now)
    return tables_of(written_since(since), opened_since(since), now)
