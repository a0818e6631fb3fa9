"""A digest tells once what is new, at its hour, and nothing if there is nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from time import perf_counter

import pytest
import time_machine
from sqlalchemy import insert, select

from forum.boards.models import Post, PostState, Revision, Thread
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job, run_due, schedule
from forum.mail import actions as mail
from forum.mail.choices import Way
from forum.mail.models import MailLog, Said
from forum.members.models import Member
from forum.notifications.models import Digest, Notification
from tests.boards.acts import become
from tests.browser import Browser
from tests.notifications.following import (
    html_of,
    reads,
    watches,
    watches_board,
)
from tests.world import BODY, World, words_of

MONDAY = datetime(2026, 11, 30, 17, tzinfo=UTC)
SAID = "Ours was 1,201 in the first year, says the logger."
ROSA = "rosa@example.com"
MANY, SECONDS = 300, 5
LINE = "Moderators removed {} posts by one member in threads you watch."


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Begin on a Monday at noon by the clock of the forum."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def thread(world: World) -> int:
    """Return a thread of Ken's that Rosa watches."""
    thread = world.thread("ken", at=utcnow() - timedelta(hours=9))
    watches(world, "rosa", thread)
    return thread


def subscribed(world: World, handle: str, way: Way = Way.DAILY, **more: Way) -> None:
    """Let somebody ask for a digest, and for no other mail."""
    kinds = dict.fromkeys(("replies", "threads", "mentions", "quotes"), Way.DIGEST)
    with world.writing():
        chosen = {**kinds, "digest": way, **more}
        mail.choose(_member(handle), chosen, Said.PAGE, utcnow())


def _member(handle: str) -> int:
    return db.session.scalars(select(Member.id).where(Member.handle == handle)).one()


def local(world: World, days: int, hour: int = 7, minute: int = 5) -> datetime:
    """Return a moment some days later by the clock of the forum."""
    zone = world.app.extensions["settings"].zone
    day = (MONDAY.astimezone(zone) + timedelta(days=days)).date()
    return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)


def at_work(world: World) -> None:
    """Let the worker plan what comes round, and do all that is due."""
    with world.app.app_context():
        schedule(utcnow())
    with world.writing():
        for row in db.session.scalars(select(Job).where(Job.once == "every:digests")):
            row.run_at = utcnow()
    world.run_jobs()


def test_nobody_gets_a_digest_who_did_not_ask(
    world: World, thread: int, clock: time_machine.Traveller
) -> None:
    world.reply(thread, "ivy", SAID)
    clock.move_to(local(world, 1))
    at_work(world)

    assert not [one for one in world.rows(MailLog) if one.letter == "digest"]
    assert not world.rows(Digest)


def test_a_digest_comes_at_its_hour_and_tells_boards_first(
    world: World, thread: int, clock: time_machine.Traveller
) -> None:
    watches_board(world, "rosa")
    subscribed(world, "rosa")
    first = world.reply(thread, "ivy", SAID, utcnow())
    world.reply(thread, "una", f"{SAID} Mine too.", utcnow())
    world.thread("ken", title="Snow guards above an inverter", at=utcnow())
    at_work(world)
    clock.move_to(local(world, 1, 6, 55))
    at_work(world)
    assert not world.outbox.to(ROSA)

    clock.move_to(local(world, 1))
    at_work(world)

    (letter,) = world.outbox.to(ROSA)
    words = words_of(letter)
    assert letter["Subject"] == "What is new in the forum"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert words.index("New thread: “Snow guards") < words.index("2 new replies in “")
    assert f"/p/{first}" in words
    assert f"/p/{first}" in html_of(letter)
    assert SAID not in words


def test_the_same_is_told_once_and_nothing_new_is_no_mail(
    world: World, thread: int, clock: time_machine.Traveller
) -> None:
    subscribed(world, "rosa")
    world.reply(thread, "ivy", SAID, utcnow())
    for day in (1, 2, 3):
        clock.move_to(local(world, day))
        at_work(world)
        at_work(world)

    assert len(world.outbox.to(ROSA)) == 1
    assert len(world.rows(Digest)) == 3


def test_a_weekly_digest_comes_on_its_day(
    world: World, thread: int, clock: time_machine.Traveller
) -> None:
    subscribed(world, "rosa", Way.WEEKLY)
    world.reply(thread, "ivy", SAID, utcnow())
    came = []
    for day in range(1, 9):
        clock.move_to(local(world, day))
        at_work(world)
        came.append(len(world.outbox.to(ROSA)))

    assert came == [0, 0, 0, 0, 0, 0, 1, 1]


def test_who_asks_after_the_hour_gets_the_first_one_on_the_next_day(
    world: World, thread: int, clock: time_machine.Traveller
) -> None:
    clock.move_to(local(world, 1, 9))
    subscribed(world, "rosa")
    clock.shift(timedelta(minutes=20))
    world.reply(thread, "ivy", SAID, utcnow())
    at_work(world)
    assert not world.outbox.to(ROSA)

    clock.move_to(local(world, 2, 9))
    at_work(world)

    assert len(world.outbox.to(ROSA)) == 1


