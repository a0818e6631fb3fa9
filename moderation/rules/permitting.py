"""Which permission each deed of moderators takes."""

from forum.core.answers import YES, Answer
from forum.members.models import Member
from forum.members.permissions import Permission, let
from moderation.models import ActionKind

TAKES = {
    ActionKind.APPROVE: Permission.APPROVE,
    ActionKind.REJECT: Permission.APPROVE,
    ActionKind.EDIT: Permission.EDIT_ANY,
    ActionKind.SAFETY_NOTICE: Permission.EDIT_ANY,
    ActionKind.HIDE_UNTIL_EDITED: Permission.REMOVE,
    ActionKind.HIDE: Permission.REMOVE,
    ActionKind.REMOVE: Permission.REMOVE,
    ActionKind.REMOVE_THREAD: Permission.REMOVE,
    ActionKind.RESTORE: Permission.REMOVE,
    ActionKind.HIDE_CARD: Permission.REMOVE,
    ActionKind.SHOW_CARD: Permission.REMOVE,
    ActionKind.REDACT: Permission.REDACT,
    ActionKind.PURGE: Permission.REDACT,
    ActionKind.ERASE_ACCOUNT: Permission.REDACT,
    ActionKind.LOCK: Permission.LOCK,
    ActionKind.UNLOCK: Permission.LOCK,
    ActionKind.PIN: Permission.LOCK,
    ActionKind.UNPIN: Permission.LOCK,
    ActionKind.SLOW: Permission.LOCK,
    ActionKind.MOVE_AND_LOCK: Permission.MOVE,
    ActionKind.MOVE: Permission.MOVE,
    ActionKind.SPLIT: Permission.MOVE,
    ActionKind.MERGE: Permission.MOVE,
    ActionKind.WARN: Permission.WARN,
    ActionKind.UNWARN: Permission.WARN,
    ActionKind.LIMIT: Permission.LIMIT,
    ActionKind.UNLIMIT: Permission.LIMIT,
    ActionKind.PROBATION: Permission.LIMIT,
    ActionKind.NO_FLAGS: Permission.LIMIT,
    ActionKind.SUSPEND: Permission.SUSPEND,
    ActionKind.UNSUSPEND: Permission.SUSPEND,
}
"""What only follows from something else, such as a strike, takes none of its own."""


def may_do(moderator: Member, kind: ActionKind, board_id: int | None) -> Answer:
    """Say whether the roles of somebody of staff let them do this there."""
    permission = TAKES.get(kind)
    return YES if permission is None else let(moderator, permission, board_id)
