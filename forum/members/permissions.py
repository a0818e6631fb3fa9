"""What roles of an administrator's making give and refuse: pure; a refusal wins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forum.core.answers import YES, Answer, no
from forum.members.models import Member
from forum.members.viewers import Viewer


class Permission(StrEnum):
    """What somebody can be let do, on a board or on all of them."""

    READ = "read"
    THREAD = "thread"
    REPLY = "reply"
    ATTACH = "attach"
    FLAG = "flag"
    APPROVE = "approve"
    EDIT_ANY = "edit_any"
    REMOVE = "remove"
    REDACT = "redact"
    LOCK = "lock"
    MOVE = "move"
    WARN = "warn"
    LIMIT = "limit"
    SUSPEND = "suspend"
    VIEW_AUDIT = "view_audit"


DEEDS = {
    Permission.READ: "read",
    Permission.THREAD: "open threads",
    Permission.REPLY: "reply",
    Permission.ATTACH: "add photos or files",
    Permission.FLAG: "report",
    Permission.APPROVE: "approve or reject posts that wait",
    Permission.EDIT_ANY: "edit what others wrote",
    Permission.REMOVE: "hide, remove or restore posts",
    Permission.REDACT: "mask or destroy words",
    Permission.LOCK: "lock, pin or slow down threads",
    Permission.MOVE: "move, split or merge threads",
    Permission.WARN: "warn members",
    Permission.LIMIT: "limit members",
    Permission.SUSPEND: "suspend members",
    Permission.VIEW_AUDIT: "read the audit log",
}
OF_MEMBERS = frozenset(
    {
        Permission.READ,
        Permission.THREAD,
        Permission.REPLY,
        Permission.ATTACH,
        Permission.FLAG,
    }
)
"""What members do; all others are for moderators."""
GIVEN = frozenset({Permission.READ, Permission.THREAD})
"""What a board keeps from somebody, so that a role can give it."""


@dataclass(frozen=True, slots=True)
class CustomRole:
    """A role that an administrator made, as somebody has it."""

    key: int
    name: str
    gives: frozenset[str]
    refuses: frozenset[str]
    boards: tuple[int, ...] | None
    """On which boards it holds; none: on all, and for what is on no board."""

    def holds_on(self, board_id: int | None) -> bool:
        """Say whether the role says anything about a board."""
        return self.boards is None or board_id in self.boards


@dataclass(frozen=True, slots=True)
class Reach:
    """Boards on which something is given or refused; none: all of them."""

    given: tuple[int, ...] | None = ()
    refused: tuple[int, ...] | None = ()


NOTHING_SAID = Reach()


def roles_of(viewer: Viewer) -> tuple[CustomRole, ...]:
    """Return the roles of an administrator's making that somebody has."""
    return roles_in(viewer.custom_roles) if isinstance(viewer, Member) else ()


def roles_in(said: Sequence[Mapping[str, Any]] | None) -> tuple[CustomRole, ...]:
    """Return the roles of which a member carries a copy."""
    return tuple(
        CustomRole(
            one["id"],
            one["name"],
            frozenset(one["gives"]),
            frozenset(one["refuses"]),
            None if one["boards"] is None else tuple(one["boards"]),
        )
        for one in said or ()
    )


def let(viewer: Viewer, what: Permission, board_id: int | None) -> Answer:
    """Say no if a role refuses it there, whatever else gives it."""
    role = refusing(viewer, what, board_id)
    if role is None:
        return YES
    where = "" if role.boards is None else " on this board"
    return no(f"Your role “{role.name}” does not let you {DEEDS[what]}{where}.")


def refusing(
    viewer: Viewer, what: Permission, board_id: int | None
) -> CustomRole | None:
    """Return the role that refuses something there."""
    return next(
        (
            one
            for one in roles_of(viewer)
            if what in one.refuses and one.holds_on(board_id)
        ),
        None,
    )


def giving(viewer: Viewer, what: Permission, board_id: int | None) -> CustomRole | None:
    """Return the role that gives something there; a refusal is not asked here."""
    return next(
        (
            one
            for one in roles_of(viewer)
            if what in one.gives and one.holds_on(board_id)
        ),
        None,
    )


def lets(
    roles: Sequence[CustomRole], what: Permission, board_id: int, *, usually: bool
) -> bool:
    """Say whether roles let somebody do there what without them they do, or not."""
    here = [one for one in roles if one.holds_on(board_id)]
    if any(what in one.refuses for one in here):
        return False
    return usually or any(what in one.gives for one in here)


def reach(viewer: Viewer, what: Permission) -> Reach:
    """Return on which boards roles give something, and on which they refuse it."""
    roles = roles_of(viewer)
    if not roles:
        return NOTHING_SAID
    return Reach(
        _boards([one for one in roles if what in one.gives]),
        _boards([one for one in roles if what in one.refuses]),
    )


def _boards(roles: Sequence[CustomRole]) -> tuple[int, ...] | None:
    named: set[int] = set()
    for one in roles:
        if one.boards is None:
            return None
        named.update(one.boards)
    return tuple(sorted(named))
