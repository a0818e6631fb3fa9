"""C10: why we may write to somebody is kept for each class of mail, never changed."""

import pytest

from forum.core.db import db
from forum.mail.choices import MailClass
from forum.mail.models import MailChoice
from forum.privacy.documents import in_force
from tests.browser import Browser
from tests.mail.announcing import tick
from tests.world import World


def _of(world: World, handle: str) -> list[MailChoice]:
    member = world.member_id(handle)
    rows = [row for row in world.rows(MailChoice) if row.member_id == member]
    return sorted(rows, key=lambda row: row.id)


def test_joining_notes_every_class_with_time_and_version(world: World) -> None:
    world.member("rosa")

    rows = _of(world, "rosa")

    assert {row.purpose: row.wanted for row in rows} == {
        MailClass.TRANSACTIONAL: True,
        MailClass.SERVICE: True,
        MailClass.ACTIVITY: True,
        MailClass.PROMOTIONAL: False,
    }
    for row in rows:
        version = in_force("privacy", row.said_at.date()).version
        assert row.policy_version == version > 0


def test_a_change_adds_a_row(world: World, rosa: Browser) -> None:
    before = [row.id for row in _of(world, "rosa")]

    tick(rosa, "newsletter")
    rosa.visit("/my/mail")
    rosa.post("/my/mail", {"csrf_token": rosa.page.values("/my/mail")["csrf_token"]})

    rows = _of(world, "rosa")
    assert [row.id for row in rows][: len(before)] == before
    added = [(row.purpose, row.wanted) for row in rows[len(before) :]]
    assert added == [("newsletter", True), ("newsletter", False)]


def test_a_row_is_never_changed(world: World) -> None:
    world.member("rosa")
    row = _of(world, "rosa")[0]

    with pytest.raises(RuntimeError, match="never changed"):
        _change(world, row.id)


def _change(world: World, key: int) -> None:
    with world.writing():
        db.session.get_one(MailChoice, key).wanted = False
