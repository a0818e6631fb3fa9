"""What a moderator can choose for a case, and what each choice means."""

from enum import StrEnum

from forum.boards.models import PostState
from moderation.models import Outcome, ReviewableKind


class Measure(StrEnum):
    """A choice of the decision form."""

    MASK = "mask"
    HIDE_UNTIL_EDITED = "hide_until_edited"
    REMOVE = "remove"
    MOVE_AND_LOCK = "move_and_lock"
    LEAVE = "leave"
    RESTORE = "restore"
    APPROVE = "approve"
    REJECT = "reject"
    ERASE_AUTHOR = "erase_author"
    CLEAR_WORDS = "clear_words"
    WARN = "warn"
    LIMIT = "limit"
    SUSPEND = "suspend"

    @property
    def outcome(self) -> Outcome:
        """What the decision says about what was brought up."""
        return {
            Measure.LEAVE: Outcome.DISMISS,
            Measure.RESTORE: Outcome.NO_ACTION,
            Measure.APPROVE: Outcome.APPROVE,
            Measure.REJECT: Outcome.REJECT,
        }.get(self, Outcome.UPHOLD)

    @property
    def needs_rule(self) -> bool:
        """Whether it takes something from the author, which only a rule can."""
        return self.outcome in {Outcome.UPHOLD, Outcome.REJECT}


FLAGGED = (
    Measure.MASK,
    Measure.HIDE_UNTIL_EDITED,
    Measure.REMOVE,
    Measure.MOVE_AND_LOCK,
    Measure.LEAVE,
)
HELD = (Measure.APPROVE, Measure.MASK, Measure.REJECT)
WAITING = frozenset({PostState.HELD, PostState.HIDDEN})
HIDING = {
    ReviewableKind.TAKE_IT_DOWN: (Measure.MASK, Measure.REMOVE, Measure.RESTORE),
    ReviewableKind.RESTRICTED_HOLD: (Measure.REMOVE, Measure.RESTORE),
}
"""Kinds that hide a post as soon as they come in."""
TAKEN = (Measure.RESTORE, Measure.LEAVE)
DISMISSING = frozenset(TAKEN)
"""What finds that nothing was wrong, so that a report can have been in bad faith."""


BATCHED = {
    ReviewableKind.FLAGGED_POST: (
        Measure.HIDE_UNTIL_EDITED,
        Measure.REMOVE,
        Measure.LEAVE,
    ),
    ReviewableKind.HELD_POST: (Measure.APPROVE, Measure.REJECT),
    ReviewableKind.FLAGGED_CARD: (Measure.HIDE_UNTIL_EDITED, Measure.LEAVE),
}
"""What one decision can say about many cases of a kind."""


def card_measures(*, is_hidden: bool) -> tuple[Measure, ...]:
    """Return what can be chosen about a system card."""
    if is_hidden:
        return Measure.RESTORE, Measure.LEAVE
    return Measure.HIDE_UNTIL_EDITED, Measure.LEAVE


MEMBER_MEASURES = (
    Measure.LEAVE,
    Measure.CLEAR_WORDS,
    Measure.WARN,
    Measure.LIMIT,
    Measure.SUSPEND,
)
"""What can be chosen about a member whose profile was reported."""


def measures_for(
    kind: ReviewableKind, state: PostState, *, is_child: bool = False
) -> tuple[Measure, ...]:
    """Return what can be chosen about a post in this state."""
    more = (Measure.ERASE_AUTHOR,) if is_child else ()
    return more + _about_post(kind, state)


def _about_post(kind: ReviewableKind, state: PostState) -> tuple[Measure, ...]:
    if state is PostState.WITHDRAWN:
        return (Measure.LEAVE,)
    if state is PostState.HIDDEN and kind in HIDING:
        return HIDING[kind]
    if kind is ReviewableKind.HELD_POST and state in WAITING:
        return HELD
    if state in {PostState.REMOVED, PostState.REJECTED}:
        return TAKEN
    if state is PostState.HIDDEN:
        return (*FLAGGED[:-1], Measure.RESTORE)
    return FLAGGED
