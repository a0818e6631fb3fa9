"""Taking decisions back: by one click at once, later with a reason, never twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from forum.boards.models import Post, PostState, Thread
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member, Role
from moderation import actions
from moderation.actions import AlreadyReversed, Judged, Reversed, ThreadDeed
from moderation.measures import Measure
from moderation.models import (
    AuditEvent,
    Decision,
    Flag,
    FlagStatus,
    ModAction,
    Reviewable,
    ReviewStatus,
    Statement,
)
from moderation.rules import CLICK_WITHIN
from tests.boards.acts import CALL_ME, PHONE
from tests.browser import Browser, Page
from tests.moderation.cases import board_named, decided, flagged, waiting_case
from tests.moderation.proofs.invariants import faults
from tests.world import World, words_of

WHY = "The number belongs to a company, so it may stand there."
LATER = timedelta(minutes=11)


@pytest.fixture(autouse=True)
def nothing_is_broken(world: World) -> object:
    """See after each test that counts, flags, cases and the log fit together."""
    yield
    assert not faults(world)


def removed(
    world: World, mo: Browser, measure: str = "remove", **fields: str
) -> tuple[int, int]:
    """Decide about a reported reply of Rosa's; return the post and the decision."""
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    decided(mo, flagged(world, post, "whistle"), measure, **fields)
    return post, last(world).id


def last(world: World) -> Decision:
    """Return the newest decision."""
    return max(world.rows(Decision), key=lambda one: one.id)


def made_long_ago(world: World, decision: int) -> None:
    """Let the time pass in which a decision can be undone by a click."""
    with world.writing():
        ago = update(Decision).where(Decision.id == decision)
        db.session.execute(ago.values(decided_at=utcnow() - LATER))


def taken_back(browser: Browser, decision: int, reason: str = WHY) -> Page:
    """Take a decision back through the form."""
    browser.visit(f"/moderation/decisions/{decision}/reverse")
    return browser.submit("/reverse", reason=reason)


def reversed_by(handle: str, world: World, decision: int) -> Reversed | AlreadyReversed:
    """Let somebody of staff take a decision back, past the form."""
    with world.writing():
        return actions.reverse(named(handle), decision, WHY, utcnow())


def silently_removed(world: World, case: int) -> None:
    """Remove a post without any reasons, past the form."""
    with world.writing():
        judged = Judged(Measure.REMOVE, 1, 1, "R3", "")
        actions.decide(named("mo_mod"), case, judged, utcnow())


def named(handle: str) -> Member:
    """Return a member, inside a transaction."""
    return db.session.scalars(select(Member).where(Member.handle == handle)).one()


def counts(world: World, post: int) -> tuple[int, int]:
    """Return how many posts the author and how many replies the thread has."""
    row = world.row(Post, post)
    author = world.row(Member, row.author_id)
    return author.post_count, world.row(Thread, row.thread_id).reply_count


