"""The audit log: every deed, chained, and nothing changed without its showing."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from sqlalchemy.exc import DatabaseError

from forum.core.clock import utcnow
from forum.core.db import db
from moderation import actions, queries
from moderation.actions import Act
from moderation.audit import GENESIS, canonical, chained, digest
from moderation.models import AuditEvent, AuditHead, AuditPayload
from tests.boards.acts import CALL_ME, PHONE
from tests.browser import Browser
from tests.moderation.cases import decided, flagged, opened
from tests.moderation.standing.staff import acted, pass_time
from tests.world import World

HOLDS = "The audit log holds"


def entries(world: World, count: int = 4) -> None:
    with world.writing():
        for number in range(count):
            act = Act("claim", "reviewable", number, details={"number": number})
            actions.record(None, act, utcnow())


def acts(world: World) -> list[tuple[str, str]]:
    return [
        (row.action, row.actor_kind)
        for row in sorted(world.rows(AuditEvent), key=lambda row: row.seq)
    ]


def unprotected(world: World, *statements: str) -> None:
    """Change the log as somebody with the database in hands would."""
    with world.writing():
        if db.engine.dialect.name == "sqlite":
            for verb in ("update", "delete"):
                name = f"audit_event_no_{verb}"
                db.session.execute(sa.text(f"DROP TRIGGER IF EXISTS {name}"))
                db.session.execute(sa.text(f"DROP TRIGGER IF EXISTS {name.upper()}"))
        else:
            db.session.execute(sa.text("DROP TRIGGER audit_event_kept ON audit_event"))
        for statement in statements:
            db.session.execute(sa.text(statement))


def verified(app: Flask) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    return result.exit_code, result.output


def test_each_deed_has_its_entry(mo: Browser, world: World) -> None:
    world.member("newt", is_new=True)
    thread = world.thread("ken")
    post = world.reply(thread, "rosa", CALL_ME)
    world.reply(thread, "newt", "My first words here.")
    case = flagged(world, post)
    opened(mo, case)
    mo.submit("/claim")
    mo.submit("/release")
    decided(mo, case, "mask", words=PHONE)
    mo.visit(f"/moderation/threads/{thread}")
    mo.submit(f"/threads/{thread}", deed="pin")

    assert acts(world) == [
        ("hold", "system"),
        ("flag", "member"),
        ("claim", "staff"),
        ("release", "staff"),
        ("decide", "staff"),
        ("redaction_proof", "staff"),
        ("pin", "staff"),
    ]
    assert verified(world.app)[0] == 0


def test_an_entry_says_who_did_what_and_no_words(mo: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa", CALL_ME)
    case = flagged(world, post, note=f"It says {PHONE}.")
    decided(mo, case, "mask", words=PHONE)

    rows = {row.action: row for row in world.rows(AuditEvent)}
    payloads = {row.seq: json.loads(row.json) for row in world.rows(AuditPayload)}

    event = rows["decide"]
    assert (event.actor_id, event.target_id) == (world.member_id("mo_mod"), post)
    assert payloads[event.seq] == {
        "outcome": "uphold",
        "rule": "R3",
        "actions": ["redact"],
    }
    assert payloads[rows["redaction_proof"].seq] == {"hits": 0}
    assert "555" not in json.dumps(list(payloads.values()))


def test_an_unbroken_chain_verifies(app: Flask, world: World) -> None:
    entries(world)

    code, said = verified(app)

    assert code == 0
    assert f"{HOLDS}: 4 entries" in said


def entry_from_before(world: World) -> None:
    """Add an entry as a version did that knew no numbers of requests."""
    with world.writing():
        head = db.session.get(AuditHead, 1) or AuditHead(id=1, seq=0, hash=GENESIS)
        db.session.add(head)
        now = utcnow()
        said = {
            "seq": head.seq + 1,
            "at": now,
            "actor_kind": "system",
            "actor_id": None,
            "action": "claim",
            "target_type": "reviewable",
            "target_id": 1,
            "reviewable_id": None,
            "decision_id": None,
            "payload_digest": "0" * 64,
        }
        hashed = said | {"at": now.isoformat(timespec="microseconds")}
        made = AuditEvent(**said, prev_hash=head.hash, hash=chained(head.hash, hashed))
        db.session.add(made)
        head.seq, head.hash = made.seq, made.hash


def test_entries_from_before_requests_had_numbers_still_verify(
    app: Flask, world: World
) -> None:
    entry_from_before(world)
    entry_from_before(world)
    entries(world, 2)

    numbered = [bool(row.request_id) for row in in_order(world)]
    assert numbered == [False, False, True, True]
    assert verified(app)[0] == 0


def test_a_number_given_to_an_old_entry_is_found(app: Flask, world: World) -> None:
    entry_from_before(world)
    entry_from_before(world)

    unprotected(world, "UPDATE audit_event SET request_id = 'request 1' WHERE seq = 2")

    code, said = verified(app)
    assert code == 1
    assert "the entry was changed" in said


def test_all_that_one_request_did_has_one_number(mo: Browser, world: World) -> None:
    world.thread("ken")
    post = world.reply(world.thread("liz"), "rosa", CALL_ME)
    case = flagged(world, post)
    decided(mo, case, "mask", words=PHONE)
    opened(mo, case)
    page = mo.visit("/moderation/log")

    numbers = {row.action: row.request_id for row in in_order(world)}
    assert numbers["decide"] == numbers["redaction_proof"] != numbers["flag"]
    assert str(numbers["decide"]).startswith("request ")
    lines = [row.get_text(" ") for row in page.soup.select("tbody tr")]
    assert sum(str(numbers["decide"]) in line for line in lines) == 2


def test_all_that_one_job_did_has_one_number(mo: Browser, world: World) -> None:
    for handle in ("ken", "rosa"):
        world.member(handle)
        acted(mo, handle, "limit", days="1")
    with time_machine.travel(utcnow() + timedelta(days=2), tick=True):
        pass_time(world)

    ended = [row.request_id for row in in_order(world) if row.action == "unlimit"]
    assert len(ended) == 2
    assert len(set(ended)) == 1
    assert str(ended[0]).startswith("job ")


def in_order(world: World) -> list[AuditEvent]:
    """Return the entries, oldest first."""
    return sorted(world.rows(AuditEvent), key=lambda row: row.seq)


def test_an_empty_log_verifies(app: Flask) -> None:
    code, said = verified(app)

    assert (code, HOLDS in said) == (0, True)


@pytest.mark.parametrize(
    ("statement", "because"),
    [
        ("UPDATE audit_event SET action = 'nothing' WHERE seq = 2", "was changed"),
        ("UPDATE audit_event SET actor_id = 7 WHERE seq = 2", "was changed"),
        ("UPDATE audit_event SET target_id = 7 WHERE seq = 3", "was changed"),
        ("UPDATE audit_event SET request_id = 'a b' WHERE seq = 3", "was changed"),
        ("UPDATE audit_event SET request_id = NULL WHERE seq = 3", "was changed"),
        ("UPDATE audit_payload SET json = '{}' WHERE seq = 2", "details were changed"),
    ],
)
def test_a_changed_entry_is_found(
    app: Flask, world: World, statement: str, because: str
) -> None:
    entries(world)

    unprotected(world, statement)

    code, said = verified(app)
    assert code == 1
    assert because in said
    assert "Compare it with a backup." in said


@pytest.mark.parametrize(
    ("seq", "because"), [(2, "an entry is missing"), (4, "the newest entries are")]
)
def test_a_deleted_entry_is_found(
    app: Flask, world: World, seq: int, because: str
) -> None:
    entries(world)

    unprotected(
        world,
        f"DELETE FROM audit_payload WHERE seq = {seq}",  # noqa: S608 - our number
        f"DELETE FROM audit_event WHERE seq = {seq}",  # noqa: S608 - our number
    )

    code, said = verified(app)
    assert code == 1
    assert because in said


def test_a_fault_is_told_as_figures_too(app: Flask, world: World) -> None:
    entries(world)
    unprotected(world, "UPDATE audit_event SET action = 'x' WHERE seq = 3")

    result = app.test_cli_runner().invoke(args=["audit", "verify", "--json"])

    assert result.exit_code == 1
    said = json.loads(result.output.splitlines()[0])
    assert said == {"entries": 2, "fault": "the entry was changed"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = 'nothing'",
        "DELETE FROM audit_event",
        "UPDATE audit_event SET actor_id = NULL WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_change_the_log(world: World, statement: str) -> None:
    with world.writing():
        act = Act("claim", "reviewable", 1)
        actions.record(None, act, utcnow())
        db.session.execute(sa.text("DELETE FROM audit_payload"))

    with pytest.raises(DatabaseError, match="only added to"), world.writing():
        db.session.execute(sa.text(statement))

    assert acts(world) == [("claim", "system")]


def test_details_can_be_erased_and_the_chain_holds(app: Flask, world: World) -> None:
    entries(world)

    with world.writing():
        db.session.execute(sa.delete(AuditPayload).where(AuditPayload.seq == 2))

    assert verified(app)[0] == 0
    assert len(world.rows(AuditPayload)) == 3


def test_entries_written_at_once_make_one_chain(world: World) -> None:
    entries(world, 3)
    entries(world, 3)

    with world.reading():
        seen, fault = queries.verify_chain()
    (head,) = world.rows(AuditHead)
    assert (seen, fault, head.seq) == (6, None, 6)


def test_the_same_entry_is_always_spelled_the_same() -> None:
    spelled = canonical({"b": "ü", "a": [1, None]})

    assert spelled == '{"a":[1,null],"b":"\\u00fc"}'
    assert chained(GENESIS, {"a": 1}) == chained(GENESIS, {"a": 1})
    assert chained(GENESIS, {"a": 1}) != chained("1" * 64, {"a": 1})
    assert digest(b"salt", spelled) != digest(b"tlas", spelled)
