"""What the courses of `test_any_order.py` found once, each in its fewest steps."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.boards import actions as boards
from forum.boards.models import Board, Post, PostState, Thread, ThreadStub
from forum.core.answers import Refused
from forum.core.db import db
from forum.core.traces import traces
from forum.core.wording import Wording
from forum.members.models import Member
from forum.rights import actions as rights
from forum.rights.actions import Wish
from moderation import actions
from moderation.actions import Judged, ThreadDeed
from moderation.appeals import actions as appeals
from moderation.appeals.actions import JudgedAppeal
from moderation.appeals.models import Appeal
from moderation.measures import Measure
from moderation.models import (
    Decision,
    FlagReason,
    Outcome,
    Reviewable,
    ReviewStatus,
    Statement,
    TargetType,
)
from moderation.notices import actions as notices
from moderation.notices.filed import Filed
from moderation.notices.models import NoticeKind
from moderation.standing import actions as standing
from moderation.standing.actions import Wanted
from moderation.standing.rules import Window
from tests.moderation.proofs.course import Course
from tests.moderation.proofs.invariants import faults
from tests.world import World

OPENING, REPLY, HELD, OTHER = 1, 2, 3, 4
"""Posts that every course begins with; the first three stand in one thread."""
SPAM = Wanted(Measure.SUSPEND, 3, "R1", "All of it was advertising.")


@pytest.fixture
def course(world: World) -> Course:
    """Return a course that has begun."""
    made = Course(world)
    made.begin()
    return made


def member(handle: str) -> Member:
    """Return a member, to be asked within a transaction."""
    return db.session.scalars(select(Member).where(Member.handle == handle)).one()


def waiting(post: int) -> Reviewable:
    """Return the newest open case about a post."""
    about = select(Reviewable).where(
        Reviewable.target_type == TargetType.POST,
        Reviewable.target_id == post,
        Reviewable.status == ReviewStatus.OPEN,
    )
    return db.session.scalars(about.order_by(Reviewable.id.desc()).limit(1)).one()


def decide(
    course: Course, post: int, measure: Measure, by: str = "mo_mod", words: str = ""
) -> int:
    """Decide the newest case about a post; return the decision."""
    with course.world.writing():
        item = waiting(post)
        known = db.session.get_one(Post, post)
        passages = (words,) if words else ()
        judged = Judged(
            measure, item.version, known.revision, "R3", "So.", passages=passages
        )
        done = actions.decide(member(by), item.id, judged, course.now)
        assert isinstance(done, actions.Decided)
        return done.decision.id


def newest(world: World) -> int:
    """Return the key of the newest decision."""
    return max(one.id for one in world.rows(Decision))


def reverse(course: Course, decision: int) -> None:
    """Take a decision back with a reason, some minutes later."""
    course.now += timedelta(minutes=5)
    with course.world.writing():
        actions.reverse(member("mo_mod"), decision, "It was wrong.", course.now)


def purge(course: Course, post: int) -> None:
    """Destroy a post, or with an opening post its thread."""
    with course.world.writing():
        actions.purge_post(member("ada_op"), post, "R6", "By law.", course.now)


def thread_of(world: World, post: int) -> int:
    """Return where a post stands."""
    return world.row(Post, post).thread_id


def split(course: Course) -> None:
    """Begin a thread with the reply."""
    with course.world.writing():
        thread = db.session.get_one(Post, REPLY).thread_id
        board = db.session.get_one(Thread, thread).board_id
        wanted = boards.Wanted([REPLY], "A thread of its own", board)
        actions.split_thread(member("mo_mod"), thread, wanted, "Else.", course.now)


def merge(course: Course) -> int:
    """Put the other thread into the first one; return the one that is empty now."""
    source = thread_of(course.world, OTHER)
    target = thread_of(course.world, OPENING)
    with course.world.writing():
        actions.merge_threads(member("mo_mod"), source, target, "Same.", course.now)
    return source


def hidden_at_once(course: Course) -> None:
    """Have a member hide the reply at once, by reporting that it is private."""
    with course.world.writing():
        why = FlagReason.PERSONAL_INFORMATION
        assert actions.flag(member("lee"), REPLY, why, "", course.now).is_hidden


def test_what_was_hidden_at_once_is_public_again_once_it_is_masked(
    course: Course, world: World
) -> None:
    hidden_at_once(course)

    decide(course, REPLY, Measure.MASK, words="secret2word")

    assert world.row(Post, REPLY).state is PostState.PUBLISHED
    assert faults(world) == []


def test_what_is_hidden_again_because_its_return_was_wrong_waits_in_the_queue(
    course: Course, world: World
) -> None:
    hidden_at_once(course)
    made = decide(course, REPLY, Measure.RESTORE)

    reverse(course, made)

    assert world.row(Post, REPLY).state is PostState.HIDDEN
    assert faults(world) == []


def test_nothing_is_done_to_a_thread_that_was_merged_into_another(
    course: Course, world: World
) -> None:
    source = merge(course)

    def pin() -> None:
        mo = member("mo_mod")
        actions.act_on_thread(mo, source, ThreadDeed.PIN, "", course.now)

    def move() -> None:
        board = db.session.scalars(select(Board.slug).limit(1)).one()
        mo = member("mo_mod")
        actions.move_thread(mo, source, board, "Else.", course.now, with_stub=True)

    def slow() -> None:
        mo, day = member("mo_mod"), timedelta(days=1)
        actions.slow_thread(mo, source, 10, day, "Calm.", course.now)

    for deed in (pin, move, slow):
        with pytest.raises(Refused, match="merged into another"), world.writing():
            deed()
    assert world.rows(ThreadStub) == []
    assert faults(world) == []


def test_nobody_edits_what_was_destroyed_with_its_thread(
    course: Course, world: World
) -> None:
    purge(course, OPENING)

    post = world.row(Post, REPLY)
    with world.reading():
        text = course.cleared("I say it again.")
    with pytest.raises(Refused), world.writing():
        boards.edit(post.author_id, REPLY, post.revision, text, course.now)

    assert faults(world) == []


def test_a_post_that_waits_in_a_destroyed_thread_can_be_decided_about(
    course: Course, world: World
) -> None:
    purge(course, OPENING)

    decide(course, HELD, Measure.LEAVE)

    assert world.row(Post, HELD).state is PostState.REMOVED
    assert faults(world) == []


@pytest.mark.parametrize("gone", [OPENING, REPLY])
def test_a_split_is_not_undone_into_or_out_of_what_was_destroyed(
    course: Course, world: World, gone: int
) -> None:
    split(course)
    made = newest(world)
    purge(course, gone)

    with pytest.raises(Refused, match="was destroyed"):
        reverse(course, made)

    assert faults(world) == []


def test_a_merge_is_not_undone_once_its_posts_were_destroyed(
    course: Course, world: World
) -> None:
    merge(course)
    made = newest(world)
    purge(course, OPENING)

    with pytest.raises(Refused, match="were destroyed"):
        reverse(course, made)

    assert faults(world) == []


def test_a_destroyed_post_goes_from_the_draft_in_which_its_author_got_it_back(
    course: Course, world: World
) -> None:
    decide(course, HELD, Measure.REJECT)

    purge(course, HELD)

    with world.reading():
        assert traces(Wording(("secret3word",), "")) == {}


def test_masked_words_go_from_reasons_about_the_thread_and_what_undoing_brings_back(
    course: Course, world: World
) -> None:
    thread, said = thread_of(world, OPENING), "It says secret1word."
    with world.writing():
        mo, day = member("mo_mod"), timedelta(days=1)
        actions.act_on_thread(mo, thread, ThreadDeed.LOCK, said, course.now)
        actions.slow_thread(mo, thread, 5, day, said, course.now)
        actions.slow_thread(mo, thread, 9, day, "Calm.", course.now)
        actions.move_thread(mo, thread, "care", said, course.now, with_stub=False)
        actions.open_for_staff(mo, OPENING, course.now)

    decide(course, OPENING, Measure.MASK, words="secret1word")

    with world.reading():
        assert traces(Wording(("secret1word",), "")) == {}


def test_a_post_comes_back_in_time_also_when_who_removed_it_was_erased(
    course: Course, world: World
) -> None:
    with world.writing():
        asked = Filed(NoticeKind.COPYRIGHT, "Mine.", "Una", "una@example.com")
        notices.file_notice(asked, [REPLY], course.now)
    decide(course, REPLY, Measure.REMOVE, by="max_mod")
    with world.writing():
        counter = Filed(NoticeKind.COUNTER_NOTICE, "Mine.", "R", "rosa@example.com")
        notices.counter(member("rosa"), REPLY, counter, course.now)
        rights.erase_now(member("max_mod").id, Wish(), course.now)
    course.work()

    course.now += timedelta(days=30)
    course.work()

    assert world.row(Post, REPLY).state is PostState.PUBLISHED
    assert faults(world) == []


def test_a_clean_up_that_was_taken_back_in_part_is_not_taken_back_again(
    course: Course, world: World
) -> None:
    with world.writing():
        mo, rosa = member("mo_mod"), member("rosa").id
        done = standing.clean_up(mo, rosa, Window.ALL, SPAM, course.now)
        made = done.decision.id
    course.now += timedelta(minutes=5)
    with world.writing():
        longer = Wanted(Measure.SUSPEND, 7, "R1", "Also elsewhere.")
        standing.act(member("mo_mod"), rosa, longer, course.now)
    reverse(course, made)

    with pytest.raises(Refused, match="no clean-up to undo"), world.writing():
        standing.undo_clean_up(member("mo_mod"), rosa, course.now)

    assert faults(world) == []


def test_undoing_a_clean_up_opens_no_report_that_was_made_anew(
    course: Course, world: World
) -> None:
    with world.writing():
        actions.flag(member("lee"), REPLY, FlagReason.HARASSMENT, "", course.now)
        rosa = member("rosa").id
        standing.clean_up(member("mo_mod"), rosa, Window.ALL, SPAM, course.now)
    with world.writing():
        actions.open_for_staff(member("mo_mod"), REPLY, course.now)
    decide(course, REPLY, Measure.RESTORE)
    with world.writing():
        why = FlagReason.ABUSE_OF_MINORS
        actions.flag(member("lee"), REPLY, why, "", course.now)

    with world.writing():
        standing.undo_clean_up(member("mo_mod"), rosa, course.now)

    assert faults(world) == []


def test_an_appeal_that_was_decided_stays_when_its_decision_is_undone_by_one_click(
    course: Course, world: World
) -> None:
    made = decide(course, REPLY, Measure.REMOVE)
    told = world.rows(Statement)[0].id
    with world.writing():
        asked = appeals.appeal(member("rosa"), told, "It was mine.", course.now)
        judged = JudgedAppeal(Outcome.REFUSE, 1, "It stays.")
        appeals.judge(member("ada_op"), asked.reviewable_id, judged, course.now)

    course.now += timedelta(minutes=2)
    with world.writing():
        actions.undo(member("mo_mod"), made, course.now)

    assert len(world.rows(Appeal)) == 1
    assert faults(world) == []
