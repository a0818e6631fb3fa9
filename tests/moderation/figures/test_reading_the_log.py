"""Staff reads the audit log; it holds, and nobody changes it."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Role
from forum.rights.actions import ask_copy
from moderation.figures.models import Published
from moderation.figures.queries.published import SETTINGS, TODAY
from moderation.models import ActionKind, AuditEvent, AuditPayload, DecisionBatch
from moderation.queries import verify_chain
from tests.browser import PASSWORD, Browser
from tests.moderation.cases import board_named, decided, flagged
from tests.moderation.figures.acts import acted, published
from tests.world import World


def rows(browser: Browser, path: str) -> list[str]:
    """Return the lines of the log as its page shows them."""
    page = browser.visit(path)
    return [row.get_text(" ", strip=True) for row in page.soup.select("tbody tr")]


def test_the_log_is_read_by_action_and_by_day(mo: Browser, world: World) -> None:
    decided(mo, flagged(world, world.reply(world.thread("ken"), "rosa")), "remove")

    every = rows(mo, "/moderation/log")
    decisions = rows(mo, "/moderation/log?action=decide")
    today = rows(mo, f"/moderation/log?day={utcnow().date()}&action=decide")
    before = rows(mo, f"/moderation/log?day={utcnow().date() - timedelta(days=9)}")

    assert len(every) >= 2
    assert len(decisions) == len(today) == 1
    assert "mo_mod Decide Post" in decisions[0]
    assert not before


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_time_has_no_entries(mo: Browser, day: str) -> None:
    page = mo.visit(f"/moderation/log?day={day}")

    assert page.status == 200
    assert not page.soup.select("tbody tr")


def test_the_log_is_on_pages(mo: Browser, world: World) -> None:
    acted(world, ActionKind.LOCK, 60)

    first = rows(mo, "/moderation/log")
    second = rows(mo, mo.page.link("Older"))

    assert len(first) == 50
    assert len(second) >= 10


def test_no_form_on_the_page_changes_anything(mo: Browser) -> None:
    forms = mo.visit("/moderation/log").soup.select("main form")

    assert [form["method"] for form in forms] == ["get"]


def test_entries_name_board_and_batch_and_the_chain_holds(
    mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken", board="care"), "rosa")
    case = flagged(world, post)
    mo.visit(f"/moderation/batch?item={case}")
    mo.submit("/batch", measure="remove", rule="R3", reason="It shows a number.")

    entries = world.rows(AuditEvent)
    (batch,) = world.rows(DecisionBatch)

    assert {one.board_id for one in entries if one.action == "decide"} == {
        board_named(world, "care").id
    }
    assert {one.action for one in entries if one.batch_id == batch.id} >= {
        "decide",
        "decide_batch",
    }
    with world.reading():
        assert verify_chain() == (len(entries), None)


@pytest.mark.parametrize("said", ["board_id = 77", "board_id = NULL", "batch_id = 5"])
def test_another_board_or_batch_breaks_the_chain(
    mo: Browser, world: World, said: str
) -> None:
    flagged(world, world.reply(world.thread("ken"), "rosa"))
    with world.writing():
        is_sqlite = db.engine.dialect.name == "sqlite"
        if is_sqlite:
            for (name,) in db.session.execute(
                text(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger' "
                    "AND tbl_name = 'audit_event'"
                )
            ).all():
                db.session.execute(text(f'DROP TRIGGER "{name}"'))
        else:
            db.session.execute(text("ALTER TABLE audit_event DISABLE TRIGGER USER"))
        db.session.execute(
            text(f"UPDATE audit_event SET {said} WHERE action = 'flag'")  # noqa: S608
        )
        if not is_sqlite:
            db.session.execute(text("ALTER TABLE audit_event ENABLE TRIGGER USER"))

    with world.reading():
        _, fault = verify_chain()

    assert fault is not None, mo
    assert fault.because == "the entry was changed"


def test_the_database_refuses_changes(world: World) -> None:
    flagged(world, world.reply(world.thread("ken"), "rosa"))

    with pytest.raises(DBAPIError, match="only added to"), world.writing():
        db.session.execute(text("UPDATE audit_event SET board_id = 1"))


def test_another_version_of_a_document_is_logged(world: World) -> None:
    published(world)
    with world.writing():
        row = db.session.get_one(Published, TODAY)
        documents = {**row.figures["documents"], "privacy": [0, "2020-01-01"]}
        row.figures = {**row.figures, "documents": documents}

    published(world, utcnow() + timedelta(days=1))

    (entry,) = world.rows(AuditEvent)
    assert (entry.action, entry.target_type) == ("policy_published", "document")


def test_another_setting_is_logged_by_its_name(ada: Browser, world: World) -> None:
    published(world)
    with world.writing():
        row = db.session.get_one(Published, SETTINGS)
        row.figures = {**row.figures, "base_url": "x"}

    published(world, utcnow() + timedelta(hours=2))

    changed = rows(ada, "/moderation/log?action=settings_changed")
    assert len(changed) == 1
    assert '{"settings":["base_url"]}' in changed[0]


def test_a_sign_in_of_staff_is_logged_with_its_time_only(
    guest: Browser, world: World
) -> None:
    world.member("mo_mod", Role.MODERATOR)
    world.member("rosa")
    for handle in ("mo_mod", "rosa"):
        guest.sign_in(f"{handle}@example.com")
        guest.submit("/sign-out")

    entries = [one for one in world.rows(AuditEvent) if one.action == "sign_in"]

    assert [one.actor_id for one in entries] == [world.member_id("mo_mod")]
    assert {one.json for one in world.rows(AuditPayload)} == {"{}"}


def test_a_role_that_a_command_gives_is_logged(world: World) -> None:
    said = ["--handle", "ada_two", "--email", "ada_two@example.com"]
    more = ["--role", "administrator", "--password-stdin"]
    world.app.test_cli_runner().invoke(
        args=["member", "create", *said, *more], input=f"{PASSWORD}\n"
    )

    assert "role_changed" in [one.action for one in world.rows(AuditEvent)]


def test_a_copy_that_a_member_gets_is_logged(rosa: Browser, world: World) -> None:
    with world.writing():
        ask_copy(world.member_id("rosa"), utcnow())
    world.run_jobs()

    entries = [one for one in world.rows(AuditEvent) if one.action == "copy_made"]

    assert [one.target_id for one in entries] == [world.member_id("rosa")], rosa
