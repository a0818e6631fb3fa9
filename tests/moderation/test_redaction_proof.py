"""Words planted everywhere: after a redaction they stand nowhere at all."""

import json
from pathlib import Path

from forum.core.clock import utcnow
from forum.core.db import db
from forum.mail.models import PrintedMail
from moderation.models import AuditEvent, AuditPayload, Note
from moderation.rules import CLICK_WITHIN
from tests.browser import Browser
from tests.moderation.cases import decided, files_with, flagged, left, member_named
from tests.world import World

NAME = "Quillfeather"
TITLE = f"Did {NAME} come to your roof?"
BODY = f"My installer {NAME} never came back."


def planted(ken: Browser, world: World) -> int:
    """Plant a word wherever words are kept; return the case."""
    thread = world.thread("ken", title=TITLE, body=f"{BODY} It was in May.")
    post = world.opening_post(thread)
    quote = f"> [ken wrote in #1](/p/{post})\n>\n> My installer\n> {NAME} never\n\nWho?"
    world.reply(thread, "ivy", quote)
    ken.visit(f"/p/{post}/edit")
    ken.submit("/edit", body=f"{BODY} It was in June.", reason=f"When {NAME} came")
    case = flagged(world, post, note=f"Does {NAME} agree to be named?")
    moderator = member_named(world, "mo_mod")
    with world.writing():
        db.session.add(
            Note(
                reviewable_id=case,
                author_id=moderator,
                body=f"I know {NAME}.",
                created_at=utcnow(),
            )
        )
        db.session.add(
            PrintedMail(
                message_id="<1@example.com>",
                recipient="ken@example.com",
                subject=f"About {NAME}",
                body=f"You wrote: {BODY}",
                printed_at=utcnow(),
            )
        )
    return case


def masked(mo: Browser, case: int) -> str:
    page = decided(
        mo,
        case,
        "mask",
        words=NAME,
        reason=f"You name {NAME}, who did not agree.",
        note=f"Third time that {NAME} is named.",
    )
    assert page.status == 200
    return page.text


def test_planted_words_stand_nowhere_after_a_redaction(
    mo: Browser, ken: Browser, world: World
) -> None:
    case = planted(ken, world)
    before = set(left(world, NAME))
    assert before >= {"thread", "post", "revision", "flag", "evidence", "note"}

    said = masked(mo, case)

    assert "The words stand nowhere in the forum any more." in said
    assert left(world, NAME) == {}
    (mail,) = world.rows(PrintedMail)
    assert NAME not in mail.subject + mail.body


def test_planted_words_are_not_in_the_files_either(
    mo: Browser, ken: Browser, world: World, home: Path
) -> None:
    case = planted(ken, world)
    on_sqlite = files_with(home, NAME) != []

    masked(mo, case)
    world.run_jobs(CLICK_WITHIN)

    assert files_with(home, NAME) == []
    assert on_sqlite is (home / "forum.sqlite3").exists()
    assert all(NAME not in mail.as_string() for mail in world.outbox.mails)


def test_planted_words_are_on_no_page(
    mo: Browser, ken: Browser, guest: Browser, world: World
) -> None:
    case = planted(ken, world)

    masked(mo, case)

    pages = [
        "/",
        "/latest",
        "/feed.atom",
        "/b/performance",
        "/t/1",
        "/moderation/queue?show=decided",
        f"/moderation/items/{case}",
    ]
    for browser in (guest, ken, mo):
        for one in pages:
            assert NAME not in browser.visit(one).html
    assert "masked by a moderator" in guest.visit("/t/1").text


def test_the_log_keeps_the_proof_and_no_words(
    mo: Browser, ken: Browser, world: World
) -> None:
    case = planted(ken, world)

    masked(mo, case)

    (proof,) = [
        row for row in world.rows(AuditEvent) if row.action == "redaction_proof"
    ]
    (payload,) = [row for row in world.rows(AuditPayload) if row.seq == proof.seq]
    assert json.loads(payload.json) == {"hits": 0}
    assert (proof.reviewable_id, proof.target_type) == (case, "decision")


def test_the_proof_is_honest_about_words_elsewhere(
    mo: Browser, ken: Browser, world: World
) -> None:
    case = planted(ken, world)
    world.thread("liz", title="A word about Quillfeather", body="Good work it was.")

    said = masked(mo, case)

    assert "The same words also stand in 2 other places" in said
    in_index = {"post_index": 1}
    assert left(world, NAME) == {"thread": 1, "revision": 1} | in_index