def test_undo_brings_back_the_post_the_counts_and_the_case(
    mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    before = counts(world, post)
    case = flagged(world, post, "whistle")
    decided(mo, case, "remove")
    assert counts(world, post) != before

    page = mo.submit("/undo")

    item = world.row(Reviewable, case)
    (flag,) = world.rows(Flag)
    assert page.path == f"/moderation/items/{case}"
    assert "The case waits again" in page.text
    assert world.row(Post, post).state is PostState.PUBLISHED
    assert counts(world, post) == before
    assert (item.status, item.reopened_count) == (ReviewStatus.OPEN, 1)
    assert flag.status is FlagStatus.OPEN


@pytest.mark.usefixtures("rosa")
def test_undo_drops_the_mail_and_the_reasons_nobody_read(
    mo: Browser, world: World
) -> None:
    removed(world, mo)

    mo.submit("/undo")
    world.run_jobs(CLICK_WITHIN)

    assert not world.outbox.to("rosa@example.com")
    assert not world.rows(Statement)


def test_whoever_read_the_reasons_gets_a_correction_for_an_undo(
    mo: Browser, rosa: Browser, world: World
) -> None:
    removed(world, mo)
    rosa.visit(f"/my/decisions/{world.rows(Statement)[0].id}")
    rosa.submit("/read")

    mo.submit("/undo")
    world.run_jobs(CLICK_WITHIN)

    (mail,) = world.outbox.to("rosa@example.com")
    assert mail["Subject"] == "[Service] We took back a decision about your post"
    first = world.rows(Statement)[0].id
    assert "We took this decision back" in rosa.visit(f"/my/decisions/{first}").text


def test_an_approval_that_is_undone_is_not_mailed(mo: Browser, world: World) -> None:
    world.member("newt", is_new=True)
    post = world.reply(world.thread("ken"), "newt", "Is this fair for Vermont?")
    decided(mo, waiting_case(world, post).id, "approve", reason="")

    mo.submit("/undo")
    world.run_jobs(CLICK_WITHIN)

    assert world.row(Post, post).state is PostState.HELD
    assert waiting_case(world, post).status is ReviewStatus.OPEN
    assert not world.outbox.to("newt@example.com")


@pytest.mark.parametrize("who", ["colleague", "late"])
def test_a_click_is_for_who_decided_and_for_ten_minutes(
    mo: Browser, ada: Browser, world: World, who: str
) -> None:
    post, decision = removed(world, mo)
    address = f"/moderation/decisions/{decision}"
    if who == "late":
        made_long_ago(world, decision)
    browser = mo if who == "late" else ada
    token = {"csrf_token": browser.visit("/").values("/sign-out")["csrf_token"]}

    page = browser.post(f"{address}/undo", token)

    assert "Undone" not in page.text
    assert page.path == f"{address}/reverse"
    assert "Take it back with a reason" in page.text
    assert world.row(Post, post).state is PostState.REMOVED


def test_a_decision_is_taken_back_later_with_a_reason(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    post, decision = removed(world, mo, warn="y", suspend="7")
    made_long_ago(world, decision)
    world.run_jobs(CLICK_WITHIN)

    page = taken_back(ada, decision)
    world.run_jobs(CLICK_WITHIN)

    assert "Taken back" in page.text
    assert world.row(Post, post).state is PostState.PUBLISHED
    member = world.row(Member, world.member_id("rosa"))
    assert member.suspended_until is None
    done = [one for one in world.rows(ModAction) if one.decision_id == decision]
    assert {one.reversed_by for one in done} == {last(world).id}
    assert all(one.expires_at is None or one.expires_at <= utcnow() for one in done)
    mail = world.outbox.to("rosa@example.com")[-1]
    assert WHY in words_of(mail)
    assert "The warning is cancelled." in words_of(mail)
    assert "ada_op" not in mail.as_string()
    rosa.sign_in("rosa")
    assert "Your post is back" in rosa.visit(f"/my/decisions/{2}").text


def test_whoever_reported_it_reads_that_it_was_within_the_rules(
    mo: Browser, world: World
) -> None:
    _, decision = removed(world, mo)

    taken_back(mo, decision)

    (flag,) = world.rows(Flag)
    assert flag.status is FlagStatus.DISMISSED


def test_taking_back_wants_a_reason_and_keeps_the_case(
    mo: Browser, world: World
) -> None:
    post, decision = removed(world, mo)

    page = taken_back(mo, decision, reason="")

    assert page.status == 422
    assert "Write why" in page.text
    assert world.row(Post, post).state is PostState.REMOVED


def test_the_second_who_takes_it_back_is_told_who_was_first(
    mo: Browser, ada: Browser, world: World
) -> None:
    _, decision = removed(world, mo)
    ada.visit(f"/moderation/decisions/{decision}/reverse")
    taken_back(mo, decision)

    page = ada.submit("/reverse", reason=WHY)

    assert page.status == 409
    assert "mo_mod took it back" in page.text
    assert WHY in page.text
    assert len([one for one in world.rows(Decision) if one.reverses_id]) == 1


def test_two_at_once_take_it_back_one_time(mo: Browser, world: World) -> None:
    _, decision = removed(world, mo)

    outcomes = [reversed_by("mo_mod", world, decision) for _ in range(2)]

    assert isinstance(outcomes[0], Reversed)
    assert isinstance(outcomes[1], AlreadyReversed)


def test_masked_words_do_not_come_back_and_the_page_says_so(
    mo: Browser, world: World
) -> None:
    post, decision = removed(world, mo, "mask", words=PHONE)
    assert "/undo" not in mo.page.html

    page = mo.visit(f"/moderation/decisions/{decision}/reverse")
    with pytest.raises(Refused, match="cannot be brought back"):
        reversed_by("mo_mod", world, decision)

    assert "cannot be undone" in page.text
    assert not page.forms("/reverse")
    assert not [one for one in world.rows(Decision) if one.reverses_id]
    assert PHONE not in world.row(Post, post).html


def test_a_warning_beside_a_redaction_is_cancelled_alone(
    mo: Browser, rosa: Browser, world: World
) -> None:
    _, decision = removed(world, mo, "mask", words=PHONE, warn="y")

    page = taken_back(mo, decision)

    assert "What was destroyed cannot be brought back" in page.text
    told = rosa.visit("/my/decisions/2").text
    assert "The warning is cancelled." in told
    assert "This could not be brought back: the words that were masked." in told


def test_what_changed_since_is_not_overwritten(mo: Browser, world: World) -> None:
    post, decision = removed(world, mo, "hide_until_edited")
    mo.visit(world.url(world.row(Post, post).thread_id))
    case = waiting_case(world, post)
    assert case.status is ReviewStatus.CLOSED
    with world.writing():
        moderator = named("mo_mod")
        again = actions.open_for_staff(moderator, post, utcnow())
        judged = Judged(Measure.REMOVE, again.version, 1, "R3", "It is gone now.")
        actions.decide(moderator, again.id, judged, utcnow())

    page = taken_back(mo, decision)

    assert page.status == 403
    assert "decided about the post since" in page.text
    assert world.row(Post, post).state is PostState.REMOVED


def test_a_thread_goes_back_to_its_board_and_is_open_again(
    mo: Browser, world: World
) -> None:
    thread = world.thread("rosa", board="performance")
    home = board_named(world, "performance").thread_count
    case = flagged(world, world.opening_post(thread), "whistle")
    decided(mo, case, "move_and_lock", board="equipment")
    assert board_named(world, "performance").thread_count == home - 1

    taken_back(mo, last(world).id)

    row = world.row(Thread, thread)
    assert row.board_id == board_named(world, "performance").id
    assert row.locked_at is None
    assert board_named(world, "performance").thread_count == home


@pytest.mark.parametrize("deed", [ThreadDeed.LOCK, ThreadDeed.PIN])
def test_what_was_done_outside_the_queue_is_undone(
    mo: Browser, world: World, deed: ThreadDeed
) -> None:
    thread = world.thread("ken")
    with world.writing():
        moderator = named("mo_mod")
        done = actions.act_on_thread(moderator, thread, deed, "Settled.", utcnow())
        item = done.decision.reviewable_id

    mo.visit(f"/moderation/acts/{item}")
    page = mo.submit("/undo")

    row = world.row(Thread, thread)
    assert "Undone" in page.text
    assert (row.locked_at, row.pinned) == (None, False)


def test_a_decision_to_leave_it_is_undone_too(mo: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    case = flagged(world, post, "whistle")
    decided(mo, case, "leave", reason="")

    mo.submit("/undo")

    assert world.row(Reviewable, case).status is ReviewStatus.OPEN
    assert {flag.status for flag in world.rows(Flag)} == {FlagStatus.OPEN}


def test_nobody_takes_back_a_decision_about_their_own_post(
    mo: Browser, world: World
) -> None:
    world.member("max_mod", Role.MODERATOR)
    post = world.reply(world.thread("ken"), "max_mod", CALL_ME)
    decided(mo, flagged(world, post, "whistle"), "remove")
    decision = last(world).id

    with pytest.raises(Refused, match="your own post"):
        reversed_by("max_mod", world, decision)

    assert world.row(Post, post).state is PostState.REMOVED


def test_the_log_says_who_took_what_back(mo: Browser, world: World) -> None:
    _, decision = removed(world, mo)

    taken_back(mo, decision)

    (entry,) = [one for one in world.rows(AuditEvent) if one.action == "reverse"]
    assert entry.decision_id == last(world).id
    assert entry.actor_id == world.member_id("mo_mod")


def test_a_decision_without_reasons_is_refused(mo: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    case = flagged(world, post, "whistle")

    with pytest.raises(Refused, match="the reasons"):
        silently_removed(world, case)

    assert mo is not None
    assert world.row(Post, post).state is PostState.PUBLISHED
    assert world.row(Reviewable, case).status is ReviewStatus.OPEN
