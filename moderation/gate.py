"""What moderation answers when the forum asks before a draft is published."""

from datetime import datetime

from forum.boards.drafts import Cleared
from forum.boards.gates import Judgement, Verdict
from forum.boards.models import Board
from forum.members.models import Member
from moderation import rules

FIRST_POSTS = (
    "We check the first posts of every new member. Until then only you and the "
    "moderators can see it."
)


def first_posts_wait(
    author: Member,
    board: Board,  # noqa: ARG001 - a gate
    draft: Cleared,  # noqa: ARG001 - a gate
    now: datetime,
) -> Judgement:
    """Hold what a new member writes until a moderator has read it."""
    if rules.is_new(author, now):
        return Judgement(Verdict.HOLD, FIRST_POSTS)
    return Judgement(Verdict.PASS)
