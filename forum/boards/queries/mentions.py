"""Members whose names can be completed while somebody mentions them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, literal, or_, select

from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.queries.reach import readers_of
from forum.core.db import db
from forum.members.models import Member

AT_MOST = 8
TYPED_MIN = 2
TYPED_FOR_ALL = 4
"""So many letters name also members who never wrote: nobody lists them all by two."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a text will stand: who can read it there may be mentioned."""

    board_slug: str = ""
    thread_id: int | None = None
    post_id: int | None = None


def mentionable(typed: str, reach: Reach) -> tuple[str, ...]:
    """Return user names that begin as typed, of members who read the place. One query.

    Who wrote in that thread comes first; who never wrote comes to more letters alone.
    """
    if len(typed) < TYPED_MIN:
        return ()
    here = exists().where(
        Post.author_id == Member.id,
        Post.state == PostState.PUBLISHED,
        Post.thread_id == _thread(reach),
    )
    found = readers_of(
        select(Member.handle)
        .join(Board, Board.id == _board(reach))
        .where(
            Member.handle_key.startswith(typed.casefold(), autoescape=True),
            Member.deactivated_at.is_(None),
            Member.is_former.is_(False),
            or_(literal(len(typed) >= TYPED_FOR_ALL), Member.post_count > 0, here),
        )
        .order_by(here.desc(), Member.handle_key)
    )
    # Cut here: only now is it known who of them reads the place.
    return tuple(handle for (handle,) in found[:AT_MOST])


def members_called(names: Collection[str]) -> frozenset[int]:
    """Return which members, who are here, some names are, folded. One query."""
    here = Member.deactivated_at.is_(None) & Member.is_former.is_(False)
    called = select(Member.id).where(Member.handle_key.in_(names), here)
    return frozenset(db.session.scalars(called))


def _thread(reach: Reach) -> object:
    of_post = select(Post.thread_id).where(Post.id == reach.post_id).scalar_subquery()
    return of_post if reach.thread_id is None else reach.thread_id


def _board(reach: Reach) -> object:
    if reach.board_slug:
        return select(Board.id).where(Board.slug == reach.board_slug).scalar_subquery()
    return select(Thread.board_id).where(Thread.id == _thread(reach)).scalar_subquery()
