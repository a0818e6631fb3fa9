"""What boards, threads and members keep counted about posts."""

from sqlalchemy import func, select

from forum.boards.models import Board, Post, PostState, Thread
from forum.core.counting import KeptCount
from forum.members.models import Member


def kept_counts() -> list[KeptCount]:
    """Return the counts that reading, listing and numbering rest on."""
    readable = Post.state == PostState.PUBLISHED
    count = select(func.count())
    replies = count.where(Post.thread_id == Thread.id, Post.number > 1, readable)
    newest = select(func.coalesce(func.max(Post.number), 0))
    threads = count.where(
        Thread.board_id == Board.id, Thread.state == PostState.PUBLISHED
    )
    written = count.where(Post.author_id == Member.id, readable)
    return [
        KeptCount(
            Thread,
            Thread.reply_count.expression,
            replies.correlate(Thread).scalar_subquery(),
            note=Thread.note_changed,
        ),
        KeptCount(
            Thread,
            Thread.last_number.expression,
            newest.where(Post.thread_id == Thread.id)
            .correlate(Thread)
            .scalar_subquery(),
            note=Thread.note_changed,
        ),
        KeptCount(
            Board,
            Board.thread_count.expression,
            threads.correlate(Board).scalar_subquery(),
        ),
        KeptCount(
            Member,
            Member.post_count.expression,
            written.correlate(Member).scalar_subquery(),
        ),
    ]
