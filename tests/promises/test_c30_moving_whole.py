"""C30: the whole forum moves, and nothing of it is lost or changed on the way."""

import base64
import json
import stat
from pathlib import Path

from flask import Flask
from sqlalchemy import delete

from forum.announcements.models import Announcement, Purpose
from forum.boards.models import Post, Thread
from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.core.files import files
from forum.members.models import Member
from forum.moving import lists, rules
from forum.privacy.models import Consent
from forum.rights.models import Erasure
from moderation.queries import verify_chain
from tests.browser import PASSWORD, Browser
from tests.kept import BeginWith
from tests.promises.moving import Packed, exported, imported, lived_in, manifest, stored
from tests.world import World, words_of

WHAT_MEMBERS_DO = {"thanks", "bookmark", "ignored", "draft", "watch"}
WHAT_IS_RUN = {
    *("former_slug", "chosen_setting", "setting_change", "opened_detail"),
    *("origin", "old_path"),
}
SECRETS = ("hash", "secret", "token", "link", "code", "credential")


def _plan(app: Flask) -> rules.Plan:
    with app.app_context():
        return lists.plan()


def _names(plan: rules.Plan) -> list[str]:
    return [*plan.left, *plan.made]


def test_export_import_export_gives_the_same_manifest(
    packed: Packed, elsewhere: Flask, tmp_path: Path
) -> None:
    first = packed.folder

    imported(elsewhere, first)
    second = exported(elsewhere, tmp_path / "second", "--key", tmp_path / "out.key")

    said = manifest(first)
    assert (second / "manifest.json").read_bytes() == (
        first / "manifest.json"
    ).read_bytes()
    assert said["version"] == 1
    lived = {name for name, one in said["tables"].items() if one["rows"]}
    assert len(lived) >= 35
    assert lived >= WHAT_MEMBERS_DO | WHAT_IS_RUN
    assert said["pictures"]["count"] == 2


def test_every_row_arrives_as_it_was_but_for_what_stays_behind(
    world: World, begin_with: BeginWith, elsewhere: Flask, tmp_path: Path
) -> None:
    lived_in(world, begin_with)
    world.run_jobs()
    before = stored(world.app)

    imported(elsewhere, exported(world.app, tmp_path / "out"))

    plan, after = _plan(elsewhere), stored(elsewhere)
    for table in lists.tables(plan):
        names = [one.name for one in lists.columns(plan, table)]
        key = [one.name for one in table.primary_key]
        sides = [
            sorted(
                (
                    {name: row[name] for name in names}
                    for row in side[table.name]
                    if table.name != "job"
                    or rules.job_comes_along(row["once"], row["payload"])
                ),
                key=lambda row: repr([row[one] for one in key]),
            )
            for side in (before, after)
        ]
        assert sides[0] == sides[1], table.name


def test_every_table_comes_along_or_says_why_not(app: Flask) -> None:
    plan = _plan(app)

    assert plan.forgotten(Base.metadata.tables) == []
    named = {name.partition(".")[0] for name in (*plan.taken, *_names(plan))}
    assert named <= set(Base.metadata.tables)
    assert not plan.taken & set(plan.left)
    assert all(len(reason.split()) > 3 for reason in plan.left.values())


def test_a_new_table_is_not_forgotten() -> None:
    plan = rules.plan_of([{"taken": ["member"], "left": {"session": "it ends"}}])

    assert plan.forgotten(["member", "session", "comet"]) == ["comet"]


def test_a_column_that_stays_behind_can_be_left_empty(app: Flask) -> None:
    plan = _plan(app)

    for name in _names(plan):
        table, _, column = name.partition(".")
        assert not column or column in Base.metadata.tables[table].columns
        if column and name not in {*plan.made, "account.password_hash"}:
            assert Base.metadata.tables[table].columns[column].nullable, name


def test_no_secret_comes_along(world: World, elsewhere: Flask, packed: Packed) -> None:
    assert stored(world.app)["member_session"]
    whole = b"".join(one.read_bytes() for one in sorted(packed.folder.rglob("*.jsonl")))

    plan = _plan(world.app)
    taken = [
        f"{table.name}.{column.name}"
        for table in lists.tables(plan)
        for column in lists.columns(plan, table)
        if set(column.name.split("_")) & set(SECRETS)
    ]

    # Nobody gets anywhere with these.
    assert set(taken) <= {
        "account.zip_code",
        "audit_event.prev_hash",
        "audit_event.hash",
        "audit_head.hash",
        "decision.rule_code",
        "decision_batch.rule_code",
        "reason_template.rule_code",
        "rule.code",
        "rule_version.rule_code",
        "second_look.rule_code",
    }
    assert b"$argon2" not in whole
    assert {"member_session", "authenticator", "recovery_code", "passkey"} <= set(
        plan.left
    )
    imported(elsewhere, packed.folder)
    assert not stored(elsewhere)["member_session"]


