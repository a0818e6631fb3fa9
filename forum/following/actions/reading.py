"""Moving on with reading, and forgetting how far somebody was."""

from datetime import datetime

from sqlalchemy import delete, update

from forum.core.db import change_rows, db, insert_once
from forum.following import queries, rules
from forum.following.models import FollowChoice, ReadAll, ReadBoard, ReadUpTo


def mark_read(member_id: int, thread_id: int, number: int, now: datetime) -> None:
    """Note up to which post a member has read a thread; it never moves back."""
    if number > 0 and queries.choice_of(member_id).keeps_place:
        note_read(member_id, thread_id, number, now)


def note_read(member_id: int, thread_id: int, number: int, now: datetime) -> None:
    """Do the same for somebody to whom something there was new.

    Nothing is new to who wants nothing remembered, so that is not asked again.
    """
    row = {"member_id": member_id, "thread_id": thread_id}
    if insert_once(ReadUpTo, row | {"number": number, "read_at": now}):
        return
    db.session.execute(
        update(ReadUpTo)
        .where(
            ReadUpTo.member_id == member_id,
            ReadUpTo.thread_id == thread_id,
            ReadUpTo.number < number,
        )
        .values(number=number, read_at=now)
    )


def mark_board_read(member_id: int, board_id: int, now: datetime) -> None:
    """Let everything that stands on a board count as read by a member."""
    if not queries.choice_of(member_id).keeps_place:
        return
    if not insert_once(
        ReadBoard, {"member_id": member_id, "board_id": board_id, "at": now}
    ):
        here = (ReadBoard.member_id == member_id, ReadBoard.board_id == board_id)
        db.session.execute(update(ReadBoard).where(*here).values(at=now))


def mark_all_read(member_id: int, now: datetime) -> None:
    """Let everything that there is count as read by a member."""
    if not queries.choice_of(member_id).keeps_place:
        return
    _forget_reading(member_id)
    insert_once(ReadAll, {"member_id": member_id, "at": now})


def choose(
    member_id: int, now: datetime, *, watches_own: bool, keeps_place: bool
) -> None:
    """Keep what a member chose about following.

    Where they have read is deleted when they do not want it kept; when they want
    it again, it begins with what is new from then on.
    """
    before = queries.choice_of(member_id)
    row = {"watches_own": watches_own, "keeps_place": keeps_place}
    if not insert_once(FollowChoice, {"member_id": member_id} | row):
        mine = update(FollowChoice).where(FollowChoice.member_id == member_id)
        db.session.execute(mine.values(**row))
    if not keeps_place:
        _forget_reading(member_id)
    elif not before.keeps_place:
        insert_once(ReadAll, {"member_id": member_id, "at": now})


def forget_unused(now: datetime) -> int:
    """Delete what nobody has used for half a year; what is so old counts as read."""
    old = now - rules.KEPT_UNUSED
    return sum(
        change_rows(delete(table).where(column <= old))
        for table, column in (
            (ReadUpTo, ReadUpTo.read_at),
            (ReadBoard, ReadBoard.at),
            (ReadAll, ReadAll.at),
        )
    )


def _forget_reading(member_id: int) -> None:
    for table in (ReadUpTo, ReadBoard, ReadAll):
        mine = delete(table).where(table.member_id == member_id)
        db.session.execute(mine)
