"""Who may report what, how often, and what they are told of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from forum.boards.models import Post, PostState
from forum.core.answers import YES, Answer, no
from forum.members.models import Member
from forum.members.rules import may_write
from forum.members.viewers import Viewer
from moderation.models import FlagReason, FlagStatus

FIRST_POST_AGE = timedelta(hours=24)
PROBATION_POSTS = 3
PROBATION_LASTS = timedelta(days=3)
FLAGS_PER_DAY = 10
FLAGS_PER_DAY_NEW = 3
JUDGED_FLAGS = 5
WRONG_FLAGS = 3
FLAGS_REST = timedelta(days=30)
BAD_FAITH_MOST = 10
BAD_FAITH_WITHIN = timedelta(days=30)
NO_FLAGS_LAST = timedelta(days=30)
OTHER_NOTE_MIN = 10
REASONS = {
    FlagReason.PERSONAL_INFORMATION: "It shows personal information",
    FlagReason.UNSAFE_ADVICE: "It gives unsafe advice",
    FlagReason.HARASSMENT: "It attacks a person",
    FlagReason.SPAM: "It is advertising, or hides a business interest",
    FlagReason.OFF_SUBJECT: "It has nothing to do with solar",
    FlagReason.ILLEGAL: "It is against the law",
    FlagReason.UNDER_13: "Its author is younger than 13",
    FlagReason.ABUSE_OF_MINORS: "It shows sexual abuse of a minor",
    FlagReason.OTHER: "Something else",
}
OUTCOMES = {
    FlagStatus.OPEN: "A moderator will look at it.",
    FlagStatus.UPHELD: "We agreed with you and acted.",
    FlagStatus.DISMISSED: "We looked at it. It is within the rules.",
    FlagStatus.NO_ACTION: "We looked at it. There was nothing more to do.",
    FlagStatus.WITHDRAWN: "You took it back.",
}
"""All that whoever reported something is told; never what its author was told."""
RULE_FOR = {
    FlagReason.PERSONAL_INFORMATION: "R3",
    FlagReason.UNSAFE_ADVICE: "R5",
    FlagReason.HARASSMENT: "R2",
    FlagReason.SPAM: "R1",
    FlagReason.OFF_SUBJECT: "R4",
    FlagReason.ILLEGAL: "R6",
    FlagReason.UNDER_13: "R6",
    FlagReason.ABUSE_OF_MINORS: "R6",
}


def is_new(member: Member, now: datetime) -> bool:
    """Say whether a member's posts wait: until one was approved and a day passed."""
    if member.is_staff or member.vouched_at is not None:
        return False
    return member.post_count < 1 or now - member.joined_at < FIRST_POST_AGE


def is_on_probation(member: Member, now: datetime) -> bool:
    """Say whether a member is too new to be trusted with everything.

    It ends after three public posts, none of which broke a rule, and three days.
    """
    if member.is_staff or member.vouched_at is not None:
        return False
    began = member.probation_from or member.joined_at
    counted = member.post_count - member.probation_posts
    return counted < PROBATION_POSTS or now - began < PROBATION_LASTS


def may_be_flagged(post: Post) -> Answer:
    """What nobody can read any more needs no report."""
    if post.state not in {PostState.PUBLISHED, PostState.HIDDEN}:
        return no("This post is no longer shown.")
    return YES


def may_flag(viewer: Viewer, post: Post, flags_today: int, now: datetime) -> Answer:
    """Members flag what others wrote, some times a day."""
    if not (answer := may_write(viewer, now)):
        return answer
    if viewer.id == post.author_id:
        return no("This is your own post. You can edit or withdraw it.")
    if not (answer := may_be_flagged(post)):
        return answer
    return _not_too_often(viewer, flags_today, now)


def _not_too_often(viewer: Viewer, flags_today: int, now: datetime) -> Answer:
    if not isinstance(viewer, Member) or viewer.is_staff:
        return YES
    most = FLAGS_PER_DAY_NEW if is_on_probation(viewer, now) else FLAGS_PER_DAY
    if flags_today >= most:
        return no(f"You reported {most} posts today. Please go on tomorrow.")
    return YES


def rests_until(
    judged: Sequence[tuple[FlagStatus, datetime]], now: datetime
) -> datetime | None:
    """Return until when reports of a member hide nothing; None if they do.

    `judged` are their newest decided reports, newest first: three of five were wrong.
    """
    newest = judged[:JUDGED_FLAGS]
    wrong = [at for status, at in newest if status is FlagStatus.DISMISSED]
    if len(wrong) < WRONG_FLAGS or now - wrong[0] >= FLAGS_REST:
        return None
    return wrong[0] + FLAGS_REST


def loses_right(
    marked: Sequence[datetime], counted_from: datetime | None, now: datetime
) -> bool:
    """Say whether somebody may not report for a while: ten in bad faith in 30 days.

    `marked` says when each was found to be so; what came before `counted_from`, when
    the right rested last, does not count again.
    """
    lately = [
        at
        for at in marked
        if now - at < BAD_FAITH_WITHIN and (counted_from is None or at > counted_from)
    ]
    return len(lately) >= BAD_FAITH_MOST


def may_report(rests: datetime | None, now: datetime) -> Answer:
    """Say whether the right to report holds, or until when it rests."""
    if rests is None or rests <= now:
        return YES
    return no(
        f"You can report again on {rests:%B} {rests.day}, {rests.year}, because "
        "moderators found ten of your reports within 30 days to be made in bad faith. "
        "The reasons are under Decisions about you. You can object there."
    )


def may_flag_card(
    viewer: Viewer, owner_id: int, flags_today: int, now: datetime
) -> Answer:
    """Members flag cards of others, as often as posts."""
    if not (answer := may_write(viewer, now)):
        return answer
    if viewer.id == owner_id:
        return no("This is your own card. You can edit or remove it.")
    return _not_too_often(viewer, flags_today, now)


def may_flag_member(
    viewer: Viewer, member: Member, flags_today: int, now: datetime
) -> Answer:
    """Members flag what others say about themselves, as often as posts."""
    if not (answer := may_write(viewer, now)):
        return answer
    if viewer.id == member.id:
        return no("This is your own profile. You can edit it.")
    return _not_too_often(viewer, flags_today, now)


CANNOT_WAIT = (FlagReason.UNDER_13, FlagReason.ABUSE_OF_MINORS)
"""Reasons for which something is done before a moderator looks, the gravest last."""


def replaces(reason: FlagReason, standing: FlagReason) -> bool:
    """Say whether a report takes the place of the one that a member made before."""
    if reason not in CANNOT_WAIT:
        return False
    before = CANNOT_WAIT.index(standing) if standing in CANNOT_WAIT else -1
    return CANNOT_WAIT.index(reason) > before
