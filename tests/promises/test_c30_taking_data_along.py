"""C30, in part: members can take their data along: complete, documented, versioned."""

import hashlib
import io
import json
import zipfile

from sqlalchemy import select

from forum.core.db import Base, db
from forum.core.personal import KEY, OnErase
from forum.rights.queries import owned
from forum.rights.queries.copies import CALLED
from tests.browser import Browser
from tests.world import World


def _archive(world: World, browser: Browser) -> zipfile.ZipFile:
    browser.visit("/my/export")
    browser.submit("/my/export")
    world.run_jobs()
    with browser.client.get("/my/export/file") as answer:
        return zipfile.ZipFile(io.BytesIO(answer.data))


def test_every_table_that_belongs_to_a_member_is_in_the_copy(
    world: World, rosa: Browser
) -> None:
    member = world.member_id("rosa")

    names = set(_archive(world, rosa).namelist())

    tables = {CALLED.get(table.name, table.name) for table in owned(member)}
    assert len(tables) > 8
    assert {f"data/{name}.json" for name in tables | {"consents", "posts"}} <= names


def test_the_copy_says_which_format_it_has_and_describes_itself(
    world: World, rosa: Browser
) -> None:
    archive = _archive(world, rosa)

    manifest = json.loads(archive.read("manifest.json"))

    assert manifest["format"] == 1
    for name, said in manifest["sha256"].items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == said
        if name.startswith("data/"):
            assert name.replace("data/", "schema/") in manifest["sha256"]


def test_a_new_table_with_a_member_is_in_the_copy_or_says_why_not(
    world: World,
) -> None:
    """What is neither owned nor shown by a hook is what others did, or the boards."""
    with world.reading():
        assert db.session.execute(select(1)).scalar() == 1
        found = {table.name for table in owned(1)}
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "member" for key in column.foreign_keys)
        and column.info[KEY].on_erase is OnErase.ERASE
    }
    assert pointing <= found
