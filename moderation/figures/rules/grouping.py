"""What came of a decision, in a word, and what of it may be listed on its own. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from moderation.models import ActionKind, Outcome

FEW = 5
"""So many events are told as a figure; fewer are not."""
FEW_MEMBERS = 10
"""So many, where a figure counts members."""


class Group(StrEnum):
    """What came of a decision."""

    LEFT = "No change"
    EDITED = "Masked or edited"
    REMOVED = "Removed"
    ELSE = "Something else"


GROUPS = tuple(Group)
REMOVING = frozenset(
    {
        ActionKind.REMOVE,
        ActionKind.REMOVE_THREAD,
        ActionKind.PURGE,
        ActionKind.REJECT,
        ActionKind.ERASE_ACCOUNT,
    }
)
EDITING = frozenset(
    {
        ActionKind.REDACT,
        ActionKind.EDIT,
        ActionKind.HIDE,
        ActionKind.HIDE_CARD,
        ActionKind.HIDE_UNTIL_EDITED,
        ActionKind.SAFETY_NOTICE,
    }
)
LEAVING = frozenset({Outcome.DISMISS, Outcome.NO_ACTION, Outcome.APPROVE})
GIVING = frozenset({ActionKind.APPROVE, ActionKind.RESTORE, ActionKind.SHOW_CARD})
BESIDE = frozenset({ActionKind.NO_FLAGS})
"""What is done about somebody else than whom the decision is about."""
NEVER_SINGLY = frozenset(
    {ActionKind.REDACT, ActionKind.PURGE, ActionKind.ERASE_ACCOUNT}
)
"""What destroyed words, or somebody's account, is never listed on its own."""


def group_of(outcome: Outcome, kinds: Collection[ActionKind]) -> Group:
    """Return what came of a decision: the gravest of what it did to a text."""
    did = set(kinds)
    if did & REMOVING:
        return Group.REMOVED
    if did & EDITING:
        return Group.EDITED
    if did - GIVING - BESIDE:
        return Group.ELSE
    return Group.LEFT if outcome in LEAVING else Group.ELSE


@dataclass(frozen=True, slots=True)
class Listed:
    """An effect of a decision, as far as the public log knows of it."""

    key: int
    day: date
    board: int | None
    target: str
    rule: str
    kind: ActionKind


def listed_singly(week: Sequence[Listed]) -> tuple[list[Listed], int | None]:
    """Return which effects of a week are listed, and how many are told together.

    No number means: fewer than five.
    """
    open_ones = [one for one in week if one.kind not in NEVER_SINGLY]
    cells = Counter((one.board, one.target, one.rule, one.kind) for one in open_ones)
    listed = [
        one
        for one in open_ones
        if cells[one.board, one.target, one.rule, one.kind] >= FEW
    ]
    others = len(week) - len(listed)
    return listed, others if others == 0 or others >= FEW else None
