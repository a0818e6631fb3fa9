"""M3: whoever something is taken from reads what, why, by which rule, what now."""

import pytest

from forum.core.db import db
from forum.members.models import Member
from tests.browser import Browser
from tests.moderation.appeals.asking import told
from tests.world import World


@pytest.mark.parametrize(
    ("measure", "subject", "scope"),
    [
        ("remove", "We removed your post", "no end date"),
        (
            "hide_until_edited",
            "Your post is hidden",
            "Only you and moderators see it until you have edited it",
        ),
        ("mask", "We masked words in your post", "cannot be brought back"),
    ],
)
def test_the_reasons_are_whole_and_name_nobody(
    mo: Browser, rosa: Browser, world: World, measure: str, subject: str, scope: str
) -> None:
    statement = told(world, mo, measure, words="home by six")

    page = rosa.visit(f"/my/decisions/{statement}")

    said = page.text
    for words in (
        subject,
        scope,
        "Your post shows a telephone number.",
        "This is version 1 of it.",
        "Readers reported it. A person decided.",
        "If you think we are wrong, appeal until",
    ):
        assert words in said
    assert page.link("Appeal") == f"/my/decisions/{statement}/appeal"
    with world.reading():
        others = {one.handle for one in db.session.query(Member)} - {"rosa"}
    assert not [name for name in others if name in said]
