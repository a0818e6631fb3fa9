"""What is kept for how long: the table is what was promised, and the code does it."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from forum.boards.models import PostState, Revision, Thread
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.limits import count, used
from forum.core.retention import OUTSIDE, retention_table
from forum.members.models import Member, Role
from forum.rights import actions as rights
from moderation.models import (
    ActionKind,
    AuditEvent,
    AuditPayload,
    Decision,
    ModAction,
    Statement,
    TargetType,
)
from tests.boards.acts import become
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.rights.leaving import erased
from tests.site.aging import CLASSES, DAY, HOUR, Aged
from tests.site.commands import Run
from tests.world import BODY, World

PROMISED = {
    "sessions": "12 hours idle or 7 days (staff: 2 hours or 12 hours)",
    "registrations not confirmed": "7 days; the link in the mail 48 hours",
    "links to a new password": "1 hour",
    "accounts that are not active": "24 months, then erased",
    "removed posts, with their photos": "180 days, unless a law holds them",
    "copies of reported wordings": "180 days after the decision, unless a law holds "
    "them",
    "reasons of decisions, and what was noted in their cases": "24 months, or as long "
    "as a measure holds",
    "details in the log of what staff did": "24 months; a chain of digests stays",
    "who sent a report or a request without an account, and what they wrote": "30 days "
    "after closing",
    "drafts": "60 days after they were saved last",
    "pictures and files added to posts that were not sent": "24 hours",
    "picture files that belong to nothing": "24 hours",
    "the mail log, without words and addresses": "90 days",
    "what erased members agreed to, and what mail they wanted": "36 months, by a "
    "number alone",
    "network addresses in the access log": "7 days, those of members never in full",
    "the access log": "30 days",
    "what backups are made and tried out from": "24 hours",
    "daily totals of requests": "25 months",
    "counts of requests, under a code": "their window, at most 1 day; the key of the "
    "code 1 day",
    "copies of members' data": "7 days; one in 24 hours",
    "up to where members have read": "180 days unused",
    "closed tickets": "180 days after closing",
    "notifications": "90 days",
}
"""Every class that the privacy statement gives a time, as the page says it."""
BESIDES = {
    "email addresses that came with another forum, and whose account nobody took "
    "over": "24 months",
    "which administrator opened a member's email address": "24 months",
    "tokens for programs, as a hash": "1 year, or until their member ends them or "
    "changes the password",
    "a number by which posts with the same words are known": "24 hours",
    "why a post waited for a moderator, as points without words": "180 days",
    "threads on top of their board": "30 days, or as a moderator chose",
    "lines on a board about threads that moved to another": "30 days",
    "second looks at decisions, with what was noted there": "24 months",
    "notes of moderators on a member": "24 months, or until the day that a note names",
    "numbers and dates of such requests; of copyrights also the work": "24 months",
    "sealed pictures, preserved because a law wants it": "1 year after the decision",
    "mail printed instead of sent": "7 days",
    "new email addresses not confirmed, and the one before": "7 days",
    "authenticator apps never used": "1 hour",
    "sign-ins through SolTrex without a user name yet": "1 hour",
    "addresses from before a change at SolTrex": "7 days",
    "addresses of accounts purged at SolTrex": "until erased; at most 7 days",
    "numbers of messages from the account service": "8 days",
    "what SolTrex is told of who left": "until it is told; at most 7 days",
    "where the receipt of an erasure goes": "until it went; 3 days at most",
    "user names that somebody had": "12 months, as a keyed hash",
    "email addresses of closed tickets": "30 days after closing",
    "what members watch and mute": "until they stop, or cannot read it any more",
    "bookmarks, with their notes": "until they are removed, or cannot be read any more",
}
"""What is kept beside that, each for a time of its own."""
BY_OTHERS = {"backups": "35 days", "what the program notes": "30 days"}


def test_the_table_is_what_was_promised_and_nothing_more() -> None:
    table = {row.what: row.how_long for row in retention_table()}

    assert table == PROMISED | BESIDES


def test_what_others_keep_is_told_with_its_time(guest: Browser) -> None:
    page = guest.visit("/privacy/retention")

    for what, how_long in BY_OTHERS.items():
        (row,) = [one for one in OUTSIDE if one.what.startswith(what)]
        assert row.how_long.startswith(how_long)
        assert row.how_long in page.text
    for kept in retention_table():
        assert f"{kept.what[:1].upper()}{kept.what[1:]} {kept.how_long}" in page.text


@pytest.mark.parametrize("aged", CLASSES, ids=lambda one: one.make.__name__[1:])
def test_each_class_stays_for_its_time_and_then_goes(
    world: World, run: Run, aged: Aged
) -> None:
    begun = utcnow()
    with time_machine.travel(begun, tick=False):
        is_there = aged.make(world)
        assert is_there()

    with time_machine.travel(begun + aged.lasts - aged.step, tick=False):
        assert run("sweep").exit_code == 0
        assert is_there()
    with time_machine.travel(begun + aged.lasts + aged.step, tick=False):
        assert run("sweep").exit_code == 0
        assert not is_there()


def test_every_class_that_is_aged_stands_in_the_table() -> None:
    aged, table = {one.what for one in CLASSES}, {one.what for one in retention_table()}

    assert aged <= table
    tried_elsewhere = {
        "who sent a report or a request without an account, and what they wrote",
        "picture files that belong to nothing",
        "counts of requests, under a code",
        "what backups are made and tried out from",
    }
    assert set(PROMISED) - aged == tried_elsewhere


def test_a_count_goes_with_its_window(world: World, run: Run) -> None:
    begun = utcnow()
    with time_machine.travel(begun), world.reading():
        count("5 per hour", "somebody")
    with time_machine.travel(begun + HOUR - timedelta(minutes=5)), world.reading():
        run("sweep")
        assert used("5 per hour", "somebody") == 1
    with time_machine.travel(begun + HOUR + timedelta(minutes=5)), world.reading():
        run("sweep")
        assert used("5 per hour", "somebody") == 0


def removed(world: World, post: int) -> None:
    """Let a post be removed today."""
    become(world, post, PostState.REMOVED, "Rule 1: Be kind.")


def later(days: int) -> time_machine.travel:
    """Let some days pass."""
    return time_machine.travel(utcnow() + days * DAY)


def words(world: World, *posts: int) -> list[str]:
    """Return the present words of posts."""
    bodies = {one.post_id: one.body for one in world.rows(Revision)}
    return [bodies[post] for post in posts]


def test_a_post_that_a_law_holds_stays_until_it_is_let_go(
    world: World, run: Run
) -> None:
    thread = world.thread()
    held, other = world.reply(thread, "rosa"), world.reply(thread, "ivy")
    for post in (held, other):
        removed(world, post)
    operator = world.member("ada_op", Role.ADMINISTRATOR)
    with world.writing():
        by = db.session.get_one(Member, operator)
        days = (utcnow().date() - 9 * DAY, utcnow().date())
        demand = rights.Demand("17", "Court", world.known("rosa"), ("posts",), *days)
        entry = rights.prepare(demand, by, utcnow()).id
        rights.hold(entry, [held])

    with later(181):
        run("sweep")
        assert words(world, held, other) == [BODY, "Removed by moderators."]
        with world.writing():
            rights.release(entry, utcnow())
        run("sweep")
    assert words(world, held, other) == ["Removed by moderators."] * 2


def test_with_its_opening_post_a_removed_thread_goes_as_a_whole(
    world: World, run: Run, guest: Browser
) -> None:
    thread = world.thread()
    reply, quiet = world.reply(thread, "rosa"), world.opening_post(world.thread("ivy"))
    opening = world.opening_post(thread)
    removed(world, opening)

    with later(181):
        run("sweep")
        page = guest.visit(f"/t/{thread}/x")

    assert words(world, opening, reply) == ["Removed by moderators."] * 2
    assert world.row(Thread, thread).title == "Removed by moderators."
    assert words(world, quiet) == [BODY]
    assert page.status == 410


def test_what_was_restored_in_time_stays(world: World, run: Run) -> None:
    post = world.reply(world.thread(), "rosa")
    removed(world, post)
    become(world, post, PostState.PUBLISHED)

    with later(400):
        run("sweep")

    assert words(world, post) == [BODY]


def test_the_time_begins_anew_when_something_is_removed_again(
    world: World, run: Run
) -> None:
    post = world.reply(world.thread(), "rosa")
    removed(world, post)
    with later(100):
        become(world, post, PostState.PUBLISHED)
        removed(world, post)

    with later(200):
        run("sweep")
    assert words(world, post) == [BODY]
    with later(281):
        run("sweep")
    assert words(world, post) == ["Removed by moderators."]


def test_what_is_destroyed_cannot_be_restored(world: World, run: Run) -> None:
    post = world.reply(world.thread(), "rosa")
    removed(world, post)
    with later(181):
        run("sweep")

        with pytest.raises(Refused, match="Only its place is left"):
            become(world, post, PostState.PUBLISHED)


def test_reasons_stay_as_long_as_the_measure_holds(world: World, run: Run) -> None:
    post = world.reply(world.thread(), "rosa")
    case = flagged(world, post)
    mo = Browser(world.app)
    mo.begin_session(world.session_of(world.member("mo_mod", Role.MODERATOR)))
    decided(mo, case, "remove")
    with world.writing():
        (decision,) = db.session.scalars(select(Decision)).all()
        kind = {"kind": ActionKind.SUSPEND, "target_type": TargetType.MEMBER}
        lasting = ModAction(
            decision_id=decision.id,
            target_id=world.known("rosa"),
            params={},
            before={},
            reversible=True,
            expires_at=utcnow() + 800 * DAY,
            **kind,
        )
        db.session.add(lasting)

    with later(790):
        run("sweep")
        assert world.rows(Statement)
        assert world.rows(Decision)[0].public_reason
    with later(801):
        run("sweep")
        assert not world.rows(Statement)


def test_the_log_holds_without_its_details(world: World, run: Run) -> None:
    post = world.reply(world.thread(), "rosa")
    mo = Browser(world.app)
    mo.begin_session(world.session_of(world.member("mo_mod", Role.MODERATOR)))
    decided(mo, flagged(world, post), "remove")
    entries = len(world.rows(AuditEvent))

    with later(731):
        run("sweep")

    assert not world.rows(AuditPayload)
    assert len(world.rows(AuditEvent)) == entries > 0
    done = run("audit", "verify")
    assert (done.exit_code, "The audit log holds" in done.output) == (0, True)


def test_who_a_decision_was_about_is_a_number_of_nobody_once_they_left(
    world: World, run: Run
) -> None:
    post = world.reply(world.thread(), "rosa")
    mo = Browser(world.app)
    mo.begin_session(world.session_of(world.member("mo_mod", Role.MODERATOR)))
    decided(mo, flagged(world, post), "remove")
    rosa = world.known("rosa")

    erased(world, rosa)

    (statement,) = world.rows(Statement)
    assert statement.member_id != rosa
    assert world.row(Member, statement.member_id).is_former
    assert run("audit", "verify").exit_code == 0
