"""Lists of threads: the index, a board, what is new everywhere."""

from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, select, tuple_
from sqlalchemy.orm import aliased

from forum.boards import rules
from forum.boards.models import (
    Audience,
    Board,
    BoardGroup,
    PostState,
    Thread,
    ThreadTag,
)
from forum.boards.pages import BoardPage, BoardRow, GroupRows, Index, ThreadRow
from forum.boards.queries.moved import has_stubs, moved_from
from forum.boards.queries.reach import (
    CIRCLES,
    Circle,
    circle_of,
    may_open_threads,
    readable_by,
    readable_in,
)
from forum.boards.queries.tags import as_list, changed_tags
from forum.boards.queries.threads import tags
from forum.core.answers import Answer, NotFound
from forum.core.db import db
from forum.core.paging import Page
from forum.members.models import Member
from forum.members.viewers import Viewer

LATEST = 5
UNANSWERED = 3
COUNTED_MAX = 1000
TABS = ("all", "unanswered", "solved")

Opener = aliased(Member, name="opener")
LastBy = aliased(Member, name="last_by")
Threads = Select[Thread, str, str, str, str, str | None]


def index(viewer: Viewer) -> Index:
    """Return the first page. Three queries."""
    circle = circle_of(viewer)
    latest, unanswered = _newest(circle)
    return Index(_groups(circle), _listed(latest), _listed(unanswered))


def boards_open_to(viewer: Viewer) -> list[tuple[str, str]]:
    """Return slug and name of each board where a viewer may open a thread."""
    rows = db.session.execute(
        select(Board.slug, Board.name)
        .join(BoardGroup, BoardGroup.id == Board.group_id)
        .where(readable_by(viewer))
        .where(may_open_threads(viewer))
        .where(Board.archived_at.is_(None))
        .order_by(BoardGroup.position, Board.position)
    )
    return [(slug, name) for slug, name in rows]


def boards_read_by(viewer: Viewer) -> list[tuple[str, str]]:
    """Return slug and name of each board that a viewer reads. One query."""
    rows = db.session.execute(
        select(Board.slug, Board.name)
        .join(BoardGroup, BoardGroup.id == Board.group_id)
        .where(readable_by(viewer))
        .order_by(BoardGroup.position, Board.position)
    )
    return [(slug, name) for slug, name in rows]


def board_keys() -> dict[str, int]:
    """Return the key of each board by its slug. One query."""
    boards = db.session.scalars(select(Board))
    return {board.slug: board.id for board in boards}


def readable_slugs(viewer: Viewer) -> frozenset[str]:
    """Return the slugs of the boards that a viewer reads. One query."""
    may = readable_by(viewer)
    return frozenset(db.session.scalars(select(Board.slug).where(may)))


def boards_with_rights(viewer: Viewer, now: datetime) -> list[tuple[str, str, Answer]]:
    """Return slug and name of each board one reads, and whether one opens threads.

    One query; what decides is the rule that posting asks too.
    """
    rows = db.session.scalars(
        select(Board)
        .join(BoardGroup, BoardGroup.id == Board.group_id)
        .where(readable_by(viewer))
        .order_by(BoardGroup.position, Board.position)
    )
    return [
        (board.slug, board.name, rules.may_open_thread(viewer, board, now))
        for board in rows
    ]


def latest_page(viewer: Viewer, page: int) -> tuple[tuple[ThreadRow, ...], Page]:
    """Return threads of all boards, newest post first. Two queries."""
    rows = _rows(viewer)
    numbered = Page(page, _counted(rows))
    return _page(rows, numbered), numbered


def threads_after(
    viewer: Viewer, board: str, after: tuple[datetime, int] | None, at_most: int
) -> tuple[ThreadRow, ...]:
    """Return threads, newest post first, of a board if named. One query.

    With a time and a key, those that stand behind them.
    """
    rows = _rows(viewer)
    if board:
        rows = rows.where(Board.slug == board)
    if after is not None:
        rows = rows.where(tuple_(Thread.active_at, Thread.id) < after)
    newest = rows.order_by(Thread.active_at.desc(), Thread.id.desc())
    return _listed(newest.limit(at_most))


def chosen_page(
    keys: Select[int] | CompoundSelect[int],
    viewer: Viewer,
    page: int,
    first_by: ColumnElement[bool],
) -> tuple[tuple[ThreadRow, ...], Page]:
    """Return those of some threads that a viewer reads, newest post first. Two queries.

    What `first_by` holds for stands before all others.
    """
    rows = _rows(viewer).where(Thread.id.in_(keys))
    numbered = Page(page, _counted(rows))
    return _page(rows, numbered, first_by), numbered


def board_page(
    slug: str, viewer: Viewer, page: int, tab: str, tag: str, now: datetime
) -> BoardPage:
    """Return one page of a board. Two queries, one more for a member or a tab.

    And one more where a thread left the board lately.
    """
    found = db.session.execute(
        select(Board, has_stubs(), changed_tags()).where(
            Board.slug == slug, readable_by(viewer)
        )
    ).one_or_none()
    if found is None or tab not in TABS:
        raise NotFound
    board, has_moved, changed = found
    known = as_list(changed)
    tag = known.meant(tag)
    rows = _rows(viewer).where(Thread.board_id == board.id)
    total = board.thread_count
    if tab == "unanswered":
        rows = _unanswered(rows)
    if tab == "solved":
        rows = rows.where(Thread.answer_id.is_not(None))
    if tag:
        tagged = select(ThreadTag.thread_id).where(ThreadTag.tag == tag)
        rows = rows.where(Thread.id.in_(tagged))
    if tag or tab != "all":
        total = _counted(rows)
    numbered = Page(page, total)
    answer = rules.may_open_thread(viewer, board, now)
    return BoardPage(
        _board(board, None),
        board.hint,
        _page(rows, numbered, Thread.pinned.expression),
        _own_held(board, viewer),
        numbered,
        tab,
        tag,
        bool(answer),
        answer.because,
        moved_from(board.id, viewer, now) if has_moved and page == 1 else (),
        board.asks,
        tuple(sorted(known.tags)),
    )


