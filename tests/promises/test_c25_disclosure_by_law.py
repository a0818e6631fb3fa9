"""C25: what a law requires is disclosed by two administrators, and no more of it."""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Role
from forum.rights.models import Fate, LegalExport
from forum.rights.packing import unsealed
from moderation.models import AuditEvent, AuditPayload
from moderation.queries import verify_chain
from tests.browser import Browser
from tests.privacy.raw import raw
from tests.rights.leaving import erased
from tests.world import World

PASSPHRASE = "copper lantern orchard bridge"
BODY = "The meter said zz-wanted-words on that day."


@dataclass
class Case:
    """A disclosure that waits for the second administrator."""

    entry: int
    post: int
    second: Browser


def _prepared(world: World, *more: str, fields: str = "account.email,posts") -> Any:
    today = utcnow().date()
    return world.app.test_cli_runner().invoke(
        args=[
            "legal-export",
            *("--case", "2026-CV-17", "--authority", "County Court"),
            *("--subject", "rosa", "--fields", fields, "--by", "first_op"),
            *("--from", str(today - timedelta(days=7)), "--to", str(today)),
            *more,
        ]
    )


@pytest.fixture
def case(world: World) -> Case:
    """Return a disclosure that one administrator prepared."""
    world.member("first_op", Role.ADMINISTRATOR)
    second = world.member("second_op", Role.ADMINISTRATOR)
    thread = world.thread("rosa", body=BODY)
    world.reply(thread, "ken", "Mine said something else, by zz-others-words.")
    done = _prepared(world)
    assert done.exit_code == 0, done.output
    browser = Browser(world.app)
    browser.begin_session(world.session_of(second))
    (entry,) = world.rows(LegalExport)
    return Case(entry.id, world.opening_post(thread), browser)


def _handed_out(case: Case) -> bytes:
    case.second.visit("/admin/legal")
    fields = case.second.page.values(f"/{case.entry}/approve")
    fields.setlist("passphrase", [PASSPHRASE])
    with case.second.client.post(
        f"/admin/legal/{case.entry}/approve",
        data=fields,
        headers={"Sec-Fetch-Site": "same-origin"},
    ) as answer:
        assert answer.status_code == 200
        content: bytes = answer.data
        return content


def test_the_archive_holds_the_named_fields_and_no_more(case: Case) -> None:
    archive = _handed_out(case)

    assert b"zz-wanted-words" not in archive
    with zipfile.ZipFile(io.BytesIO(unsealed(archive, PASSPHRASE))) as opened:
        names = set(opened.namelist())
        account = json.loads(opened.read("data/account.json"))
        posts = opened.read("data/posts.json").decode()
    assert names == {"data/account.json", "data/posts.json", "manifest.json"}
    assert account == [{"email": "rosa@example.com"}]
    assert "zz-wanted-words" in posts
    assert "zz-others-words" not in posts


def test_another_passphrase_opens_nothing(case: Case) -> None:
    archive = _handed_out(case)

    with pytest.raises(InvalidTag):
        unsealed(archive, PASSPHRASE + "x")


def test_who_prepared_it_can_not_agree_to_it(world: World, case: Case) -> None:
    first = Browser(world.app)
    first.begin_session(world.session_of(world.member_id("first_op")))
    token = first.visit("/admin/legal").values("/sign-out")["csrf_token"]

    page = first.post(
        f"/admin/legal/{case.entry}/approve",
        {"csrf_token": token, "passphrase": PASSPHRASE},
    )

    assert page.status == 403
    assert "two administrators" in page.text
    assert world.row(LegalExport, case.entry).approved_at is None


def test_it_is_handed_out_once(case: Case) -> None:
    _handed_out(case)
    token = case.second.visit("/admin/legal").values("/sign-out")["csrf_token"]

    page = case.second.post(
        f"/admin/legal/{case.entry}/approve",
        {"csrf_token": token, "passphrase": PASSPHRASE},
    )

    assert page.status == 403
    assert "made already" in page.text


