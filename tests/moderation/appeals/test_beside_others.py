"""A decision did something to several people; an appeal is about one of them."""

from datetime import timedelta

from sqlalchemy import update

from forum.boards.models import Post, PostState, Thread
from forum.core.clock import utcnow
from forum.core.db import db
from moderation.models import Flag, FlagStatus, Statement
from tests.boards.acts import CALL_ME, PHONE
from tests.browser import Browser
from tests.moderation.appeals.asking import WORDS, appealed, case_of, judged
from tests.moderation.cases import decided, flagged, opened, waiting_case
from tests.moderation.proofs.invariants import faults
from tests.world import World


def reply(world: World, hours: int) -> int:
    """Return a reply of Una's, some hours old."""
    at = utcnow() - timedelta(hours=hours)
    return world.reply(world.thread(f"asker{hours}"), "una", CALL_ME, at)


def reported_badly(world: World, times: int) -> None:
    """Let Ken have reported in bad faith so often."""
    for hours in range(1, times + 1):
        flagged(world, reply(world, hours), "ken")
    with world.writing():
        marked = {"status": FlagStatus.DISMISSED, "closed_at": utcnow()}
        db.session.execute(update(Flag).values(**marked, bad_faith=True))


def statement_of(world: World, handle: str) -> int:
    """Return the newest decision that somebody was told of."""
    key = world.member_id(handle)
    return max(one.id for one in world.rows(Statement) if one.member_id == key)


def test_a_reporter_who_was_right_takes_nothing_from_the_author(
    mo: Browser, ada: Browser, ken: Browser, guest: Browser, world: World
) -> None:
    reported_badly(world, 9)
    post = reply(world, 20)
    decided(mo, flagged(world, post, "whistle"), "hide_until_edited")
    case = flagged(world, post, "ken")
    opened(mo, case)
    bad = str(world.rows(Flag)[-1].id)
    page = decided(
        mo, case, "restore", reason="", bad_faith=bad, bad_faith_reason="To annoy."
    )
    assert page.status == 200, page.text
    una = Browser(world.app)
    una.begin_session(world.session_of(world.member_id("una")))
    given = statement_of(world, "una")

    appealed(ken, statement_of(world, "ken"))
    page = judged(ada, case_of(world), "grant")

    assert page.status == 200, page.text
    assert world.row(Post, post).state is PostState.PUBLISHED
    assert PHONE in guest.visit(world.url(world.row(Post, post).thread_id)).text
    said = una.visit(f"/my/decisions/{given}")
    assert "We took this decision back" not in said.text
    assert una.visit(f"/my/decisions/{given}/appeal").status == 403
    # The decision stands as far as it is about Una.
    assert not [one for one in faults(world) if "was granted, and it stands" not in one]


def test_others_who_were_told_hear_that_it_is_taken_back(
    mo: Browser, ada: Browser, ken: Browser, world: World
) -> None:
    thread = world.thread("ken")
    first = world.reply(thread, "una", "Another question.")
    mo.visit(f"/moderation/threads/{thread}/split")
    page = mo.submit(
        "/split", posts=str(first), title="Another question", reason="It is another."
    )
    assert page.status == 200, page.text
    assert len(world.rows(Thread)) == 2

    appealed(ken, statement_of(world, "ken"), "It belongs there.")
    assert judged(ada, case_of(world), "grant").status == 200

    assert world.row(Post, first).thread_id == thread
    (mine,) = [
        one for one in world.rows(Statement) if one.id == statement_of(world, "una")
    ]
    assert mine.subject == "We took back a decision that you were told of"
    assert "The posts are back in the thread they came from." in mine.body
    assert WORDS not in mine.body


def test_what_masking_published_stays_public_when_it_is_appealed(
    mo: Browser, ada: Browser, world: World
) -> None:
    member = world.member("newt", is_new=True)
    newt = Browser(world.app)
    newt.begin_session(world.session_of(member))
    post = world.reply(world.thread("ken"), "newt", CALL_ME)
    decided(mo, waiting_case(world, post).id, "mask", words=PHONE)
    assert world.row(Post, post).state is PostState.PUBLISHED

    appealed(newt, statement_of(world, "newt"))
    judged(ada, case_of(world), "grant")

    assert world.row(Post, post).state is PostState.PUBLISHED
    assert not faults(world)