def test_names_and_addresses_are_sealed_and_only_the_owner_reads_the_folder(
    world: World, tmp_path: Path
) -> None:
    world.member("ken", name="Kenneth Zzmarker")

    folder = exported(world.app, tmp_path / "out")

    whole = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    assert b"ken@example.com" not in whole
    assert b"Zzmarker" not in whole
    for path in (folder, tmp_path / "out.key", *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert len(base64.b64decode((tmp_path / "out.key").read_bytes())) == 64


def test_consents_erasures_and_policy_versions_come_along(
    world: World, elsewhere: Flask, packed: Packed
) -> None:
    imported(elsewhere, packed.folder)

    there = World(elsewhere)
    assert len(there.rows(Consent)) == len(world.rows(Consent)) > 5
    assert packed.lived.erased in {one.member_id for one in there.rows(Erasure)}
    ledger = elsewhere.extensions["settings"].home / "erasures.jsonl"
    lines = map(json.loads, ledger.read_text().splitlines())
    assert packed.lived.erased in {one["member"] for one in lines}
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o600
    assert {"posting-1.md", "privacy-1.md", "terms-1.md"} <= {
        path.name for path in (packed.folder / "documents").iterdir()
    }


def test_holds_and_members_who_are_kept_out_come_along(
    world: World, elsewhere: Flask, packed: Packed
) -> None:
    happened = packed.lived

    imported(elsewhere, packed.folder)

    there = World(elsewhere)
    assert there.row(Member, happened.suspended).suspended_until == (
        world.row(Member, happened.suspended).suspended_until
    )
    (held,) = stored(elsewhere)["legal_hold"]
    assert held["post_id"] == happened.held_post
    assert held["ended_at"] is None


def test_an_erasure_that_was_asked_for_still_happens_there(
    elsewhere: Flask, packed: Packed
) -> None:
    imported(elsewhere, packed.folder)

    waiting = [one for one in stored(elsewhere)["job"] if one["kind"] == "erase member"]
    assert len(waiting) == 1
    assert waiting[0]["run_at"] > utcnow()


def test_the_audit_log_verifies_afterwards(elsewhere: Flask, packed: Packed) -> None:
    imported(elsewhere, packed.folder)

    with elsewhere.app_context():
        seen, fault = verify_chain()
        db.session.remove()
    assert seen > 3
    assert fault is None


def test_pictures_are_there(world: World, elsewhere: Flask, packed: Packed) -> None:
    with world.reading():
        before = {name: files().read(name) for name, _ in files().names()}
    assert before

    imported(elsewhere, packed.folder)

    with elsewhere.app_context():
        assert {name: files().read(name) for name, _ in files().names()} == before


def _announced(world: World) -> Announcement:
    row = Announcement(
        purpose=Purpose.SERVICE,
        title="Of no importance",
        body="",
        html="",
        written_at=utcnow(),
        ends_at=utcnow(),
    )
    with world.writing():
        db.session.add(row)
    return row


def test_what_members_marked_and_read_is_there_and_found(
    world: World, elsewhere: Flask, packed: Packed
) -> None:
    lived = packed.lived
    thread = world.row(Post, lived.held_post).thread_id

    imported(elsewhere, packed.folder)

    there, guest = World(elsewhere), Browser(elsewhere)
    page = guest.visit(f"/t/{thread}")
    answer = there.row(Thread, thread).answer_id
    assert page.soup.select(f"#p{answer}")
    assert there.row(Post, answer).thanks == 1
    hits = guest.visit("/search?q=Held+for+a+case").soup.select(".hit h3 a")
    assert [str(one["href"]) for one in hits] == [f"/p/{lived.held_post}"]
    moved = guest.visit("/viewtopic.php?f=2&t=10")
    assert moved.status == 200
    assert moved.path.startswith("/t/")


def test_new_rows_get_keys_that_no_row_ever_had(
    world: World, begin_with: BeginWith, elsewhere: Flask, tmp_path: Path
) -> None:
    lived_in(world, begin_with)
    gone = _announced(world).id
    with world.writing():
        db.session.execute(delete(Announcement))
    posts = max(row["id"] for row in stored(world.app)["post"])

    imported(elsewhere, exported(world.app, tmp_path / "out"))

    there = World(elsewhere)
    assert _announced(there).id == gone + 1
    assert there.opening_post(there.thread("new_here")) == posts + 1


def test_members_sign_in_after_they_set_a_new_password_by_mail(
    world: World, elsewhere: Flask, tmp_path: Path
) -> None:
    world.member("ken")
    imported(elsewhere, exported(world.app, tmp_path / "out"))
    there = World(elsewhere)
    elsewhere.extensions["mail"] = there.outbox
    browser = Browser(elsewhere)

    browser.visit("/sign-in")
    refused = browser.submit("/sign-in", login="ken", password=PASSWORD)
    browser.visit("/reset")
    browser.submit("/reset", email="ken@example.com")
    there.run_jobs()

    assert refused.status == 422
    (mail,) = there.outbox.to("ken@example.com")
    assert "/reset/" in words_of(mail)
