"""A clean-up has domains watched that its posts linked to, and undoes that too."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from moderation.models import ActionKind, Decision, ModAction
from moderation.walls.domains import belongs_to, domains_in
from moderation.walls.models import Deed, WatchedWord, Way
from tests.browser import Browser, Page
from tests.world import World

SPAM = "sunny-deals.example.com"
SOLD = f"Buy at https://www.{SPAM}/now?x=1 and at https://shared.example.net."
LATER = f"I bought mine at https://{SPAM}/panels last year, and it works."


def ticks(page: Page) -> dict[str, bool]:
    """Return which domains are offered, and which of them are ticked."""
    return {
        str(one["value"]): one.has_attr("checked")
        for one in page.soup.select("[name=domains]")
    }


def cleaned(mo: Browser, **fields: Any) -> Page:
    mo.visit("/moderation/members/rosa/clean-up")
    said = {"reason": "Advertising.", "rule": "R1", "days": "30", "window": "all"}
    return mo.submit("/clean-up", **(said | fields))


@pytest.fixture
def spam(world: World) -> int:
    """Return a thread in which Rosa advertises."""
    thread = world.thread("ken")
    world.reply(thread, "rosa", SOLD, at=utcnow() - timedelta(hours=3))
    return thread


@pytest.mark.usefixtures("spam")
def test_a_domain_that_nobody_else_links_to_is_ticked(
    mo: Browser, world: World
) -> None:
    world.member("newt", is_new=True)
    world.reply(world.thread("una"), "newt", "See https://shared.example.net/a here.")

    page = mo.visit("/moderation/members/rosa/clean-up")

    assert ticks(page) == {SPAM: True, "shared.example.net": False}
    assert "and in posts by others" in page.text


@pytest.mark.usefixtures("spam")
def test_what_others_of_standing_link_to_is_not_offered(
    mo: Browser, world: World
) -> None:
    world.reply(world.thread("una"), "ivy", "See https://shared.example.net/a here.")

    page = mo.visit("/moderation/members/rosa/clean-up")

    assert list(ticks(page)) == [SPAM]


def test_the_forums_own_pages_are_not_offered(mo: Browser, world: World) -> None:
    own = world.app.extensions["settings"].base_url
    world.reply(world.thread("ken"), "rosa", f"Look at {own}/t/1 and 127.0.0.1/x.")

    assert ticks(mo.visit("/moderation/members/rosa/clean-up")) == {}


@pytest.mark.usefixtures("spam")
def test_posts_by_others_with_that_domain_wait_from_then_on(
    mo: Browser, ivy: Browser, world: World
) -> None:
    thread = world.thread("una")

    page = cleaned(mo)
    ivy.visit(world.url(thread))
    shown = ivy.submit("/reply", body=LATER)

    assert "Posts removed: 1" in page.text
    watched = {one.pattern: one for one in world.rows(WatchedWord)}
    assert set(watched) == {SPAM, "shared.example.net"}
    row = watched[SPAM]
    assert (row.deed, row.way, row.author_id) == (
        Deed.HOLD,
        Way.WORD,
        world.member_id("mo_mod"),
    )
    assert row.ends_at is not None
    assert row.ends_at - row.added_at == timedelta(days=180)
    newest = max(world.rows(Post), key=lambda one: one.id)
    assert newest.state is PostState.HELD
    assert "It has a word that moderators look at first." in shown.text


@pytest.mark.usefixtures("spam")
def test_what_is_not_ticked_is_not_watched(mo: Browser, world: World) -> None:
    cleaned(mo, domains="shared.example.net")

    assert [one.pattern for one in world.rows(WatchedWord)] == ["shared.example.net"]


@pytest.mark.usefixtures("spam")
def test_a_domain_that_stands_in_no_post_is_not_watched(
    mo: Browser, world: World
) -> None:
    cleaned(mo, domains="elsewhere.example.org")

    assert world.rows(WatchedWord) == []


@pytest.mark.usefixtures("spam")
def test_undoing_the_clean_up_ends_it(mo: Browser, ivy: Browser, world: World) -> None:
    thread = world.thread("una")
    cleaned(mo)

    mo.visit("/moderation/members/rosa")
    mo.submit("/clean-up/undo")
    ivy.visit(world.url(thread))
    ivy.submit("/reply", body=LATER)

    assert all(
        one.ends_at is not None and one.ends_at <= utcnow()
        for one in world.rows(WatchedWord)
    )
    newest = max(world.rows(Post), key=lambda one: one.id)
    assert newest.state is PostState.PUBLISHED
    (effect,) = [
        one for one in world.rows(ModAction) if one.kind is ActionKind.WATCH_DOMAINS
    ]
    assert effect.reversed_by is not None


@pytest.mark.usefixtures("spam")
def test_taking_the_decision_back_with_a_reason_ends_it_too(
    mo: Browser, world: World
) -> None:
    cleaned(mo)
    (made,) = world.rows(Decision)

    with time_machine.travel(utcnow() + timedelta(days=2)):
        mo.begin_session(world.session_of(world.member_id("mo_mod")))
        mo.visit(f"/moderation/decisions/{made.id}/reverse")
        page = mo.submit("/reverse", reason="It was another member.")

        assert page.status == 200, page.text
        assert all(
            one.ends_at is not None and one.ends_at <= utcnow()
            for one in world.rows(WatchedWord)
        )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See HTTPS://WWW.Deals.Example.COM:8443/a.", {"deals.example.com"}),
        ("www.deals.example.com, please", {"deals.example.com"}),
        ("[here](https://me@deals.example.com/x)", {"deals.example.com"}),
        ("https://deals.example.com.", {"deals.example.com"}),
        ("deals.example.com alone is no link", set()),
        ("http://192.0.2.1/ and https://localhost/", set()),
    ],
)
def test_domains_are_read_from_links(text: str, found: set[str]) -> None:
    assert domains_in(text) == found


def test_a_part_and_the_parent_of_ones_own_host_are_ones_own() -> None:
    own = {"forum.example.com"}

    assert belongs_to("forum.example.com", own)
    assert belongs_to("img.forum.example.com", own)
    assert belongs_to("example.com", own)
    assert not belongs_to("myforum.example.com", own)
