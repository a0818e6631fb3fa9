"""What a law requires is disclosed of the days it names, and with fresh proof."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import update

from forum.boards.models import Revision
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import db
from forum.mail.choices import MailClass
from forum.mail.models import MailLog, Result
from forum.members.models import Member, Role
from forum.rights import actions, queries
from forum.rights.models import LegalExport, LegalHold
from moderation import actions as moderation
from moderation.models import Flag, FlagReason
from tests.browser import Browser
from tests.rights.leaving import erased
from tests.world import World

FIELDS = ("posts", "flags", "mail_log", "account.email")
OLD = timedelta(days=60)


@dataclass
class Case:
    """A disclosure about rosa that one administrator prepared."""

    entry: int
    rosa: int
    post: int
    first: int
    second: Browser


@pytest.fixture
def case(world: World) -> Case:
    """Return a disclosure of the last week; rosa did things before, too."""
    first = world.member("first_op", Role.ADMINISTRATOR)
    second = world.member("second_op", Role.ADMINISTRATOR)
    rosa = world.known("rosa")
    thread = world.thread("rosa", body="The first wording, of long ago.")
    post = world.opening_post(thread)
    other = world.reply(thread, "ken")
    now = utcnow()
    with world.writing():
        member = db.session.get_one(Member, rosa)
        moderation.flag(member, other, FlagReason.SPAM, "Noted long ago", now)
        db.session.execute(update(Flag).values(created_at=now - OLD))
        db.session.execute(update(Revision).values(written_at=now - OLD))
        newer = Revision(
            post_id=post,
            number=2,
            title="Mine",
            body="Another wording, of today.",
            editor_id=rosa,
            written_at=now,
        )
        db.session.add(newer)
        for days in (60, 0):
            db.session.add(_letter(rosa, days))
    today = now.date()
    with world.writing():
        by = db.session.get_one(Member, first)
        demand = _demand(rosa, today - timedelta(days=7), today)
        entry = actions.prepare(demand, by, now).id
    browser = Browser(world.app)
    browser.begin_session(world.session_of(second))
    return Case(entry, rosa, post, first, browser)


def _demand(subject: int, since: date, until: date) -> actions.Demand:
    return actions.Demand("2026-CV-17", "Court", subject, FIELDS, since, until)


def _letter(member: int, days: int) -> MailLog:
    return MailLog(
        message_key=f"days-{days}",
        mail_class=MailClass.SERVICE,
        letter="reset",
        member_id=member,
        recipient_key="0" * 64,
        result=Result.SENT,
        at=utcnow() - timedelta(days=days),
    )


def _demanded(world: World, entry: int) -> dict[str, Any]:
    with world.reading():
        return queries.demanded(db.session.get_one(LegalExport, entry))


def test_wordings_reports_and_mail_of_other_days_are_left_out(
    world: World, case: Case
) -> None:
    said = _demanded(world, case.entry)

    (post,) = said["posts"]
    assert [one["body"] for one in post["revisions"]] == ["Another wording, of today."]
    assert said["flags"] == []
    assert len(said["mail_log"]) == 1
    assert said["account"] == [{"email": "rosa@example.com"}]


def test_with_their_days_they_are_in_it(world: World, case: Case) -> None:
    with world.writing():
        entry = db.session.get_one(LegalExport, case.entry)
        entry.since -= OLD

    said = _demanded(world, case.entry)

    assert len(said["posts"][0]["revisions"]) == 2
    assert said["flags"][0]["note"] == "Noted long ago"
    assert len(said["mail_log"]) == 2


@pytest.mark.parametrize("deed", ["notice", "release"])
def test_notice_and_release_need_fresh_proof(
    world: World, case: Case, deed: str
) -> None:
    with world.writing():
        actions.hold(case.entry, [case.post])
        entry = db.session.get_one(LegalExport, case.entry)
        entry.approved_at, entry.delay_reason = utcnow(), "Court order"
    token = case.second.visit("/admin/legal").values("/sign-out")["csrf_token"]
    url = f"/admin/legal/{case.entry}/{deed}"

    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        page = case.second.post(url, {"csrf_token": token})

    assert page.status == 403
    assert "Please confirm it is you" in page.text
    assert world.row(LegalExport, case.entry).noticed_at is None
    assert [one.ended_at for one in world.rows(LegalHold)] == [None]


def test_of_somebody_who_was_erased_nothing_is_disclosed(
    world: World, case: Case
) -> None:
    erased(world, case.rosa)
    token = case.second.visit("/admin/legal").values("/sign-out")["csrf_token"]

    page = case.second.post(
        f"/admin/legal/{case.entry}/approve",
        {"csrf_token": token, "passphrase": "copper lantern orchard bridge"},
    )

    assert page.status == 403
    assert "This member was erased" in page.text
    assert world.row(LegalExport, case.entry).approved_at is None
    with world.writing():
        by = db.session.get_one(Member, case.first)
        demand = _demand(case.rosa, utcnow().date(), utcnow().date())
        with pytest.raises(Refused, match="was erased"):
            actions.prepare(demand, by, utcnow())
