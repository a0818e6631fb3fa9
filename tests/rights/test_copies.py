"""The copy of one's data: complete, inert, and for nobody else."""

import hashlib
import io
import json
import os
import stat
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.core.files import files, new_name
from forum.rights.models import ExportFile
from forum.rights.packing import pack
from forum.rights.queries import copy_of
from tests.browser import Browser
from tests.moderation.cases import decided, waiting_case
from tests.rights.leaving import (
    ABOUT,
    EMAIL,
    HANDLE,
    NAME,
    PHONE,
    erased,
    planted,
)
from tests.world import World

SCRIPT = "<script>alert(1)</script> is what the logger printed."


def _archive(world: World, browser: Browser) -> zipfile.ZipFile:
    browser.visit("/my/export")
    browser.submit("/my/export")
    world.run_jobs()
    with browser.client.get("/my/export/file") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "application/zip"
        return zipfile.ZipFile(io.BytesIO(answer.data))


def _json(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(name))


@pytest.fixture
def quill(world: World) -> Browser:
    """Return the browser of somebody who did everything one can do."""
    at = planted(world)
    browser = Browser(world.app)
    browser.begin_session(world.session_of(at.member))
    return browser


def test_the_copy_holds_everything_about_its_owner(
    world: World, quill: Browser
) -> None:
    archive = _archive(world, quill)

    names = set(archive.namelist())
    assert {"index.html", "manifest.json", "data/account.json"} <= names
    assert {"data/posts.json", "data/moderation.json", "data/flags.json"} <= names
    (account,) = _json(archive, "data/account.json")
    assert (account["name"], account["email"], account["phone"]) == (NAME, EMAIL, PHONE)
    (member,) = _json(archive, "data/member.json")
    assert (member["handle"], member["about"]) == (HANDLE, ABOUT)
    posts = _json(archive, "data/posts.json")
    assert len(posts) == 5
    assert all(post["revisions"] for post in posts)
    assert _json(archive, "data/sessions.json")
    assert _json(archive, "data/consents.json")
    assert _json(archive, "data/flags.json")[0]["note"] == "zz-note-marker of mine"


def test_what_signs_somebody_in_is_not_in_it(world: World, quill: Browser) -> None:
    archive = _archive(world, quill)

    fields = {
        field
        for name in archive.namelist()
        if name.startswith("data/")
        for row in _json(archive, name)
        for field in row
    }

    assert not fields & {"password_hash", "email_key", "key", "content", "secret"}


def test_of_others_it_holds_user_names_at_most(world: World, quill: Browser) -> None:
    archive = _archive(world, quill)

    said = b"".join(archive.read(name) for name in archive.namelist()).decode()

    assert "ken@example.com" not in said
    assert "una" not in said
    assert "zz-quill again" not in said


def test_decisions_are_in_it_and_notes_of_moderators_are_not(
    world: World, quill: Browser, mo: Browser
) -> None:
    thread = max(post.thread_id for post in world.rows(Post))
    case = waiting_case(world, world.opening_post(thread))
    page = decided(mo, case.id, "remove", note="zz-internal-note", rule="R1")
    assert page.status == 200, page.text

    archive = _archive(world, quill)

    (told,) = _json(archive, "data/moderation.json")
    assert told["rule"] == "R1"
    said = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "zz-internal-note" not in said
    assert "mo_mod" not in said


def test_the_check_sums_fit(world: World, quill: Browser) -> None:
    archive = _archive(world, quill)

    sums = _json(archive, "manifest.json")["sha256"]

    assert set(sums) == set(archive.namelist()) - {"manifest.json"}
    for name, said in sums.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == said


def test_every_file_fits_its_schema(world: World, quill: Browser) -> None:
    archive = _archive(world, quill)
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string"}
    kinds |= {list: "array", dict: "object", type(None): "null"}

    data = [name for name in archive.namelist() if name.startswith("data/")]

    assert len(data) > 8
    for name in data:
        schema = _json(archive, name.replace("data/", "schema/"))
        fields = schema["items"]["properties"]
        for row in _json(archive, name):
            for field, value in row.items():
                assert kinds[type(value)] in fields[field]["type"]
    account = _json(archive, "schema/account.json")["items"]["properties"]
    assert account["email"]["description"] == "where we write to"


