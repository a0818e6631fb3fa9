"""How posts, cards and members come before the moderators, and who is at what."""

from sqlalchemy import select

from forum.boards.models import Post, PostState
from forum.core.db import db
from forum.members.models import Member
from forum.systems import actions as systems
from forum.systems.models import SystemCard
from forum.systems.rules import DEFAULTS
from moderation import actions
from moderation.models import (
    Flag,
    FlagReason,
    FlagStatus,
    Reviewable,
    ReviewableKind,
)
from moderation.notices import actions as notices
from moderation.notices.filed import Filed
from moderation.notices.models import NoticeKind
from moderation.standing import actions as standing
from tests.moderation.proofs.course import Course
from tests.systems.cards import FULL

REASONS = tuple(FlagReason)
ASKED = tuple(NoticeKind)
SEEN = Post.state.in_([PostState.PUBLISHED, PostState.HIDDEN])


def flag(course: Course, who: int, which: int, how: int) -> str:
    """Report a post; moderators may have it hidden at once."""
    reporter, post = course.member(who), course.one(Post, which, SEEN)
    reason, note = REASONS[how % len(REASONS)], f"It says: {course.line(post)}"
    hides = reporter.is_staff and how % 2 == 0
    done = actions.flag(reporter, post.id, reason, note, course.now, hides_now=hides)
    return f"flag {reason}{', hidden' if done.is_hidden else ''}"


def flag_private(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Report something private, which hides it at once."""
    post = course.one(Post, which, Post.state == PostState.PUBLISHED)
    reason = FlagReason.PERSONAL_INFORMATION
    done = actions.flag(course.member(who), post.id, reason, "", course.now)
    return "hide at once" if done.is_hidden else "flag private"


def withdraw_flag(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Take a report back."""
    made = course.one(
        Flag, which, Flag.status == FlagStatus.OPEN, Flag.reporter_id.is_not(None)
    )
    reporter = db.session.get_one(Member, made.reporter_id)
    actions.withdraw_flag(reporter, made.id, course.now)
    return "withdraw a flag"


def ask(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Ask something by a form that a law wants, without an account."""
    post, kind = course.one(Post, which), ASKED[how % len(ASKED)]
    filed = Filed(kind, "Mine.", "Una Testperson", "una@example.com")
    if kind is NoticeKind.FLAG:
        notices.file_flag(filed, post.id, FlagReason.SPAM, "", course.now)
    elif kind is NoticeKind.COUNTER_NOTICE:
        author = db.session.get_one(Member, post.author_id)
        notices.counter(author, post.id, filed, course.now)
    else:
        notices.file_notice(filed, [post.id], course.now)
    return f"ask {kind}"


def review(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Open a case about a post that nobody reported."""
    post = course.one(Post, which)
    actions.open_for_staff(course.staff(who), post.id, course.now)
    return "review"


def claim(course: Course, who: int, which: int, how: int) -> str:
    """Say that one is at a case, or no longer, or take it over."""
    deeds = (actions.claim, actions.claim, actions.release, actions.take_over)
    deed = deeds[how % len(deeds)]
    deed(course.staff(who), course.waiting(which).id, course.now)
    return deed.__name__


def flag_card(course: Course, who: int, which: int, how: int) -> str:
    """Report a system card."""
    known = course.one(SystemCard, which)
    reason = REASONS[how % len(REASONS)]
    actions.flag_card(course.member(who), known.id, reason, "", course.now)
    return "flag card"


def keep_card(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Change a system card, add one, or now and then remove it."""
    if how % 5 == 0 or db.session.scalar(select(SystemCard.id).limit(1)) is None:
        owner = course.member(which).id
        systems.add(owner, FULL, DEFAULTS, False, course.now)
        return "add card"
    known = course.one(SystemCard, which)
    if how % 5 == 1:
        systems.remove(known.member_id, known.id, course.now)
        return "remove card"
    systems.change(known.member_id, known.id, FULL, DEFAULTS, True, course.now)
    return "change card"


def review_card(course: Course, who: int, which: int, how: int) -> str:
    """Look at the case of a card again, or for the first time."""
    if which % 2:
        flag_card(course, how, which, 0)
    about = Reviewable.kind == ReviewableKind.FLAGGED_CARD
    item = course.one(Reviewable, which, about)
    actions.review_card(course.staff(who), item.id, course.now)
    return "review card"


def flag_member(course: Course, who: int, which: int, how: int) -> str:
    """Report what somebody says about themselves."""
    reason = REASONS[how % len(REASONS)]
    about = course.member(which)
    standing.flag_member(course.member(who), about.id, reason, "", course.now)
    return "flag member"


def review_member(course: Course, who: int, which: int, how: int) -> str:
    """Look at the case of a member again, or for the first time."""
    if which % 2:
        flag_member(course, how, which, 0)
    about = Reviewable.kind == ReviewableKind.FLAGGED_MEMBER
    item = course.one(Reviewable, which, about)
    standing.review_member(course.staff(who), item.id, course.now)
    return "review member"


DEEDS = (
    flag,
    flag_private,
    withdraw_flag,
    ask,
    review,
    claim,
    flag_card,
    keep_card,
    review_card,
    flag_member,
    review_member,
)
