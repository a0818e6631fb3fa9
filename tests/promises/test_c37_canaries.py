"""C37: of two hundred words about a member none is left once they are deleted."""

import io
import logging
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import JSON, Column, Enum, LargeBinary, String, Table, select

from forum.boards.models import Post, Thread
from forum.core.clock import utcnow
from forum.core.columns import EncryptedText
from forum.core.db import Base, db
from forum.core.personal import KEY
from forum.members.models import Member
from forum.rights.models import Erasure, Fate
from forum.rights.queries import owned
from moderation.queries import verify_chain
from tests.browser import PASSWORD, Browser
from tests.kept import BeginWith
from tests.promises.canaries import Canaries, begun_with
from tests.promises.places import dump, files, left, pages, shown, tables
from tests.rights.leaving import everything
from tests.world import World

TEXTS = (String, JSON, LargeBinary, EncryptedText)
EMPTY = {
    "job.payload": "keys of rows, never their words",
    "suppressed_mail.recipient_key": "keyed hash of an address that takes no mail",
    "oidc_newcomer.proof": "somebody who is no member yet; it lasts an hour",
    "oidc_newcomer.subject_key": "somebody who is no member yet; it lasts an hour",
    "oidc_notice.sub": "what the account service is told after the end",
    "erasure.contact": "set by the erasure itself, until the receipt went",
    "erasure.passages": "set on the page that asks for the erasure",
    "post_index.vector": "the words of posts as PostgreSQL alone wants them",
    "image.removed_kinds": "kinds of hidden entries, blanked as the post is sent",
    "notice.name": "requests under a law, tested with them",
    "notice.email": "requests under a law, tested with them",
    "notice.phone": "requests under a law, tested with them",
    "notice.postal": "requests under a law, tested with them",
    "notice.signature": "requests under a law, tested with them",
    "notice.words": "requests under a law, tested with them",
}
"""Columns in which nothing of a member stands before they leave, and why."""


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Collect all that anything logs, however unimportant."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(before)


Readers = tuple[Browser, Browser]


@pytest.fixture
def canaries(world: World, begin_with: BeginWith, home: Path) -> Canaries:
    """Return somebody who left a word in everything."""
    return begun_with(begin_with, world, home)


@pytest.fixture
def readers(guest: Browser, canaries: Canaries) -> Readers:
    """Return a guest and a moderator."""
    world = canaries.world
    mo = Browser(world.app)
    mo.begin_session(world.session_of(world.member_id("mo_mod")))
    return guest, mo


def leave(at: Canaries, fate: Fate) -> None:
    """Sign in, ask for the end, wait for two weeks, and let the worker work."""
    browser = Browser(at.world.app)
    browser.begin_session(at.world.session_of(at.member))
    browser.visit("/my/delete/confirm")
    page = browser.submit("/my/delete/confirm", fate=str(fate))
    assert page.heading == "Your account will be deleted in 14 days", page.text
    at.world.run_jobs()
    with time_machine.travel(utcnow() + timedelta(days=14, minutes=1)):
        at.world.run_jobs()


def gone(at: Canaries, fate: Fate) -> list[str]:
    """Return every word that must be gone."""
    return [*at.words, *at.called, *(at.said if fate is Fate.REDACT else [])]


def shape(world: World) -> dict[int, tuple[object, ...]]:
    """Return what readers count in each thread."""
    with world.reading():
        posts = select(Post.id, Post.number, Post.state).order_by(Post.id)
        return {
            thread.id: (
                thread.reply_count,
                thread.state,
                thread.last_number,
                *map(
                    tuple, db.session.execute(posts.where(Post.thread_id == thread.id))
                ),
            )
            for thread in db.session.scalars(select(Thread))
        }


def personal_texts() -> list[tuple[Table, Column[object]]]:
    """Return every column that can hold words about a person."""
    return [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if (privacy := column.info.get(KEY)) is not None
        and privacy.personal
        and isinstance(column.type, TEXTS)
        and not isinstance(column.type, Enum)
        and not column.foreign_keys
    ]


def theirs_in(at: Canaries, table: Table) -> list[dict[str, object]]:
    """Return the rows of a table that belong to the member."""
    conditions = owned(at.member)
    if table.name == "member":
        conditions = {table: table.c.id == at.member}
    if table not in conditions:
        return []
    found = db.session.execute(select(table).where(conditions[table])).mappings()
    return [dict(row) for row in found]