def test_the_page_in_it_is_inert(world: World, rosa: Browser) -> None:
    world.thread("rosa", body=SCRIPT)

    archive = _archive(world, rosa)

    html = archive.read("index.html").decode()
    page = BeautifulSoup(html, "html.parser")
    assert "alert(1)" in page.get_text()
    assert not page.select("script, style, link, iframe, object, form, [onclick]")
    assert not [
        one
        for one in page.select("[src], [href]")
        if str(one.get("src") or one.get("href")).startswith(("http", "//"))
    ]


def test_there_is_one_copy_in_a_day(world: World, rosa: Browser) -> None:
    _archive(world, rosa)
    token = rosa.visit("/my/export").values("/sign-out")["csrf_token"]

    page = rosa.post("/my/export", {"csrf_token": token})

    assert "one copy in 24 hours" in page.text
    assert len(world.rows(ExportFile)) == 1


def test_the_file_is_for_its_owner_only(
    world: World, rosa: Browser, ken: Browser, guest: Browser
) -> None:
    _archive(world, rosa)

    page = ken.visit("/my/export/file")
    assert page.path == "/my/export"
    assert page.headers["Content-Type"].startswith("text/html")
    assert guest.visit("/my/export/file").status == 401


def test_the_file_needs_a_proof_not_older_than_ten_minutes(
    world: World, rosa: Browser
) -> None:
    _archive(world, rosa)

    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        page = rosa.visit("/my/export/file")

    assert page.path == "/confirm"


def test_the_file_is_readable_by_the_forum_alone_and_gone_after_a_week(
    app: Flask, world: World, rosa: Browser, home: Path
) -> None:
    before = set((home / "copies").glob("*.zip"))
    _archive(world, rosa)
    (file,) = set((home / "copies").glob("*.zip")) - before

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with time_machine.travel(utcnow() + timedelta(days=7, minutes=1)):
        app.test_cli_runner().invoke(args=["sweep"])
    assert not file.exists()


def test_the_mail_about_it_carries_no_file(world: World, rosa: Browser) -> None:
    _archive(world, rosa)

    (mail,) = world.outbox.to("rosa@example.com")

    assert not list(mail.iter_attachments())
    assert "/my/export" in str(mail)


def test_the_operator_can_write_a_copy_too(
    app: Flask, world: World, tmp_path: Path
) -> None:
    world.thread("rosa")
    file = tmp_path / "copy.zip"

    done = app.test_cli_runner().invoke(
        args=["personal-data", "export", "rosa", str(file)]
    )

    assert done.exit_code == 0, done.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        assert len(_json(archive, "data/posts.json")) == 1


def test_the_copy_goes_with_its_owner(world: World, rosa: Browser, home: Path) -> None:
    before = set((home / "copies").glob("*.zip"))
    _archive(world, rosa)
    (file,) = set((home / "copies").glob("*.zip")) - before

    erased(world, world.member_id("rosa"))

    assert not file.exists()


def test_pictures_are_packed_one_at_a_time(
    app: Flask, world: World, home: Path
) -> None:
    member = world.known("rosa")
    names = [new_name("jpg") for _ in range(24)]
    size = 512 * 1024
    with app.app_context():
        for name in names:
            files().put(name, os.urandom(size))
        whole = replace(copy_of(member), attachments=tuple(names))
        with (home / "packed.zip").open("wb") as out:
            tracemalloc.start()
            pack(whole, utcnow(), out)
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()

    with zipfile.ZipFile(home / "packed.zip") as archive:
        held = [one for one in archive.namelist() if one.startswith("attachments/")]
    (home / "packed.zip").unlink()
    assert len(held) == len(names)
    assert peak < 6 * size