def test_a_short_passphrase_is_refused(world: World, case: Case) -> None:
    case.second.visit("/admin/legal")

    page = case.second.submit(f"/{case.entry}/approve", passphrase="short")

    assert page.status == 422
    assert world.row(LegalExport, case.entry).approved_at is None


def test_moderators_and_members_do_not_get_in(mo: Browser, rosa: Browser) -> None:
    assert mo.visit("/admin/legal").status == 403
    assert rosa.visit("/admin/legal").status == 403


def test_a_demand_without_a_case_is_refused(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["legal-export", "--authority", "Court"])

    assert done.exit_code != 0
    assert "--case" in done.output


@pytest.mark.usefixtures("case")
def test_a_field_that_does_not_exist_is_refused(world: World) -> None:
    done = _prepared(world, fields="everything")

    assert done.exit_code != 0
    assert "nothing called everything" in done.output


def test_the_member_is_told(world: World, case: Case) -> None:
    _handed_out(case)
    world.run_jobs()

    (mail,) = _told_by_us(world)

    assert mail["Subject"] == "[Service] We had to disclose data about you"
    assert "County Court" in str(mail.get_body(("plain",)))


def test_a_reason_to_wait_delays_the_notice(world: World, case: Case) -> None:
    assert _prepared(world, "--delay-notice", "Court order").exit_code == 0
    case.entry = world.rows(LegalExport)[-1].id
    _handed_out(case)
    world.run_jobs()
    assert not _told_by_us(world)

    case.second.visit("/admin/legal")
    case.second.submit(f"/{case.entry}/notice")
    world.run_jobs()

    assert len(_told_by_us(world)) == 1


def test_the_log_says_that_and_not_what(world: World, case: Case) -> None:
    _handed_out(case)

    acts = [one.action for one in world.rows(AuditEvent)]
    assert acts[-2:] == ["legal_export_prepared", "legal_export_approved"]
    said = " ".join(one.json for one in world.rows(AuditPayload))
    assert "zz-wanted-words" not in said
    assert "rosa" not in said
    with world.reading():
        assert verify_chain()[1] is None


def test_posts_under_hold_survive_an_erasure_and_others_do_not(
    world: World, case: Case
) -> None:
    other = world.opening_post(
        world.thread("rosa", body="Also zz-other-post of hers.", at=_yesterday())
    )
    assert _prepared(world, "--hold", str(case.post)).exit_code == 0

    erased(world, world.member_id("rosa"), Fate.REDACT)

    assert "zz-wanted-words" in world.row(Post, case.post).html
    assert "zz-other-post" not in world.row(Post, other).html


def test_what_was_held_is_destroyed_when_the_hold_ends(
    world: World, case: Case
) -> None:
    assert _prepared(world, "--hold", str(case.post)).exit_code == 0
    case.entry = world.rows(LegalExport)[-1].id
    _handed_out(case)
    erased(world, world.member_id("rosa"), Fate.REDACT)

    case.second.visit("/admin/legal")
    case.second.submit(f"/{case.entry}/release")
    world.run_jobs()

    assert "zz-wanted-words" not in world.row(Post, case.post).html
    assert b"zz-wanted-words" not in raw(world.app)


def test_days_outside_of_the_demand_are_left_out(world: World, case: Case) -> None:
    with world.writing():
        entry = db.session.get_one(LegalExport, case.entry)
        entry.since = entry.until = date(2020, 1, 1)

    archive = _handed_out(case)

    with zipfile.ZipFile(io.BytesIO(unsealed(archive, PASSPHRASE))) as opened:
        assert json.loads(opened.read("data/posts.json")) == []


def _yesterday() -> Any:
    return utcnow() - timedelta(days=1)


def _told_by_us(world: World) -> list[EmailMessage]:
    """Return Rosa's mail, but for what others wrote in her threads."""
    mails = world.outbox.to("rosa@example.com")
    return [one for one in mails if one["List-Id"] is None]
