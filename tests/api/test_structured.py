"""What a page of a thread tells search engines: nothing that a reader cannot see."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import update

from forum.boards.models import PostState
from forum.core.db import db
from forum.members.models import Affiliation, Member
from tests.api.asking import path_of
from tests.api.schemaorg import block_of, faults
from tests.boards.acts import become, replies
from tests.browser import Browser, Page
from tests.reactions.acts import press
from tests.world import BODY, TITLE, World

NOT_WORDS = {"@context", "@id", "@type", "url", "item", "datePublished", "dateModified"}


def told(page: Page) -> Any:
    """Return what a page tells of its thread, held to what schema.org asks."""
    thread, crumbs = whole(page)["@graph"]
    assert crumbs["@type"] == "BreadcrumbList"
    return thread


def whole(page: Page) -> Any:
    """Return all that a page tells, held to what schema.org asks."""
    block = block_of(page.html)
    assert faults(block) == []
    return json.loads(block)


def words(said: Any, name: str = "") -> Iterator[str]:
    """Yield every text in the data that somebody could read."""
    if isinstance(said, dict):
        for key, value in said.items():
            yield from words(value, key)
    elif isinstance(said, list):
        for value in said:
            yield from words(value, name)
    elif isinstance(said, str) and name not in NOT_WORDS:
        yield said


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shown(page: Page) -> str:
    """Return what can be seen on a page, without the block of data and the head."""
    return squeezed(" ".join(page.soup.select_one("body").strings))  # type: ignore[union-attr]


RICH = (
    "Our **first** year: `1,154 kWh` & <b>more</b>.\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    "\n\n- one\n- two\n\n> quoted </script><script>alert(1)</script>\n\n"
    "See https://www.example.com/report for <!-- the --> rest."
)


def test_a_thread_says_who_wrote_what_and_when(guest: Browser, world: World) -> None:
    thread = world.thread("ken")
    posts = replies(world, thread, 2)

    said = told(guest.visit(world.url(thread)))

    assert (said["headline"], said["text"]) == (TITLE, BODY)
    assert said["author"]["name"] == "ken"
    assert path_of(said["author"]["url"]) == "/m/ken"
    assert path_of(said["url"]) == world.url(thread)
    assert said["commentCount"] == 2
    assert [path_of(one["url"]) for one in said["comment"]] == [
        f"/p/{post}" for post in posts
    ]


def test_no_word_is_told_that_is_not_on_the_page(guest: Browser, world: World) -> None:
    thread = world.thread("ken", title='<b>A & B</b> </script> "quoted"', body=RICH)
    world.reply(thread, body=RICH)
    gone = world.reply(thread, "eva", "Taken away.")
    become(world, gone, PostState.REMOVED, "Rule 1: No ads.")
    replies(world, thread, 30)

    for query in ("", "?page=2"):
        page = guest.visit(world.url(thread) + query)
        said = list(words(whole(page)))
        assert len(said) > 20
        assert [one for one in said if squeezed(one) not in shown(page)] == []


def test_no_text_ends_the_block(guest: Browser, world: World) -> None:
    thread = world.thread("ken", title="</script><!-- <script> here", body=RICH)

    page = guest.visit(world.url(thread))

    inline = [one for one in page.soup.select("script") if not one.get("src")]
    assert [one.get("type") for one in inline] == ["application/ld+json"]
    assert told(page)["headline"] == "</script><!-- <script> here"


def test_addresses_of_members_are_not_told(guest: Browser, world: World) -> None:
    body = 'Ask\nida.b@quarrymail.com or "mailto:eve@quarrymail.com" about it.'
    thread = world.thread("ken", title="Ask ida.b@quarrymail.com soon", body=body)

    page = guest.visit(world.url(thread))

    assert told(page)
    assert "quarrymail" not in page.html


def test_who_left_has_no_address(guest: Browser, world: World) -> None:
    thread = world.thread("ken")
    with world.writing():
        db.session.execute(update(Member).values(is_former=True))

    said = told(guest.visit(world.url(thread)))

    assert "url" not in said["author"]


@pytest.mark.parametrize("wish", [True, False])
def test_what_is_not_to_be_found_tells_nothing(
    guest: Browser, rosa: Browser, world: World, wish: bool
) -> None:
    url = world.url(world.thread("rosa"))
    fields = rosa.visit("/my/privacy").values("/my/privacy")
    rosa.post("/my/privacy", fields | ({"skips_search": "y"} if wish else {}))

    page = guest.visit(url)

    assert bool(page.soup.select('script[type="application/ld+json"]')) is not wish
    assert bool(page.soup.select("meta[property='og:title']")) is not wish
    assert bool(page.soup.select("meta[name=robots]")) is wish


def graph(page: Page) -> dict[str, str]:
    """Return what Open Graph says on a page, each thing once."""
    said = page.soup.select("meta[property^='og:']")
    found = {str(one["property"])[3:]: str(one["content"]) for one in said}
    assert len(found) == len(said)
    return found


def test_a_link_to_a_thread_is_shown_with_its_first_words(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken", body="Ten words & “more” in each of them. " * 20)

    page = guest.visit(world.url(thread))

    said = graph(page)
    assert said["title"] == TITLE
    assert 180 < len(said["description"]) <= 200
    assert squeezed(said["description"]) in shown(page)
    assert (said["type"], path_of(said["url"])) == ("article", world.url(thread))
    picture = guest.client.get(path_of(said["image"]))
    assert picture.mimetype == "image/png"
    picture.close()


@pytest.mark.parametrize(
    "path", ["/", "/latest", "/b/performance", "/learn", "/systems", "/privacy", "/api"]
)
def test_open_graph_and_canonical_are_whole_on_every_listed_page(
    guest: Browser, world: World, path: str
) -> None:
    world.thread()

    page = guest.visit(f"{path}?utm_source=x")

    said = graph(page)
    assert {"title", "type", "url", "image", "description", "site_name"} == set(said)
    assert all(said.values())
    assert said["type"] == "website"
    (canonical,) = page.soup.select("link[rel=canonical]")
    assert str(canonical["href"]) == said["url"] == f"http://127.0.0.1:8000{path}"


def test_each_page_of_a_thread_is_its_own_and_names_the_whole_thread(
    guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    posts = replies(world, thread, 22)
    url = world.url(thread)

    page = guest.visit(f"{url}?page=2")

    (canonical,) = page.soup.select("link[rel=canonical]")
    assert path_of(str(canonical["href"])) == f"{url}?page=2"
    assert path_of(graph(page)["url"]) == f"{url}?page=2"
    said = told(page)
    assert path_of(said["url"]) == url
    assert "text" not in said
    assert [path_of(one["url"]) for one in said["comment"]] == [
        f"/p/{post}" for post in posts[19:]
    ]


def test_who_sells_something_says_so_there_too(
    guest: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("rosa")
    with world.writing():
        db.session.execute(update(Member).values(affiliation=Affiliation.INSTALLER))

    page = guest.visit(world.url(thread))

    badge = told(page)["author"]["description"]
    assert badge.lower().startswith("installer")
    assert badge in page.soup.select_one(".who").text  # type: ignore[union-attr]
    assert rosa.visit("/my").status == 200


def test_the_answer_that_helped_is_told_where_it_stands(
    guest: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("rosa")
    reply = world.reply(thread, "ivy", "It was one cable.")
    press(rosa, world, reply, "answer")
    replies(world, thread, 20)

    page = guest.visit(world.url(thread))

    said = told(page)
    assert said["@type"] == ["DiscussionForumPosting", "Question"]
    assert said["acceptedAnswer"]["text"] == "It was one cable."
    assert path_of(said["acceptedAnswer"]["url"]) == f"/p/{reply}"
    assert said["answerCount"] == 21
    assert [one for one in words(said) if squeezed(one) not in shown(page)] == []
    assert "acceptedAnswer" not in told(guest.visit(f"{world.url(thread)}?page=2"))


BROKEN = [
    ('"@type":"DiscussionForumPosting"', '"@type":"ForumPosting"', "nobody knows"),
    ('"headline":', '"headlin":', "without headline"),
    ('"headline":', '"image":"x","headline":', "with image"),
    ('"commentCount":1', '"commentCount":"one"', "for commentCount"),
    ('"datePublished":"2', '"datePublished":"x2', "for datePublished"),
    ('"author":{"@type":"Person"', '"author":{"@type":"Comment"', "for author"),
    ('"position":1', '"position":[1,2]', "for position"),
    ('"name":"Forum"', '"name":""', "for name"),
    ('"item":"http', '"item":"x', "for item"),
    ("https://schema.org", "https://example.com", "words of schema.org"),
]


@pytest.mark.parametrize(("before", "after", "says"), BROKEN)
def test_broken_data_would_be_noticed(
    guest: Browser, world: World, before: str, after: str, says: str
) -> None:
    thread = world.thread("ken")
    world.reply(thread)
    block = block_of(guest.visit(world.url(thread)).html)
    assert faults(block) == []

    assert before in block
    found = faults(block.replace(before, after))

    assert any(says in one for one in found), found
