"""What stands beside a thread: paper, a link, a look for newer posts."""

import json

from forum.boards.models import Audience
from forum.boards.solutions import in_short
from tests.boards.acts import open_to, replies
from tests.browser import Browser
from tests.reactions.acts import opened
from tests.world import TITLE, World

LINKED = "See [the manual](https://example.com/manual?a=1&b=2) first."


def test_the_print_view_says_where_links_lead(guest: Browser, world: World) -> None:
    thread = world.thread("ken", body=LINKED)
    world.reply(thread, "ivy", LINKED)

    page = guest.visit(f"{world.url(thread)}?print=1")

    assert page.heading == TITLE
    assert f"{world.url(thread)} Printed on" in page.text
    assert "2. ivy," in page.text
    (link,) = page.soup.select(".printed ol li")[-1:]
    assert link.text == "https://example.com/manual?a=1&b=2"
    assert page.text.count("[1]") == 2
    assert not page.soup.select("form[action*='/reply']")


def test_the_print_view_holds_two_hundred_posts_and_costs_no_cookie(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    replies(world, thread, 30)

    page = guest.visit(f"{world.url(thread)}?print=1")

    assert len(page.soup.select("article.post")) == 31
    assert "Set-Cookie" not in page.headers
    assert page.soup.select('meta[name="robots"][content="noindex"]')


def test_the_print_view_of_another_slug_leads_to_the_right_one(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken")

    page = guest.visit(f"/t/{thread}?print=1")

    assert page.soup.select(".printed")


def test_every_post_has_its_link(guest: Browser, world: World) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "ivy")

    page = opened(guest, world, thread)

    (link,) = page.soup.select(f"#p{post} a[data-copy]")
    assert link["href"] == f"/p/{post}"


def test_who_looks_for_newer_posts_gets_nothing_until_there_are_some(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    page = opened(guest, world, thread)
    (place,) = page.soup.select("[data-newer]")

    answer = guest.visit(str(place["data-newer"]))
    assert (answer.status, answer.html) == (204, "")

    post = world.reply(thread, "ivy")
    answer = guest.visit(str(place["data-newer"]))
    assert json.loads(answer.html) == {"count": 1, "url": f"/p/{post}"}
    assert answer.headers["ETag"]
    assert "Set-Cookie" not in answer.headers


def test_nobody_hears_of_posts_they_cannot_read(guest: Browser, world: World) -> None:
    thread = world.thread("ken")
    world.reply(thread, "ivy")
    open_to(world, "performance", Audience.STAFF)

    assert guest.visit(f"/t/{thread}/newer?after=1").status == 204
    assert guest.visit(f"/t/{thread}/newer?after=x").status == 400


def test_only_the_last_page_looks_for_newer_posts(guest: Browser, world: World) -> None:
    thread = world.thread("ken")
    replies(world, thread, 30)

    assert not opened(guest, world, thread).soup.select("[data-newer]")
    last = guest.visit(f"{world.url(thread)}?page=2")
    assert last.soup.select("[data-newer]")


def test_an_answer_in_short_leaves_out_what_it_quotes() -> None:
    html = "<blockquote><p>x</p><blockquote>y</blockquote></blockquote><p>So &amp;</p>"

    assert in_short(f"{html}<p>so.</p>") == "So & so."
    assert len(in_short("<p>" + "word " * 100 + "</p>")) <= 202
