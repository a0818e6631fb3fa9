"""Whoever follows a thread follows its posts where these go."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from forum.core.db import db, insert_once
from forum.following.models import Level, ReadUpTo, Watch


def follow_merge(source_id: int, target_id: int) -> None:
    """Let members who watched a thread watch the one that has its posts now.

    What they chose there before stays; who muted a thread did not mute the other.
    """
    watched = Watch.thread_id == source_id, Watch.level == Level.WATCH
    _copy(db.session.scalars(select(Watch).where(*watched)).all(), target_id)
    for table in (Watch, ReadUpTo):
        db.session.execute(delete(table).where(table.thread_id == source_id))


def follow_split(source_id: int, target_id: int) -> None:
    """Let members watch or mute what was taken out of a thread as they did before."""
    followed = select(Watch).where(Watch.thread_id == source_id)
    _copy(db.session.scalars(followed).all(), target_id)


def _copy(rows: Sequence[Watch], thread_id: int) -> None:
    for one in rows:
        row = {"member_id": one.member_id, "thread_id": thread_id}
        insert_once(Watch, row | {"level": one.level, "since": one.since})
