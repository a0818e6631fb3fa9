"""Whom members do not want to read; nobody learns who ignores them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select

from forum.core.answers import NotFound
from forum.core.db import db
from forum.members.models import Member
from forum.reactions.models import Ignored


@dataclass(frozen=True, slots=True)
class IgnoredMember:
    """Somebody on a member's list."""

    handle: str
    is_linked: bool
    sign: str


def ignored_by(member_id: int) -> list[IgnoredMember]:
    """Return whom a member ignores, by user name. One query."""
    found = db.session.scalars(
        select(Member)
        .join(Ignored, Ignored.other_id == Member.id)
        .where(Ignored.member_id == member_id)
        .order_by(Member.handle_key)
    )
    return [IgnoredMember(one.handle, one.is_linked, one.sign) for one in found]


def ignored_count(member_id: int) -> int:
    """Return how many members a member ignores. One query."""
    mine = select(func.count()).where(Ignored.member_id == member_id)
    return db.session.scalar(mine) or 0


def ignorers_of(author_id: int) -> set[int]:
    """Return who does not want to hear of somebody. One query."""
    found = select(Ignored.member_id).where(Ignored.other_id == author_id)
    return set(db.session.scalars(found))


def ignores(member_id: int, other_id: int) -> bool:
    """Say whether a member ignores another. One query."""
    both = (Ignored.member_id == member_id, Ignored.other_id == other_id)
    return db.session.scalar(select(Ignored.other_id).where(*both)) is not None


def ignores_author(
    member: ColumnElement[int], author: ColumnElement[int]
) -> ColumnElement[bool]:
    """Say, within a query, that a member ignores an author."""
    return exists().where(Ignored.member_id == member, Ignored.other_id == author)


def other_named(handle: str) -> tuple[int, str]:
    """Return key and user name of a member who is here. One query."""
    found = db.session.execute(
        select(Member.id, Member.handle).where(
            Member.handle_key == handle.casefold(), Member.is_former.is_(False)
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    key, name = found
    return key, name
