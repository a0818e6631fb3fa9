"""What stands beside the posts of a page for the member who reads it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)

from forum.boards.news import Reactions
from forum.core.db import db
from forum.members.models import Member
from forum.reactions.models import Bookmark, Ignored, Thanks

NAMED_MAX = 10
"""So many of those who thanked are named beside a post."""
_MEMBER = bindparam("member", type_=Integer())
_POSTS = bindparam("posts", type_=Integer(), expanding=True)
_AUTHORS = bindparam("authors", type_=Integer(), expanding=True)
THANKS, BOOKMARK, IGNORED = "thanks", "bookmark", "ignored"


def beside(member: Member, thread_id: int, authors: Mapping[int, int], /) -> Reactions:
    """Return what members did about some posts, given with their authors. One query."""
    asked = {
        "member": member.id,
        "thread": thread_id,
        "posts": list(authors),
        "authors": list(set(authors.values())),
    }
    rows = db.session.execute(_beside(), asked).all()
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


@cache
def _beside() -> CompoundSelect[*tuple[Any, ...]]:
    """Put together once what every page of a thread asks for a member."""
    return union_all(_thanks(), _bookmarks(), _ignored())


def _thanks() -> Select[*tuple[Any, ...]]:
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
        .where(Thanks.post_id.in_(_POSTS), Member.deactivated_at.is_(None))
        .subquery()
    )
    return select(
        literal(THANKS),
        placed.c.post_id,
        placed.c.place,
        placed.c.member_id,
        placed.c.handle,
    ).where(or_(placed.c.place <= NAMED_MAX, placed.c.member_id == _MEMBER))


def _bookmarks() -> Select[*tuple[Any, ...]]:
    """Select what a member bookmarked; 0 stands for the thread itself."""
    return select(
        literal(BOOKMARK),
        func.coalesce(Bookmark.post_id, 0),
        literal(0),
        Bookmark.member_id,
        literal(""),
    ).where(
        Bookmark.member_id == _MEMBER,
        or_(Bookmark.thread_id == bindparam("thread"), Bookmark.post_id.in_(_POSTS)),
    )


def _ignored() -> Select[*tuple[Any, ...]]:
    """Select whom of some authors a member does not want to read."""
    return select(
        literal(IGNORED), Ignored.other_id, literal(0), Ignored.member_id, literal("")
    ).where(Ignored.member_id == _MEMBER, Ignored.other_id.in_(_AUTHORS))
