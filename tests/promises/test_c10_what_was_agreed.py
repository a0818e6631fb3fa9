"""C10: what somebody agreed to is noted with version and time, and only added to."""

import pytest

from forum.core.clock import utcnow
from forum.core.db import db
from forum.privacy.documents import in_force
from forum.privacy.models import Consent
from tests.browser import PASSWORD, Browser
from tests.members.joining import applied
from tests.privacy.changing import Publish
from tests.world import World


def noted(world: World) -> list[tuple[int, str, int, object]]:
    """Return what is noted, oldest first."""
    rows = sorted(world.rows(Consent), key=lambda row: row.id)
    return [(row.id, row.document, row.version, row.given_at) for row in rows]


def test_joining_notes_the_version_and_the_time(guest: Browser, world: World) -> None:
    link = applied(guest, world)
    guest.visit(link)
    guest.submit(link, password=PASSWORD)

    rows = noted(world)
    today = utcnow().date()
    assert {(name, version) for _, name, version, _ in rows} == {
        ("privacy", in_force("privacy", today).version),
        ("terms", in_force("terms", today).version),
    }
    for row in world.rows(Consent):
        assert abs((utcnow() - row.given_at).total_seconds()) < 120


def test_a_change_adds_a_row_and_leaves_the_others(
    rosa: Browser, world: World, publish: Publish
) -> None:
    before = noted(world)
    publish()
    rosa.visit("/")

    rosa.submit("/privacy/v/2/seen")

    after = noted(world)
    assert after[:-1] == before
    assert after[-1][1:3] == ("privacy", 2)


def test_no_row_can_be_changed(world: World) -> None:
    world.member("rosa")
    row, *_ = world.rows(Consent)

    with pytest.raises(RuntimeError, match="never changed"), world.writing():
        db.session.get_one(Consent, row.id).version = 99

    assert world.row(Consent, row.id).version == row.version
