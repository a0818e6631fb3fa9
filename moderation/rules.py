"""Who may flag, who may decide, and what comes first in the queue."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from forum.boards.models import Post, PostState
from forum.core.answers import YES, Answer, no
from forum.members.models import Member
from forum.members.rules import may_write
from forum.members.viewers import Viewer
from moderation.models import (
    ActionKind,
    Decision,
    DecisionBatch,
    FlagReason,
    FlagStatus,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
)

LEASE = timedelta(minutes=10)
APPEAL_WINDOW = timedelta(days=182)
CLICK_WITHIN = timedelta(minutes=10)
"""How long who decided takes it back by one click; so long the mail waits."""
BATCH_UNDO_WITHIN = timedelta(hours=24)
"""How long one decision about many cases is taken back at once."""
WARNING_LASTS = timedelta(days=90)
EVIDENCE_LASTS = timedelta(days=180)
UNDO_WITHIN = timedelta(hours=24)
"""How long threads that were moved, split or merged can be put back."""
REASONS_LAST = timedelta(days=730)
FIRST_POST_AGE = timedelta(hours=24)
PROBATION_POSTS = 3
PROBATION_LASTS = timedelta(days=3)
FLAGS_PER_DAY = 10
FLAGS_PER_DAY_NEW = 3
JUDGED_FLAGS = 5
WRONG_FLAGS = 3
FLAGS_REST = timedelta(days=30)
OTHER_NOTE_MIN = 10

HELD_WEIGHT = 50
FLAGGER_WEIGHT = 10
FLAGGERS_WEIGHT_MAX = 30
WAITING_WEIGHT_MAX = 48

WEIGHTS = {
    FlagReason.PERSONAL_INFORMATION: 100,
    FlagReason.ILLEGAL: 90,
    FlagReason.UNDER_13: 90,
    FlagReason.UNSAFE_ADVICE: 80,
    FlagReason.HARASSMENT: 70,
    FlagReason.SPAM: 60,
    FlagReason.OTHER: 40,
    FlagReason.OFF_SUBJECT: 20,
    FlagReason.ABUSE_OF_MINORS: 100,
}
KIND_WEIGHTS = {
    ReviewableKind.TAKE_IT_DOWN: 110,
    ReviewableKind.RESTRICTED_HOLD: 110,
    ReviewableKind.PRIVACY_REQUEST: 100,
    ReviewableKind.COPYRIGHT: 80,
    ReviewableKind.COUNTER_NOTICE: 80,
    ReviewableKind.APPEAL: 75,
}
"""Of cases that are opened by something else than a report."""
COME_FIRST = frozenset({ReviewableKind.TAKE_IT_DOWN, ReviewableKind.RESTRICTED_HOLD})
OF_THE_FORUM = frozenset(
    {
        ReviewableKind.FLAGGED_MEMBER,
        ReviewableKind.FLAGGED_CARD,
        ReviewableKind.PRIVACY_REQUEST,
        ReviewableKind.TAKE_IT_DOWN,
        ReviewableKind.RESTRICTED_HOLD,
        ReviewableKind.COPYRIGHT,
        ReviewableKind.COUNTER_NOTICE,
        ReviewableKind.APPEAL,
    }
)
"""Kinds that moderators of some boards alone do not see."""
WITHIN = {
    ReviewableKind.TAKE_IT_DOWN: timedelta(hours=48),
    ReviewableKind.PRIVACY_REQUEST: timedelta(days=45),
}
"""In which time a law wants a decision."""
RESTORED_AFTER = 12
"""Weekdays after a counter-notice: at least ten business days, also if two of them
are holidays, and never more than fourteen."""
SATURDAY = 5
STRIKES_MAX = 3
STRIKE_LASTS = timedelta(days=365)
STRIKES_SUSPEND = timedelta(days=365)
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


def may_decide(
    moderator: Member,
    author_id: int,
    reporters: frozenset[int],
    *,
    is_only_moderator: bool,
) -> Answer:
    """Nobody decides about their own posts, or on what they reported as a member."""
    if not moderator.is_staff:
        return no("This page is for moderators.")
    if moderator.id == author_id:
        return no("This is about your own post. Another moderator decides.")
    alone = is_only_moderator or moderator.is_administrator
    if moderator.id in reporters and not alone:
        return no("You reported this yourself. Another moderator decides.")
    return YES


BY_LAW = frozenset({*KIND_WEIGHTS} - {ReviewableKind.APPEAL})
"""Kinds in which whoever asked is told of the decision at once."""
DESTROYS = frozenset({ActionKind.REDACT, ActionKind.PURGE, ActionKind.ERASE_ACCOUNT})
"""What nobody can take back."""
TOO_LATE = "Ten minutes are over. Take it back with a reason."
NOT_YOURS = "Who decided can undo it. Take it back with a reason."
TOLD = "Whoever asked was told already. Take it back with a reason."
DESTROYED = "What was destroyed cannot be brought back."
NO_REVERSAL = "This cannot be taken back. Decide anew."


def may_undo(
    moderator: Member,
    item: Reviewable,
    decision: Decision,
    kinds: frozenset[ActionKind],
    now: datetime,
) -> Answer:
    """Who decided takes it back by one click, for some minutes, if nothing is lost."""
    if not (answer := may_reverse(item, decision)):
        return answer
    if kinds & DESTROYS:
        return no(DESTROYED)
    if item.kind in BY_LAW:
        return no(TOLD)
    if decision.actor_id != moderator.id or decision.automated:
        return no(NOT_YOURS)
    if now - decision.decided_at >= CLICK_WITHIN:
        return no(TOO_LATE)
    return YES


def may_undo_batch(moderator: Member, batch: DecisionBatch, now: datetime) -> Answer:
    """Who decided about many cases at once takes all of it back, for a day, once."""
    if batch.actor_id != moderator.id and not moderator.is_administrator:
        return no("Who decided this can take it back, or an administrator.")
    if batch.undone_at is not None:
        return no("This was taken back already.")
    if now - batch.made_at >= BATCH_UNDO_WITHIN:
        return no("A day has passed. Take these decisions back one by one.")
    return YES


def may_reverse(item: Reviewable, decision: Decision) -> Answer:
    """What took another decision back stands, and so does what follows an appeal."""
    if decision.reverses_id is not None or item.kind is ReviewableKind.APPEAL:
        return no(NO_REVERSAL)
    return YES


def is_claimed_by_other(item: Reviewable, moderator: Member, now: datetime) -> bool:
    """Say whether another moderator is at it right now."""
    if item.claimed_by in {None, moderator.id} or item.claimed_until is None:
        return False
    return item.claimed_until > now


def is_claimed_by(item: Reviewable, moderator: Member, now: datetime) -> bool:
    """Say whether this moderator is at it right now."""
    is_live = item.claimed_until is not None and item.claimed_until > now
    return is_live and item.claimed_by == moderator.id


def weight_of(reasons: list[FlagReason]) -> int:
    """Return the priority before waiting time: the gravest reason, more for more."""
    lightest = WEIGHTS[FlagReason.OFF_SUBJECT]
    gravest = max((WEIGHTS[reason] for reason in reasons), default=lightest)
    more = min(FLAGGERS_WEIGHT_MAX, FLAGGER_WEIGHT * max(0, len(reasons) - 1))
    return gravest + more


def priority(weight: int, opened_at: datetime, now: datetime) -> int:
    """Return what the queue is ordered by: weight and one for each hour waiting."""
    waiting = int((now - opened_at).total_seconds() // 3600)
    return weight + max(0, min(WAITING_WEIGHT_MAX, waiting))


def is_open(item: Reviewable) -> bool:
    """Say whether something is still to be decided."""
    return item.status is ReviewStatus.OPEN


def may_open(moderator: Member, kind: ReviewableKind) -> Answer:
    """What may show abuse of a minor is for administrators alone."""
    if kind is ReviewableKind.RESTRICTED_HOLD and not moderator.is_administrator:
        return no("This case is for administrators.")
    return YES


def may_handle(moderator: Member, item: Reviewable) -> Answer:
    """Say whether a case is for this moderator.

    Cards, requests, members and appeals are for moderators of the whole forum, the
    rest also for those of its board.
    """
    if not (answer := may_open(moderator, item.kind)):
        return answer
    if item.kind in OF_THE_FORUM:
        return may_tend(moderator, None)
    return may_tend(moderator, item.board_id)


def may_touch(moderator: Member, post: Post) -> Answer:
    """Nobody acts as a moderator on what they wrote themselves."""
    if post.author_id == moderator.id:
        return no("This is your own post. Another moderator decides about it.")
    return YES


def may_tend(moderator: Member, board_id: int | None) -> Answer:
    """Say whether somebody of staff looks after a board; none means the forum."""
    if not moderator.is_staff:
        return no("This page is for moderators.")
    if moderator.oversees_all:
        return YES
    if board_id is None:
        return no("This is for moderators of the whole forum.")
    if board_id not in (moderator.moderates or ()):
        return no("This is on a board that you do not moderate.")
    return YES


def due_at(kind: ReviewableKind, opened_at: datetime) -> datetime | None:
    """Return until when a law wants a decision; None if it names no time."""
    if kind is ReviewableKind.COUNTER_NOTICE:
        return weekdays_after(opened_at, RESTORED_AFTER)
    within = WITHIN.get(kind)
    return opened_at + within if within else None


def weekdays_after(moment: datetime, count: int) -> datetime:
    """Return the same hour some weekdays later."""
    while count:
        moment += timedelta(days=1)
        count -= moment.weekday() < SATURDAY
    return moment


def time_left(due: datetime | None, now: datetime) -> str:
    """Say how much of a time is left; nothing if there is none."""
    if due is None:
        return ""
    hours = int((due - now).total_seconds() // 3600)
    if hours < 0:
        return "overdue"
    if hours < LAST_HOURS:
        return f"{hours} hour{'' if hours == 1 else 's'} left"
    return f"{hours // 24} days left"


LAST_HOURS = 72
KINDS = {
    ReviewableKind.FLAGGED_POST: "Report",
    ReviewableKind.FLAGGED_CARD: "Report",
    ReviewableKind.HELD_POST: "Held",
    ReviewableKind.PRIVACY_REQUEST: "Privacy request",
    ReviewableKind.TAKE_IT_DOWN: "Take it down",
    ReviewableKind.COPYRIGHT: "Copyright notice",
    ReviewableKind.COUNTER_NOTICE: "Counter-notice",
    ReviewableKind.RESTRICTED_HOLD: "Restricted",
    ReviewableKind.FLAGGED_MEMBER: "Report",
    ReviewableKind.APPEAL: "Appeal",
    ReviewableKind.MODERATOR_ACT: "Moderator",
}
