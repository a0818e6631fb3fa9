"""Fills the queue of a forum that runs elsewhere, through the forum's own actions."""

from datetime import timedelta

from forum.boards.models import PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from moderation import actions
from moderation.models import FlagReason, ReviewableKind
from tests.boards.acts import become
from tests.journey import loaded
from tests.journey.forum import Forum
from tests.moderation.cases import flagged
from tests.systems.cards import card
from tests.world import Outbox, World
from wsgi import make_app

REASONS = (FlagReason.SPAM, FlagReason.HARASSMENT, FlagReason.OFF_SUBJECT)
EVERY = 5
"""Each fifth case is about a held post, and each fifth about a card."""


def seed_queue(forum: Forum, count: int) -> None:
    """Bring cases of several kinds before the moderators."""
    loaded.run(forum.environment, _write, count)


def _write(count: int) -> None:
    write_cases(World(make_app(), Outbox()), count)


def write_cases(world: World, count: int) -> None:
    """Report posts and cards, and hold posts, in turns."""
    at = utcnow() - timedelta(days=20)
    reporter = world.known("una")
    for number in range(count):
        by = f"writer_{number}"
        if number % EVERY == 1:
            _report_card(world, reporter, card(world, by))
            continue
        title = f"A question about snow guards {number}"
        post = world.opening_post(world.thread(by, title=title, at=at))
        if number % EVERY == 0:
            _hold(world, post)
        else:
            flagged(world, post, f"reader_{number}", REASONS[number % len(REASONS)])


def _report_card(world: World, reporter: int, known: int) -> None:
    with world.writing():
        member = db.session.get_one(Member, reporter)
        actions.flag_card(member, known, FlagReason.SPAM, "", utcnow())


def _hold(world: World, post: int) -> None:
    become(world, post, PostState.HELD)
    with world.writing():
        actions.open_case(ReviewableKind.HELD_POST, actions.held_post(post), utcnow())
