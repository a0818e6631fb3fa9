"""Making roles, giving them, taking them away; each deed is logged."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.admin import queries, rules
from forum.admin.actions.noting import note
from forum.admin.models import CustomRole
from forum.core.answers import Refused, require
from forum.core.db import db, locked
from forum.members.models import Member


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role as an administrator wants it."""

    name: str
    gives: tuple[str, ...]
    refuses: tuple[str, ...]
    boards: tuple[int, ...]
    """None named: it holds on all boards, and for what is on no board."""


def add_role(actor: Member, words: RoleWords, now: datetime) -> CustomRole:
    """Make a role; nobody has it yet."""
    require(rules.may_be_role(words.gives, words.refuses))
    row = CustomRole(**_kept(words))
    db.session.add(row)
    db.session.flush()
    note(actor, "role_added", ("custom_role", row.id), now, **_kept(words))
    return row


def change_custom_role(
    actor: Member, role_id: int, words: RoleWords, now: datetime
) -> bool:
    """Let a role be as it is wanted, also for everybody who has it."""
    require(rules.may_be_role(words.gives, words.refuses))
    row, wanted = locked(CustomRole, role_id), _kept(words)
    before = {name: getattr(row, name) for name in wanted}
    if before == wanted:
        return False
    for name, value in wanted.items():
        setattr(row, name, value)
    for one in queries.holders_of(role_id):
        member = locked(Member, one.id)
        others = [said for said in member.custom_roles or () if said["id"] != role_id]
        member.custom_roles = [*others, _copied(row)]
    told = {"before": before, "after": wanted}
    note(actor, "role_redefined", ("custom_role", role_id), now, **told)
    return True


def delete_role(actor: Member, role_id: int, now: datetime) -> None:
    """Delete a role that nobody has."""
    row = locked(CustomRole, role_id)
    if holders := queries.holders_of(role_id):
        raise Refused(f"{holders[0].handle} has this role. Take it away first.")
    name = row.name
    db.session.delete(row)
    note(actor, "role_deleted", ("custom_role", role_id), now, name=name)


def give_roles(
    actor: Member, member_id: int, keys: Collection[int], reason: str, now: datetime
) -> bool:
    """Let a member have these roles and no others; say if they are others."""
    member = locked(Member, member_id)
    if member.is_former:
        raise Refused(rules.NOBODY)
    before, after = sorted(queries.custom_keys(member)), sorted(set(keys))
    if before == after:
        return False
    rows = [locked(CustomRole, key) for key in after]
    member.custom_roles = [_copied(row) for row in rows] or None
    told = {"before": before, "after": after, "reason": reason}
    note(actor, "roles_given", ("member", member_id), now, **told)
    return True


def _kept(words: RoleWords) -> dict[str, Any]:
    return {
        "name": words.name,
        "gives": sorted(words.gives),
        "refuses": sorted(words.refuses),
        "boards": sorted(set(words.boards)) or None,
    }


def _copied(row: CustomRole) -> dict[str, Any]:
    """Return what a member carries of a role, so that nothing has to be asked."""
    return {
        "id": row.id,
        "name": row.name,
        "gives": row.gives,
        "refuses": row.refuses,
        "boards": row.boards,
    }
