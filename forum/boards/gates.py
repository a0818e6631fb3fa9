"""Who else has a say before a draft is published."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Protocol

from forum.boards.drafts import Cleared
from forum.boards.models import Board
from forum.core.hooks import Hook
from forum.members.models import Member


class Verdict(IntEnum):
    """How strict a gate is; of several the strictest wins."""

    PASS = 0
    HOLD = 1
    REFUSE = 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a gate says, with the reason for the author."""

    verdict: Verdict
    because: str = ""


class Gate(Protocol):
    """What an extension supplies to have a say before a draft is published."""

    def __call__(
        self, author: Member, board: Board, draft: Cleared, now: datetime, /
    ) -> Judgement:
        """Judge a draft of an author for a board."""


gates: Hook[Gate] = Hook("gates")


def judged(author: Member, board: Board, draft: Cleared, now: datetime) -> Judgement:
    """Ask every gate; the strictest wins, so their order cannot matter."""
    judgements = [gate(author, board, draft, now) for gate in gates]
    passed = Judgement(Verdict.PASS)
    return max(judgements, key=lambda one: one.verdict, default=passed)
