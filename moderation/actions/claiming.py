"""Saying who is at what, so that two do not do the same work."""

from datetime import datetime

from forum.core.answers import Refused, require
from forum.core.db import locked
from forum.members.models import Member
from moderation import rules
from moderation.actions.auditing import Act, record
from moderation.models import Reviewable

DECIDED = "This was decided already."


def claim(moderator: Member, reviewable_id: int, now: datetime) -> Reviewable:
    """Take an open item for some minutes, or some more; respect a colleague's claim."""
    item = locked(Reviewable, reviewable_id)
    require(rules.may_handle(moderator, item))
    if not rules.is_open(item):
        raise Refused(DECIDED)
    if rules.is_claimed_by_other(item, moderator, now):
        raise Refused("Another moderator is at it. It is free again in some minutes.")
    if not rules.is_claimed_by(item, moderator, now):
        record(moderator, Act("claim", "reviewable", item.id, item.id), now)
    item.claimed_by, item.claimed_until = moderator.id, now + rules.LEASE
    item.first_seen_at = item.first_seen_at or now
    return item


def take_over(moderator: Member, reviewable_id: int, now: datetime) -> Reviewable:
    """Take an item that a colleague is at; their page and the log tell of it."""
    item = locked(Reviewable, reviewable_id)
    require(rules.may_handle(moderator, item))
    if not rules.is_open(item):
        raise Refused(DECIDED)
    if rules.is_claimed_by_other(item, moderator, now):
        details = {"from": item.claimed_by}
        act = Act("take_over", "reviewable", item.id, item.id, details=details)
        record(moderator, act, now)
    item.claimed_by, item.claimed_until = moderator.id, now + rules.LEASE
    item.first_seen_at = item.first_seen_at or now
    return item


def release(moderator: Member, reviewable_id: int, now: datetime) -> Reviewable:
    """Leave an item to others."""
    item = locked(Reviewable, reviewable_id)
    require(rules.may_handle(moderator, item))
    if item.claimed_by == moderator.id:
        item.claimed_by = item.claimed_until = None
        record(moderator, Act("release", "reviewable", item.id, item.id), now)
    return item
