"""What moderators do about members, and how it ends."""

from sqlalchemy import or_, select

from forum.members.models import Member, Role
from moderation.actions import AlreadyDecided, Judged
from moderation.measures import MEMBER_MEASURES, Measure
from moderation.models import ActionKind, ModAction, Reviewable, ReviewableKind
from moderation.standing import actions as standing
from moderation.standing.actions import Wanted
from moderation.standing.rules import LENGTHS, Ending, Window
from tests.moderation.proofs.course import Course

ACTS = (Measure.WARN, Measure.LIMIT, Measure.SUSPEND, Measure.CLEAR_WORDS)
DAYS = (0, *LENGTHS)
ENDINGS = tuple(Ending)
WINDOWS = tuple(Window)


def act(course: Course, who: int, which: int, how: int) -> str:
    """Warn, limit or suspend a member."""
    wanted = Wanted(ACTS[how % len(ACTS)], DAYS[which % 3], "R2", "You were unkind.")
    standing.act(course.staff(who), course.member(which).id, wanted, course.now)
    return f"act {wanted.measure}"


def end(course: Course, who: int, which: int, how: int) -> str:
    """End a measure before its time; now and then right after it began."""
    what = ENDINGS[how % len(ENDINGS)]
    if how % 2:
        act(course, who, which, ENDINGS.index(what))
    stopped = or_(
        Member.suspended_until.is_not(None), Member.limited_until.is_not(None)
    )
    about = course.one(Member, which, *([] if what is Ending.WARNING else [stopped]))
    standing.end(course.staff(who), about.id, what, "Time to go on.", course.now)
    return f"end {what}"


def probation(course: Course, who: int, which: int, how: int) -> str:
    """Put a member on probation again, or end it."""
    standing.change_probation(
        course.staff(who),
        course.member(which).id,
        begins=how % 2 == 0,
        reason="We know you now.",
        now=course.now,
    )
    return "probation"


def decide_member(course: Course, who: int, which: int, how: int) -> str:
    """Decide about a member whose profile was reported."""
    about = Reviewable.kind == ReviewableKind.FLAGGED_MEMBER
    item = course.waiting(which, about)
    measure = MEMBER_MEASURES[how % len(MEMBER_MEASURES)]
    judged = Judged(measure, item.version, 1, "R2", "You were unkind.")
    done = standing.decide_member(course.staff(who), item.id, judged, 3, course.now)
    return "too late" if isinstance(done, AlreadyDecided) else f"member {measure}"


def clean_up(course: Course, who: int, which: int, how: int) -> str:
    """Remove what a member posted and suspend them."""
    about = course.one(Member, which, Member.role == Role.MEMBER)
    window = WINDOWS[how % len(WINDOWS)]
    wanted = Wanted(Measure.SUSPEND, DAYS[how % 3], "R1", "All of it was advertising.")
    done = standing.clean_up(course.staff(who), about.id, window, wanted, course.now)
    return f"clean up {'some' if done.posts else 'no'} posts"


def undo_clean_up(course: Course, who: int, which: int, how: int) -> str:
    """Bring back what a clean-up took away; now and then right after it was made."""
    if how % 2:
        clean_up(course, who, which, how)
    cleaned = select(ModAction.target_id).where(
        ModAction.kind == ActionKind.SUSPEND,
        ModAction.params["clean_up"].as_boolean(),
        ModAction.reversed_by.is_(None),
    )
    about = course.one(Member, which, Member.id.in_(cleaned))
    back = standing.undo_clean_up(course.staff(who), about.id, course.now)
    return f"bring back {'some' if back else 'no'} posts"


DEEDS = (act, end, probation, decide_member, clean_up, undo_clean_up)
