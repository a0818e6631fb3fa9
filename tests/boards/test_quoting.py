"""Replying with a quotation that links back to its source."""

from hypothesis import given
from hypothesis import strategies as st

from forum.boards.models import Post, PostState, Quote
from forum.core.markup import render
from forum.core.markup.quoting import TAKEN_MAX, quotation
from tests.boards.acts import CALL_ME, become, body_of, send
from tests.browser import Browser
from tests.world import BODY, World


def test_a_quotation_names_its_author_and_links_back(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    source = world.opening_post(thread)
    page = rosa.visit(world.url(thread))

    page = rosa.visit(page.link("Quote post 1"))
    assert body_of(page).startswith(f"> [ken wrote in #1](/p/{source})\n>\n> {BODY}")
    rosa.submit("/reply", body=body_of(page) + "\nSame here.")

    quoted = guest.visit(world.url(thread)).soup.select_one("blockquote")
    assert quoted is not None
    assert BODY in quoted.get_text()
    assert [link["href"] for link in quoted.select("a")] == [f"/p/{source}"]
    (row,) = world.rows(Quote)
    assert (row.source_id, row.post_id) == (source, source + 1)


def test_a_quotation_brings_its_details_before_its_new_author(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken", body=CALL_ME)
    rosa.visit(f"/t/{thread}/reply?quote={world.opening_post(thread)}")

    page = rosa.submit("/reply")

    assert page.status == 422
    assert "Phone number" in page.text


def test_what_is_not_readable_cannot_be_quoted(rosa: Browser, world: World) -> None:
    thread = world.thread()
    removed = world.reply(thread, body="Taken away by a moderator.")
    become(world, removed, PostState.REMOVED, "Rule 4: Stay with solar.")

    page = rosa.visit(f"/t/{thread}/reply?quote={removed}")

    assert page.status == 200
    assert body_of(page) == ""


def test_a_post_of_another_thread_cannot_be_quoted(rosa: Browser, world: World) -> None:
    thread = world.thread()
    foreign = world.opening_post(world.thread("eva", body="Said elsewhere."))

    for asked in (foreign, 999, "x", "-1"):
        page = rosa.visit(f"/t/{thread}/reply?quote={asked}")
        assert (page.status, body_of(page)) == (200, "")


def test_a_link_to_a_post_that_is_not_there_quotes_nothing(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()

    send(rosa, thread, "> [eva wrote in #7](/p/9999)\n>\n> Invented words.\n\nNo.")

    assert world.rows(Quote) == []
    assert len(world.rows(Post)) == 2


def test_an_edit_adds_what_it_quotes(rosa: Browser, world: World) -> None:
    thread = world.thread()
    post = world.reply(thread, "rosa")
    source = world.opening_post(thread)
    rosa.visit(f"/p/{post}/edit")

    rosa.submit("/edit", body=f"> [ken wrote in #1](/p/{source})\n>\n> {BODY}\n\nYes.")

    (row,) = world.rows(Quote)
    assert (row.post_id, row.source_id) == (post, source)


@given(st.text(max_size=400), st.integers(1, 10**9))
def test_a_quotation_is_never_longer_than_some_lines(body: str, post: int) -> None:
    said = quotation(body, "ken", 3, f"/p/{post}")

    assert said.endswith("\n\n")
    lines = said.rstrip("\n").split("\n")
    assert all(line.startswith(">") for line in lines)
    assert len(lines) <= TAKEN_MAX + 3
    assert post in render(said).quoted


def test_quotations_within_a_quotation_are_left_out() -> None:
    said = quotation("> older words\n\nnewer words", "ken", 2, "/p/2")

    assert "older words" not in said
    assert "> newer words" in said
