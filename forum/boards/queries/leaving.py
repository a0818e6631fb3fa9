"""What a member who leaves for good has on the boards."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from forum.boards.models import Post, PostState, Revision, Thread
from forum.core.db import db
from forum.disclosure import Registered
from forum.images.queries import of_posts
from forum.warnings import Place, places_in

AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class FoundIn:
    """What the check finds in a post of one's own, in any of its versions."""

    post_id: int
    title: str
    number: int | None
    places: tuple[Place, ...]


def has_on_boards(member_id: int) -> tuple[int, int]:
    """Return how many posts and threads are a member's. Two queries."""
    posts = select(func.count()).where(Post.author_id == member_id)
    threads = select(func.count()).where(Thread.author_id == member_id)
    return db.session.scalar(posts) or 0, db.session.scalar(threads) or 0


def threads_with(member_id: int) -> list[int]:
    """Return the threads in which a member stands in whatever way. Two queries."""
    wrote = (
        select(Post.thread_id)
        .outerjoin(Revision, Revision.post_id == Post.id)
        .where(or_(Post.author_id == member_id, Revision.editor_id == member_id))
    )
    theirs = select(Thread.id).where(
        or_(
            Thread.author_id == member_id,
            Thread.last_author_id == member_id,
            Thread.id.in_(wrote),
        )
    )
    return list(db.session.scalars(theirs.order_by(Thread.id)))


def removed_before(
    moment: datetime, at_most: int, spared: Collection[int]
) -> list[int]:
    """Return posts that were removed before then and still have words. One query."""
    long_gone = (Post.removed_at < moment) & Post.purged_at.is_(None)
    found = select(Post.id).where(long_gone, Post.id.not_in(spared))
    oldest = found.order_by(Post.removed_at, Post.id).limit(at_most)
    return list(db.session.scalars(oldest))


def own_findings(member_id: int, registered: Registered) -> list[FoundIn]:
    """Return every place that the check finds in a member's posts.

    A few queries for each two hundred posts.
    """
    own = select(Post.id).where(
        Post.author_id == member_id, Post.state != PostState.WITHDRAWN
    )
    keys = list(db.session.scalars(own.order_by(Post.id)))
    parts = [keys[at : at + AT_A_TIME] for at in range(0, len(keys), AT_A_TIME)]
    return [one for part in parts for one in _found(part, registered)]


def _found(keys: list[int], registered: Registered) -> Iterable[FoundIn]:
    texts: dict[int, dict[str, str]] = {key: {} for key in keys}
    rows = db.session.execute(
        select(Revision.post_id, Revision.id, Revision.title, Revision.body)
        .where(Revision.post_id.in_(keys))
        .order_by(Revision.id.desc())
    )
    for post_id, revision_id, title, body in rows:
        texts[post_id][f"title-{revision_id}"] = title or ""
        texts[post_id][f"body-{revision_id}"] = body
    for post_id, pictures in of_posts(keys).items():
        texts[post_id].update((f"alt-{one.id}", one.alt) for one in pictures)
    named = db.session.execute(
        select(Post.id, Post.number, Thread.title)
        .join(Post.thread)
        .where(Post.id.in_(keys))
        .order_by(Post.id)
    )
    for post_id, number, title in named:
        places: dict[str, Place] = {}
        for place in places_in(texts[post_id], registered):
            places.setdefault(place.words.casefold(), place)
        if places:
            yield FoundIn(post_id, title, number, tuple(places.values()))