@pytest.mark.parametrize("kind", ["read", "removed", "off"])
def test_what_is_told_is_looked_at_again_when_it_leaves(
    world: World, thread: int, clock: time_machine.Traveller, kind: str
) -> None:
    subscribed(world, "rosa")
    post = world.reply(thread, "ivy", SAID, utcnow())
    clock.move_to(local(world, 1))
    with world.app.app_context():
        schedule(utcnow())
        run_due(utcnow(), "digests")
    assert [one.kind for one in world.rows(Job) if one.kind == "mail"] == ["mail"]

    if kind == "read":
        reads(world, "rosa", post)
    elif kind == "removed":
        become(world, post, PostState.REMOVED)
    else:
        subscribed(world, "rosa", Way.OFF)
    world.run_jobs()

    assert not world.outbox.to(ROSA)


def test_a_worker_that_dies_after_planning_sends_one(
    world: World, thread: int, clock: time_machine.Traveller
) -> None:
    subscribed(world, "rosa")
    world.reply(thread, "ivy", SAID, utcnow())
    clock.move_to(local(world, 1))
    with world.app.app_context():
        schedule(utcnow())
        run_due(utcnow(), "digests")
    line = [(one.id, one.payload) for one in world.rows(Job) if one.kind == "mail"]

    at_work(world)
    with world.writing():
        (key, payload) = line[0]
        db.session.add(Job(id=key, kind="mail", payload=payload, run_at=utcnow()))
    at_work(world)

    assert len(world.outbox.to(ROSA)) == 1


def test_what_a_mail_told_is_not_in_the_digest(
    world: World, thread: int, clock: time_machine.Traveller
) -> None:
    subscribed(world, "rosa", replies=Way.FIRST)
    world.reply(thread, "ivy", SAID, utcnow())
    clock.shift(timedelta(minutes=11))
    at_work(world)
    assert len(world.outbox.to(ROSA)) == 1

    clock.move_to(local(world, 1))
    at_work(world)

    assert len(world.outbox.to(ROSA)) == 1


def test_one_click_ends_the_digest(
    world: World, thread: int, clock: time_machine.Traveller, guest: Browser
) -> None:
    subscribed(world, "rosa")
    world.reply(thread, "ivy", SAID, utcnow())
    clock.move_to(local(world, 1))
    at_work(world)
    (letter,) = world.outbox.to(ROSA)
    url = str(letter["List-Unsubscribe"]).strip("<>")

    page = guest.post(url, {"List-Unsubscribe": "One-Click"}, follow=False)
    assert page.status == 200
    world.reply(thread, "ivy", "Snow fell until noon.", utcnow())
    clock.move_to(local(world, 2))
    at_work(world)

    assert len(world.outbox.to(ROSA)) == 1


def test_three_hundred_removed_posts_are_one_line_for_each_watcher(
    world: World, thread: int, clock: time_machine.Traveller, mo: Browser
) -> None:
    for handle in ("una", "eva"):
        watches(world, handle, thread)
    for handle in ("rosa", "una", "eva"):
        subscribed(world, handle)
    _spam(world, thread)
    world.run_jobs()
    before = len(world.outbox.mails)
    mo.visit("/moderation/members/sam_spam/clean-up")
    begun = perf_counter()
    page = mo.submit("/clean-up", window="all", reason="All of it sells.", rule="R1")
    took = perf_counter() - begun
    assert f"Posts removed: {MANY}" in page.text
    assert took <= SECONDS

    clock.move_to(local(world, 1))
    at_work(world)
    clock.move_to(local(world, 2))
    at_work(world)

    sent = [one for one in world.outbox.mails[before:] if "sam_spam" not in one["To"]]
    assert sorted(one["To"] for one in sent) == [
        "eva@example.com",
        "rosa@example.com",
        "una@example.com",
    ]
    for one in sent:
        words = " ".join(words_of(one).split())
        assert words.count(LINE.format(MANY)) == 1
        assert "new repl" not in words
        assert "sam_spam" not in words


def test_a_few_removed_posts_are_not_told(
    world: World, thread: int, clock: time_machine.Traveller
) -> None:
    subscribed(world, "rosa")
    post = world.reply(thread, "ivy", SAID, utcnow())
    become(world, post, PostState.REMOVED, "Rule 1: Be kind.")
    clock.move_to(local(world, 1))
    at_work(world)

    assert not world.outbox.to(ROSA)


def _spam(world: World, thread: int) -> None:
    """Let one member write three hundred replies that watchers were told of."""
    member = world.member("sam_spam")
    watching = {one.id for one in world.rows(Member)} - {member}
    row = {"author_id": member, "thread_id": thread, "state": PostState.PUBLISHED}
    with world.writing():
        place = db.session.get_one(Thread, thread)
        start, at = place.last_number + 1, utcnow()
        versions = {"statement_version": 1, "terms_version": 1, "revision": 1}
        posts = [
            {
                **row,
                **versions,
                "number": start + number,
                "html": "<p>Buy at Sunny Deals.</p>",
                "posted_at": at,
                "published_at": at,
            }
            for number in range(MANY)
        ]
        db.session.execute(insert(Post), posts)
        keys = db.session.scalars(select(Post.id).where(Post.author_id == member)).all()
        db.session.execute(
            insert(Revision),
            [
                {
                    "post_id": key,
                    "number": 1,
                    "body": BODY,
                    "editor_id": member,
                    "written_at": at,
                }
                for key in keys
            ],
        )
        place.last_number += MANY
        place.reply_count += MANY
        db.session.get_one(Member, member).post_count = MANY
        told = [
            {"member_id": one, "kind": "reply", "post_id": key, "at": at}
            for key in keys
            for one in watching
        ]
        db.session.execute(insert(Notification), told)
