"""How what is done to threads and posts at once is undone when it is reversed."""

from moderation.actions.posts import undo_correction, undo_notice, undo_slow
from moderation.actions.reshaping import undo_merge, undo_move, undo_split
from moderation.actions.threads import undo_unlock
from moderation.models import ActionKind
from moderation.news import Undo

TOOL_UNDOERS: tuple[tuple[ActionKind, Undo], ...] = (
    (ActionKind.UNLOCK, undo_unlock),
    (ActionKind.MOVE, undo_move),
    (ActionKind.SPLIT, undo_split),
    (ActionKind.MERGE, undo_merge),
    (ActionKind.EDIT, undo_correction),
    (ActionKind.SAFETY_NOTICE, undo_notice),
    (ActionKind.SLOW, undo_slow),
)
