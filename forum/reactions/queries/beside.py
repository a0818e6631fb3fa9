"""What stands beside the posts of a page for the member who reads it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func, literal, or_, select, union_all

from forum.boards.news import Reactions
from forum.core.db import db
from forum.members.models import Member
from forum.reactions.models import Bookmark, Ignored, Thanks

NAMED_MAX = 10
"""So many of those who thanked are named beside a post."""
THANKS, BOOKMARK, IGNORED = "thanks", "bookmark", "ignored"


def beside(member: Member, thread_id: int, authors: Mapping[int, int], /) -> Reactions:
    """Return what members did about some posts, given with their authors. One query."""
    posts = list(authors)
    rows = db.session.execute(
        union_all(
            _thanks(member, posts),
            _bookmarks(member, thread_id, posts),
            _ignored(member, set(authors.values())),
        )
    ).all()
    names: dict[int, list[tuple[int, str]]] = {}
    for kind, post_id, place, _, handle in rows:
        if kind == THANKS and place <= NAMED_MAX:
            names.setdefault(post_id, []).append((place, handle))
    keys = {
        kind: frozenset(key for one, key, *_ in rows if one == kind)
        for kind in (BOOKMARK, IGNORED)
    }
    return Reactions(
        {key: tuple(name for _, name in sorted(some)) for key, some in names.items()},
        frozenset(row[1] for row in rows if row[0] == THANKS and row[3] == member.id),
        keys[BOOKMARK],
        0 in keys[BOOKMARK],
        keys[IGNORED],
    )


def _thanks(member: Member, posts: list[int]) -> Select[*tuple[Any, ...]]:
    """Select who thanked for some posts: the first of them, and the member."""
    placed = (
        select(
            Thanks.post_id,
            Thanks.member_id,
            Member.handle,
            func.row_number()
            .over(partition_by=Thanks.post_id, order_by=(Thanks.at, Thanks.member_id))
            .label("place"),
        )
        .join(Member, Member.id == Thanks.member_id)
        .where(Thanks.post_id.in_(posts), Member.deactivated_at.is_(None))
        .subquery()
    )
    return select(
        literal(THANKS),
        placed.c.post_id,
        placed.c.place,
        placed.c.member_id,
        placed.c.handle,
    ).where(or_(placed.c.place <= NAMED_MAX, placed.c.member_id == member.id))


def _bookmarks(
    member: Member, thread_id: int, posts: list[int]
) -> Select[*tuple[Any, ...]]:
    """Select what a member bookmarked; 0 stands for the thread itself."""
    return select(
        literal(BOOKMARK),
        func.coalesce(Bookmark.post_id, 0),
        literal(0),
        Bookmark.member_id,
        literal(""),
    ).where(
        Bookmark.member_id == member.id,
        or_(Bookmark.thread_id == thread_id, Bookmark.post_id.in_(posts)),
    )


def _ignored(member: Member, authors: set[int]) -> Select[*tuple[Any, ...]]:
    """Select whom of some authors a member does not want to read."""
    return select(
        literal(IGNORED), Ignored.other_id, literal(0), Ignored.member_id, literal("")
    ).where(Ignored.member_id == member.id, Ignored.other_id.in_(authors))
