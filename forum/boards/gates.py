"""Who else has a say before a draft is published."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import Protocol

from forum.boards.drafts import Cleared, Draft
from forum.boards.models import STATE_REASON_MAX, Board, Post
from forum.core.answers import Refused
from forum.core.hooks import Hook
from forum.members.models import Member


class Verdict(IntEnum):
    """How strict a gate is; of several the strictest wins."""

    PASS = 0
    HOLD = 1
    ASK = 2
    """Its author is to read something first, and may send it all the same."""
    REFUSE = 3


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a gate says, with the reason for the author."""

    verdict: Verdict
    because: str = ""
    marks: tuple[str, ...] = ()
    """What it rests on, in signs that the gate understands; never words."""
    draft: Draft | None = None
    """The draft in other words, if the gate masked some."""

    @property
    def why_held(self) -> str:
        """Why a post waits, in as many whole sentences as are kept with it."""
        if self.verdict is not Verdict.HOLD:
            return ""
        kept = self.because[:STATE_REASON_MAX]
        return kept if kept == self.because else kept[: kept.rfind(". ") + 1]


class Stopped(Refused):
    """A draft is not published as it is; its words stay with its author."""

    def __init__(self, judgement: Judgement) -> None:
        super().__init__(judgement.because)
        self.judgement = judgement

    @property
    def is_final(self) -> bool:
        """Whether it has to be changed, and not just read once more."""
        return self.judgement.verdict is Verdict.REFUSE


class Gate(Protocol):
    """What an extension supplies to have a say before a draft is published."""

    def __call__(
        self, author: Member, board: Board, draft: Cleared, now: datetime, /
    ) -> Judgement:
        """Judge a draft of an author for a board."""


class ToldJudgement(Protocol):
    """Told how a draft was judged that is a post now, or a newer wording of one."""

    def __call__(
        self, post: Post, draft: Cleared, judgement: Judgement, now: datetime, /
    ) -> None:
        """Take note, inside the transaction."""


class ToldStopped(Protocol):
    """Told that a draft was not published."""

    def __call__(self, author_id: int, judgement: Judgement, now: datetime, /) -> None:
        """Take note, in a transaction of its own."""


gates: Hook[Gate] = Hook("gates")
judgements: Hook[ToldJudgement] = Hook("judgements")
stopped: Hook[ToldStopped] = Hook("stopped")


def judged(author: Member, board: Board, draft: Cleared, now: datetime) -> Judgement:
    """Ask every gate; the strictest wins, so their order cannot matter."""
    said = [gate(author, board, draft, now) for gate in gates]
    passed = Judgement(Verdict.PASS)
    strictest = max(said, key=lambda one: one.verdict, default=passed)
    return replace(
        strictest,
        marks=tuple(mark for one in said for mark in one.marks),
        draft=next((one.draft for one in said if one.draft is not None), None),
    )