def test_before_they_leave_something_stands_everywhere(
    app: Flask, canaries: Canaries, home: Path
) -> None:
    assert _bare(app, canaries) == [], "plant it in tests/promises/canaries.py"

    words = [*canaries.words, *canaries.called, *canaries.said]
    stored = left(words, tables(app))
    packed = _packed(home)

    assert len(canaries.words) >= 200
    assert len(set(words)) == len(words)
    # Four entries of a photo's camera, the name of its file, what two files hold.
    never_kept = 7
    assert len(words) - len(stored) == never_kept
    assert canaries.email.encode() in packed


def _bare(app: Flask, canaries: Canaries) -> list[str]:
    """Return the columns about a person in which nothing of this one stands."""
    rows = everything(app)
    words = [*canaries.words, *canaries.called, *canaries.said]
    bare = []
    for table, column in personal_texts():
        name = f"{table.name}.{column.name}"
        said = str([row[column.name] for row in rows[table.name]]).encode()
        with canaries.world.reading():
            own = [row[column.name] for row in theirs_in(canaries, table)]
        if not left(words, said) and not any(own) and name not in EMPTY:
            bare.append(name)
    return bare


def _packed(home: Path) -> bytes:
    (file,) = (home / "copies").glob("*.zip")
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.timeout(600)
@pytest.mark.parametrize("fate", list(Fate))
def test_nothing_of_two_hundred_words_is_left(
    canaries: Canaries, readers: Readers, home: Path, log: StringIO, fate: Fate
) -> None:
    before = shape(canaries.world)
    values = values_of(canaries)
    assert sum(map(bool, values.values())) > 20
    theirs = [canaries.world.url(thread) for thread in canaries.threads]
    assert shown(canaries.called, pages(readers[0], theirs))

    leave(canaries, fate)

    nothing_is_kept(canaries, fate, home, log)
    assert shape(canaries.world) == before
    nothing_is_shown(canaries, fate, readers)
    assert still_there(canaries, values) == []
    the_receipt_says_nothing(canaries, fate)


def nothing_is_kept(at: Canaries, fate: Fate, home: Path, log: StringIO) -> None:
    """Look into tables, the dump, files and the log."""
    app, words = at.world.app, gone(at, fate)
    assert left(words, tables(app)) == []
    assert left(words, dump(app)) == []
    storage = app.extensions["settings"].storage_folder
    assert left(words, files(home, storage)) == []
    assert not list(home.glob("copies/*"))
    assert left(words, log.getvalue().encode()) == []
    with at.world.reading():
        assert verify_chain()[1] is None
    (erasure,) = at.world.rows(Erasure)
    assert erasure.found_after == 0
    assert erasure.contact is None


def nothing_is_shown(at: Canaries, fate: Fate, readers: Readers) -> None:
    """Look at every page, as a guest and as a moderator."""
    starts = [f"/t/{thread}" for thread in shape(at.world)] + [f"/m/{at.handle}"]
    words = gone(at, fate)
    for browser in readers:
        seen = pages(browser, starts)
        assert len(seen) > 40
        assert shown(words, {k: v for k, v in seen.items() if "/m/zq" not in k}) == []
    for thread in at.threads:
        assert readers[0].visit(f"/t/{thread}").status == 200
    if fate is Fate.KEEP:
        assert left(at.said, tables(at.world.app)) == at.said


def values_of(at: Canaries) -> dict[str, set[str]]:
    """Return every longer value of their rows, by column."""
    with at.world.reading():
        return {
            f"{table.name}.{column.name}": {
                str(row[column.name])
                for row in theirs_in(at, table)
                if isinstance(row[column.name], str | bytes)
                and len(str(row[column.name])) >= len(at.handle)
            }
            for table, column in personal_texts()
        }


def still_there(at: Canaries, values: dict[str, set[str]]) -> list[str]:
    """Return the columns in which some of these values still stand."""
    rows = everything(at.world.app)
    return [
        name
        for name, before in values.items()
        if before & {str(r[name.partition(".")[2]]) for r in rows[name.split(".")[0]]}
    ]


def the_receipt_says_nothing(at: Canaries, fate: Fate) -> None:
    """Read what is sent last; nobody signs in any more."""
    with at.world.app.app_context():
        at.world.app.test_cli_runner().invoke(args=["sweep"])

    receipts = at.world.outbox.to(at.email)
    assert receipts[-1]["Subject"] == "Your account is deleted"
    said = receipts[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert left(gone(at, fate), said.encode()) == []
    assert not [one for one in at.world.rows(Member) if one.handle == "zq"]
    guest = Browser(at.world.app)
    assert "Sign in" in guest.sign_in(at.email, PASSWORD).heading
