"""The page of searching: its fields, what it says, and how it is found itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text

from forum.core import patience
from forum.core.db import db
from forum.search.queries import finding
from tests.browser import Browser, Page
from tests.search.finding import hits, searched
from tests.world import World

RARE = "Our zirconium bracket held all winter long."


def robots(page: Page) -> list[str]:
    return [str(one["content"]) for one in page.soup.select('meta[name="robots"]')]


@contextmanager
def slow(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a search take longer than anybody waits: on PostgreSQL, for a lock."""
    monkeypatch.setattr(finding, "PATIENCE", timedelta(milliseconds=1))
    monkeypatch.setattr(patience, "STEPS", 1)
    with world.app.app_context():
        if db.engine.dialect.name == "sqlite":
            monkeypatch.setattr(finding, "PATIENCE", timedelta())
            yield
            return
        with db.engine.connect().execution_options(access="write") as other:
            other.execute(text("LOCK TABLE post_index"))
            yield
            other.rollback()


@pytest.mark.parametrize(
    ("field", "value", "count"),
    [
        ("by", "ken", 1),
        ("by", "@Ken", 1),
        ("by", "nobody", 0),
        ("tag", "snow", 1),
        ("tag", "battery", 0),
        ("after", "2020-01-01", 1),
        ("before", "2020-01-01", 0),
    ],
)
def test_fields_of_the_form_narrow_as_what_is_typed(
    guest: Browser, world: World, field: str, value: str, count: int
) -> None:
    world.thread(title="The zirconium bracket question", body=RARE, tags=("snow",))

    page = searched(guest, "zirconium", **{field: value})

    assert len(page.soup.select(".hit")) == count
    assert page.soup.select("details[open]")
    (box,) = page.soup.select(f'input[name="{field}"]')
    assert box["value"] == value


def test_a_field_that_is_not_understood_is_passed_over_and_said_to_be(
    guest: Browser, world: World
) -> None:
    world.thread(body=RARE)

    page = searched(guest, "zirconium", after="31.12.2026", tag="no such tag")

    assert "We passed over “31.12.2026”. Write days as 2026-04-30." in page.text
    assert "We passed over “no such tag”." in page.text
    assert len(page.soup.select(".hit")) == 1


def test_each_field_can_be_emptied_by_a_link(guest: Browser, world: World) -> None:
    world.thread(body=RARE)

    page = searched(guest, "zirconium", by="nobody", tag="snow")

    assert page.link("By nobody") == "/search?q=zirconium&tag=snow"
    assert page.link("Tag snow") == "/search?q=zirconium&by=nobody"


def test_a_page_of_results_keeps_every_filter(guest: Browser, world: World) -> None:
    thread = world.thread(title="The zirconium bracket question", body=RARE)
    for place in range(24):
        world.reply(thread, f"member{place}", f"Zirconium again, {place}.")

    page = searched(guest, "zirconium", after="2020-01-01", sort="newest")

    assert page.link("Next") == (
        "/search?q=zirconium&sort=newest&after=2020-01-01&page=2"
    )


def test_nothing_found_says_what_to_do(guest: Browser, world: World) -> None:
    world.thread()

    page = searched(guest, "pineapple", by="ken")

    assert "Nothing found for “pineapple”. Try fewer words, or remove a filter." in (
        page.text
    )
    assert "0 results" in page.text


def test_a_search_that_takes_too_long_is_stopped_with_a_sentence(
    guest: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.thread(body=RARE)

    with slow(world, monkeypatch):
        page = searched(guest, "zirconium")
        told = guest.client.get("/api/v1/search?q=zirconium")

    assert "We stopped this search. Add a word or a filter" in page.text
    assert "0 results" not in page.text
    assert told.status_code == 400
    assert "We stopped this search." in told.get_data(as_text=True)


def test_after_a_search_was_stopped_the_next_one_is_answered(
    guest: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.thread(body=RARE)
    with slow(world, monkeypatch):
        searched(guest, "zirconium")
    monkeypatch.undo()

    assert len(hits(guest, "zirconium")) == 1


def test_the_empty_page_may_be_listed_and_what_it_finds_may_not(
    guest: Browser, world: World
) -> None:
    world.thread()

    assert robots(guest.visit("/search")) == []
    assert guest.visit("/search").soup.select('link[rel="canonical"]')
    for asked in ("q=snow", "q=", "board=performance", "sort=newest", "page=1"):
        assert robots(guest.visit(f"/search?{asked}")) == ["noindex"], asked


def test_a_page_that_is_not_there_offers_to_search(guest: Browser) -> None:
    page = guest.visit("/nowhere-at-all")

    (box,) = page.soup.select('main form[action="/search"] input[name="q"]')
    assert page.status == 404
    assert page.soup.select(f'label[for="{box["id"]}"]')


def test_tags_lead_to_threads_with_the_same_tag(guest: Browser, world: World) -> None:
    thread = world.thread(tags=("snow",))
    world.thread("ivy", title="Nothing of that sort in here")

    there = guest.visit("/b/performance").link("snow")

    assert there == "/search?q=tag:snow"
    assert hits(guest, "tag:snow") == [f"/p/{world.opening_post(thread)}"]
