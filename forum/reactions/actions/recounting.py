"""What posts keep counted about thanks."""

from sqlalchemy import func, select

from forum.boards.models import Post, Thread
from forum.core.counting import KeptCount
from forum.core.db import db
from forum.reactions.actions.thanking import held
from forum.reactions.models import Thanks


def kept_counts() -> list[KeptCount]:
    """Return the count of thanks beside each post."""
    thanks = select(func.count()).where(Thanks.post_id == Post.id)
    return [
        KeptCount(
            Post,
            Post.thanks.expression,
            thanks.correlate(Post).scalar_subquery(),
            hold=_post,
            note=_note,
        )
    ]


def _post(key: int) -> Post:
    _, post = held(key)
    db.session.refresh(post, with_for_update=True)
    return post


def _note(post: Post) -> None:
    db.session.get_one(Thread, post.thread_id).note_changed()
