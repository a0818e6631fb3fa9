"""M7: everybody reads what moderators do, and about whom it was is not told."""

from datetime import UTC, datetime

import time_machine

from forum.core.db import db
from forum.members.models import Member
from moderation.models import ActionKind
from tests.browser import Browser
from tests.moderation.figures.acts import acted, published
from tests.world import World

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
LISTED = datetime(2026, 11, 16, 1, tzinfo=UTC)


def test_the_public_log_names_nobody_and_lists_nothing_rare(
    world: World, guest: Browser
) -> None:
    with time_machine.travel(MONDAY):
        acted(world, ActionKind.REMOVE, 5)
        acted(world, ActionKind.LOCK, 4, None, first=5000)
        acted(world, ActionKind.REDACT, 6, first=7000)
    published(world, LISTED)

    page = guest.visit("/transparency/log")

    rows = [row.get_text(" ", strip=True) for row in page.soup.select("tbody tr")]
    assert len(rows) == 5
    assert not [row for row in rows if "Remove" not in row]
    with world.reading():
        names = [one.handle for one in db.session.query(Member)]
    assert names
    assert not [name for name in names if name in page.text]
