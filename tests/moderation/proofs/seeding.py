"""Many cases at once, of several kinds, each about a post of its own."""

from datetime import timedelta
from random import Random

from forum.boards import actions as boards
from forum.boards.drafts import Draft
from forum.core.clock import utcnow
from forum.core.db import db
from moderation import actions
from moderation.models import FlagReason, Reviewable, ReviewStatus
from tests.world import World, settled

APART = timedelta(minutes=7)
BEGUN = timedelta(days=20)
REASONS = (FlagReason.SPAM, FlagReason.PERSONAL_INFORMATION, FlagReason.HARASSMENT)
VOCABULARY = (
    "snow roof string inverter clamp torque meter April shade ridge cable breaker "
    "module yield winter north fuse ladder oak gutter storm relay plateau kiln moss"
).split()


def said(random: Random) -> str:
    """Return words that no other post has in this order."""
    return " ".join(random.choices(VOCABULARY, k=16)) + "."


def reported_posts(world: World, count: int, by: str = "rosa") -> list[int]:
    """Have somebody write replies and guests report each; return the cases."""
    thread, author = world.thread("ken"), world.known(by)
    random, begun = Random(count), utcnow() - BEGUN  # noqa: S311 - only words
    cases = []
    with world.writing():
        for number in range(count):
            draft, at = settled(Draft(said(random))), begun + number * APART
            post = boards.reply(author, thread, draft, at).post
            reason = REASONS[number % len(REASONS)]
            cases.append(actions.flag_by_guest(post.id, reason, "", at).id)
    return cases


def held_posts(world: World, count: int) -> None:
    """Have somebody new write replies, which all wait for a moderator."""
    thread, author = world.thread("ivy"), world.member("newt", is_new=True)
    random, begun = Random(-count), utcnow() - BEGUN  # noqa: S311 - only words
    with world.writing():
        for number in range(count):
            draft = settled(Draft(said(random)))
            boards.reply(author, thread, draft, begun + number * APART)


def open_cases(world: World) -> list[int]:
    """Return the keys of all cases that wait."""
    with world.reading():
        waits = db.select(Reviewable.id).where(Reviewable.status == ReviewStatus.OPEN)
        return list(db.session.scalars(waits.order_by(Reviewable.id)))
