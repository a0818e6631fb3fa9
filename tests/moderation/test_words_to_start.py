"""Words to start reasons from stand on each form that takes something by a rule."""

import pytest

from moderation.models import ReasonTemplate, Reviewable
from tests.boards.acts import statements
from tests.browser import Browser
from tests.moderation.cases import flagged
from tests.systems.cards import card
from tests.world import World

FORUMS = "Your post advertises something nobody here asked for"
OURS = "A shop: Your words lead to a shop."
SUMMARY = "Words to start from, for each rule"


@pytest.fixture(autouse=True)
def template(ada: Browser) -> None:
    """Give a rule words of the team beside those the forum came with."""
    ada.visit("/moderation/rules/R1/words")
    ada.submit("/words", title="A shop", body="Your words lead to a shop.")


def form_for(world: World, rosa: Browser, about: str) -> str:
    """Return where a moderator decides about something of Ken's."""
    world.known("ken")
    if about == "post":
        case = flagged(world, world.opening_post(world.thread("ken")))
        return f"/moderation/items/{case}"
    if about == "batch":
        case = flagged(world, world.opening_post(world.thread("ken")))
        return f"/moderation/batch?item={case}"
    if about == "member's page":
        return "/moderation/members/ken"
    path = f"/systems/{card(world, 'ken')}/flag" if about == "card" else "/m/ken/flag"
    rosa.visit(path)
    rosa.submit("/flag", reason="spam")
    (case,) = (row.id for row in world.rows(Reviewable))
    places = {"card": "cards", "member": "members/items"}
    return f"/moderation/{places[about]}/{case}"


@pytest.mark.parametrize("about", ["post", "card", "member", "member's page", "batch"])
def test_they_are_offered_at_one_query(
    mo: Browser, rosa: Browser, world: World, about: str
) -> None:
    path = form_for(world, rosa, about)

    with statements() as asked:
        page = mo.visit(path)

    (offered,) = (
        one.parent
        for one in page.soup.select("details > summary")
        if one.get_text() == SUMMARY
    )
    said = offered.get_text(" ") if offered else ""
    assert FORUMS in said
    assert OURS in " ".join(said.split())
    table = ReasonTemplate.__tablename__
    assert len([one for one in asked if f"FROM {table}" in one]) == 1
