"""The line of jobs of a forum, seen and hurried from outside."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.core.jobs import Job

ABOUT_POSTS = "mail about a post"


class Line:
    """What waits in the database of a forum that runs elsewhere."""

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(url)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @property
    def due(self) -> int:
        """How many jobs could run now."""
        return self._count(Job.run_at <= utcnow(), Job.failed_at.is_(None))

    @property
    def failed(self) -> int:
        """How many jobs were given up."""
        return self._count(Job.failed_at.is_not(None))

    def has_gaps(self, thread: int) -> bool:
        """Say whether the posts of a thread are not numbered one after the other."""
        numbers = sa.select(Post.number).where(
            Post.thread_id == thread, Post.number.is_not(None)
        )
        with self._engine.connect() as connection:
            found = sorted(n for n in connection.scalars(numbers) if n is not None)
        return found != list(range(1, len(found) + 1))

    def is_damaged(self) -> bool:
        """Say whether SQLite finds its file damaged, or a row that leads nowhere."""
        if self._engine.dialect.name != "sqlite":
            return False
        with self._engine.connect() as connection:
            said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return list(said) != ["ok"] or bool(lost)

    def let_mail_leave(self) -> None:
        """Let the ten minutes pass after which members are mailed."""
        now = utcnow()
        self._pass({"run_at": now}, Job.kind == ABOUT_POSTS, Job.run_at > now)

    def let_leases_end(self) -> None:
        """Let the time pass after which work of dead workers is taken over."""
        now = utcnow()
        self._pass({"locked_until": now}, Job.locked_until > now)

    def let_retries_come(self) -> None:
        """Let the time pass after which what failed is tried again."""
        now = utcnow()
        self._pass({"run_at": now}, Job.attempts > 0, Job.run_at > now)

    def _count(self, *which: sa.ColumnElement[bool]) -> int:
        with self._engine.connect() as connection:
            counted = sa.select(sa.func.count()).select_from(Job).where(*which)
            return int(connection.scalar(counted) or 0)

    def _pass(
        self, becomes: dict[str, datetime], *which: sa.ColumnElement[bool]
    ) -> None:
        passing = sa.update(Job).where(Job.failed_at.is_(None), *which)
        values: dict[str, Any] = dict(becomes)
        writing = self._engine.execution_options(access="write")
        with writing.begin() as connection:
            connection.execute(passing.values(values))
