"""Roles that administrators made, and who has them."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.admin.models import CustomRole
from forum.core.answers import NotFound
from forum.core.db import db
from forum.members.models import Member


def custom_roles() -> Sequence[CustomRole]:
    """Return all roles of an administrator's making, by their names. One query."""
    return db.session.scalars(select(CustomRole).order_by(CustomRole.name)).all()


def role_numbered(role_id: int) -> CustomRole:
    """Return a role of an administrator's making. One query."""
    row = db.session.get(CustomRole, role_id)
    if row is None:
        raise NotFound
    return row


def is_role_name_free(name: str, role_id: int | None) -> bool:
    """Say whether a role may have a name, however it is capitalized. One query."""
    asked = name.casefold()
    return all(
        one.name.casefold() != asked or one.id == role_id for one in custom_roles()
    )


def holders_of(role_id: int) -> list[Member]:
    """Return who has a role of an administrator's making. One query.

    Few members have any, so all of them are looked at.
    """
    some = select(Member).where(Member.custom_roles.is_not(None))
    rows = db.session.scalars(some.order_by(Member.handle_key))
    return [one for one in rows if role_id in custom_keys(one)]


def custom_keys(member: Member) -> list[int]:
    """Return the keys of the roles that a member has."""
    return [one["id"] for one in member.custom_roles or ()]
