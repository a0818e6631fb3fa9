"""M6: moderators see neither the name nor the address of anybody."""

import pytest

from forum.core.db import db
from forum.members.registry import registry
from tests.browser import Browser
from tests.moderation.appeals.asking import appealed, case_of, told
from tests.world import World

PAGES = (
    "/moderation/queue",
    "/moderation/queue?show=decided",
    "/moderation/items/1",
    "/moderation/appeals/{appeal}",
    "/moderation/members/rosa",
    "/moderation/log",
    "/moderation/decisions/1/reverse",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_moderators_show_no_name_and_no_address(
    mo: Browser, rosa: Browser, world: World, path: str
) -> None:
    appealed(rosa, told(world, mo))
    with world.reading():
        contact = registry().contact(world.member_id("rosa"))
        db.session.rollback()
    assert contact is not None

    page = mo.visit(path.format(appeal=case_of(world)))

    assert page.status == 200, page.path
    assert contact.email not in page.html
    assert contact.name not in page.html