def _rows(viewer: Viewer) -> Threads:
    """Select the threads that everybody who reads their board can see."""
    return _rows_of(circle_of(viewer))


@lru_cache(CIRCLES)
def _rows_of(circle: Circle) -> Threads:
    return _joined().where(Thread.state == PostState.PUBLISHED, readable_in(circle))


@lru_cache(CIRCLES)
def _newest(circle: Circle) -> tuple[Threads, Threads]:
    """Put together once the two lists of the first page."""
    rows = _rows_of(circle).order_by(Thread.active_at.desc(), Thread.id.desc())
    return rows.limit(LATEST), _unanswered(rows).limit(UNANSWERED)


def _unanswered(rows: Threads) -> Threads:
    """Narrow a list to threads that wait for a reply; announcements do not."""
    return rows.where(
        Thread.reply_count == 0,
        Thread.locked_at.is_(None),
        Board.write != Audience.STAFF,
    )


def _joined() -> Threads:
    return (
        select(Thread, Board.name, Board.slug, Opener.handle, LastBy.handle, tags())
        .join(Thread.board)
        .join(Opener, Opener.id == Thread.author_id)
        .join(LastBy, LastBy.id == Thread.last_author_id)
    )


@lru_cache(CIRCLES)
def _boards(circle: Circle) -> Select[str, Board, Thread, str]:
    """Put together once the boards of the first page, each with its newest thread."""
    newest = (
        select(Thread.id)
        .where(Thread.board_id == Board.id, Thread.state == PostState.PUBLISHED)
        .order_by(Thread.active_at.desc(), Thread.id.desc())
        .limit(1)
        .correlate(Board)
        .scalar_subquery()
    )
    return (
        select(BoardGroup.name, Board, Thread, LastBy.handle)
        .join(Board, Board.group_id == BoardGroup.id)
        .outerjoin(Thread, Thread.id == newest)
        .outerjoin(LastBy, LastBy.id == Thread.last_author_id)
        .where(readable_in(circle))
        .order_by(BoardGroup.position, BoardGroup.id, Board.position, Board.id)
    )


def _groups(circle: Circle) -> tuple[GroupRows, ...]:
    rows = db.session.execute(_boards(circle))
    return tuple(
        GroupRows(
            name,
            tuple(
                _board(board, _short(thread, board, by))
                for _, board, thread, by in boards
            ),
        )
        for name, boards in groupby(rows, key=lambda row: row[0])
    )


def _board(board: Board, latest: ThreadRow | None) -> BoardRow:
    return BoardRow(
        board.slug, board.name, board.about, board.icon, board.thread_count, latest
    )


def _short(thread: Thread | None, board: Board, by: str) -> ThreadRow | None:
    if thread is None:
        return None
    return _row(thread, board.name, board.slug, by, by, None)


def _row(
    thread: Thread, board: str, slug: str, by: str, last_by: str, joined: str | None
) -> ThreadRow:
    return ThreadRow(
        id=thread.id,
        slug=rules.slug_of(thread.title),
        title=thread.title,
        board_name=board,
        board_slug=slug,
        by=by,
        last_by=last_by,
        opened_at=thread.opened_at,
        active_at=thread.active_at,
        replies=thread.reply_count,
        is_pinned=thread.pinned,
        is_locked=thread.locked_at is not None,
        tags=tuple(sorted((joined or "").split())),
        is_solved=thread.answer_id is not None,
    )


def _listed(rows: Threads) -> tuple[ThreadRow, ...]:
    return tuple(_row(*row) for row in db.session.execute(rows))


def _page(
    rows: Threads, page: Page, first_by: ColumnElement[bool] | None = None
) -> tuple[ThreadRow, ...]:
    """Return the threads of a page, counted from whichever end is nearer."""
    if page.number > page.last:
        raise NotFound
    first, last = page.numbers
    last = min(last, page.total)
    from_end = first > page.total // 2
    skipped = page.total - last if from_end else first - 1
    order: list[ColumnElement[Any]] = [
        Thread.active_at.expression,
        Thread.id.expression,
    ]
    if first_by is not None:
        order.insert(0, first_by)
    keys = (column.asc() if from_end else column.desc() for column in order)
    wanted = rows.order_by(*keys).offset(skipped).limit(max(0, last - first + 1))
    found = [_row(*row) for row in db.session.execute(wanted)]
    return tuple(reversed(found)) if from_end else tuple(found)


def _counted(rows: Threads) -> int:
    """Count what a list holds, but no further than anybody would page."""
    some = rows.with_only_columns(Thread.id).limit(COUNTED_MAX).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _own_held(board: Board, viewer: Viewer) -> tuple[ThreadRow, ...]:
    """Return threads of the viewer that wait for a moderator. One query."""
    if viewer.id is None:
        return ()
    held = _joined().where(
        Thread.board_id == board.id,
        Thread.author_id == viewer.id,
        Thread.state == PostState.HELD,
    )
    return _listed(held.order_by(Thread.id.desc()).limit(LATEST))
