"""A forum with everything in it, and hostile words in all of that."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from urllib.parse import quote

from forum.boards import actions as boards
from forum.boards.drafts import Draft
from forum.boards.printing import PRINTED_MAX
from forum.boards.queries import DraftPlace
from forum.core.clock import utcnow
from forum.core.paging import PAGE_SIZE
from forum.members.models import Role
from tests.browser import Browser
from tests.gallery.picture import Picture
from tests.gallery.places import (
    ADMINISTRATOR,
    MEMBER,
    MODERATOR,
    PEOPLE,
    browser_of,
)
from tests.hostile.typed import Browsers, Filled, fill_in
from tests.hostile.vectors import packed, vectors
from tests.hostile.window import PLAIN
from tests.mail.announcing import approved, newest, written
from tests.world import World, settled

TITLES = 32
SEARCHES = 24
TYPED = 16
"""How many of all texts are searched for, and typed as addresses."""
COMPOSED = 19_000
ADDRESSES = (
    *("/b/{}", "/m/{}", "/t/1/{}", "/search?by={}&board={}", "/search?tag={}&q=x"),
    *(
        "/sign-in?next={}",
        "/latest?page={}",
        "/b/performance?show={}",
        "/systems?maker={}",
    ),
    *(
        "/contact?answer={}",
        "/moderation/queue?show={}",
        "/admin/members?q={}",
        "/left/{}",
    ),
)
OTHERS = (
    *(
        "/feed.atom",
        "/b/performance/feed.atom",
        "/sitemap.xml",
        "/sitemap-threads-0.xml",
    ),
    *("/api/v1/boards", "/api/v1/threads", "/api/v1/posts", "/api/v1/search?q=img"),
    *(
        "/mentions?q=a",
        "/systems/suggest?kind=inverter&q=x",
        "/search/similar?title=img",
    ),
)
"""What is no page, but is opened in a browser all the same."""


MARKS = re.compile(r"hit\(|outside\.example|a &lt; b &amp;&amp; c")
"""One of them stands in every page and letter that shows hostile words."""


def plant(world: World, pictures: Iterable[Picture]) -> Filled:
    """Put hostile words into all that a forum has, by all its forms."""
    _titles(world)
    _announcement(world)
    filled = fill_in(world, pictures)
    world.run_jobs(later=timedelta(days=1))
    return filled


def post_all(world: World) -> int:
    """Post each vector in a reply of its own; return the thread with all of them."""
    title = f"{PLAIN} {vectors()[0]}"
    # Moderators never have to wait between two posts.
    author = world.member(MODERATOR, Role.MODERATOR)
    begun = utcnow() - timedelta(hours=6)
    thread = world.thread(MODERATOR, title=title, body=PLAIN, at=begun)
    with world.writing():
        for number, said in enumerate(vectors(), start=1):
            at = begun + timedelta(seconds=number)
            boards.reply(author, thread, settled(Draft(said)), at)
    world.run_jobs()
    return thread


def _titles(world: World) -> None:
    texts = list(packed(150 - len(PLAIN)))
    for number, said in enumerate(texts[:: len(texts) // TITLES]):
        at = utcnow() - timedelta(hours=5, seconds=-number)
        title = f"{PLAIN} {said}"
        thread = world.thread(MODERATOR, title=title, body=said, at=at)
        if number % 8 == 0:
            with world.writing():
                begun = Draft(said, title, ("x",))
                where = DraftPlace(thread_id=thread)
                boards.keep_draft(world.known(MEMBER), where, begun, said, at)


def _announcement(world: World) -> None:
    title = f"{PLAIN} <img src=x onerror=hit(0)>"
    body = f"{PLAIN}\n\n<svg/onload=hit(0)>\n\n**<script>hit(0)</script>**"
    written(browser_of(world, ADMINISTRATOR), title=title, body=body)
    approved(browser_of(world, "first_admin_2"), newest(world))


def thread_pages(world: World, thread: int) -> Iterator[tuple[str, str]]:
    """Yield every page of that thread for a guest, and printed ones for all others."""
    url = world.url(thread)
    for number in range(1, (len(vectors()) + 1) // PAGE_SIZE + 2):
        yield f"{url}?page={number}", ""
    for who in PEOPLE.values():
        yield f"{url}?page=2", who
        for number in range(1, len(vectors()) // PRINTED_MAX + 2):
            yield f"{url}?print=1&page={number}", who


def typed_addresses() -> Iterator[str]:
    """Yield addresses with hostile words in them, as somebody would be led to."""
    texts = list(packed(190))
    for said in texts[:: len(texts) // SEARCHES]:
        yield f"/search?q={quote(said, safe='')}"
    for number, said in enumerate(islice(vectors(), 0, None, len(vectors()) // TYPED)):
        for address in (ADDRESSES[number % len(ADDRESSES)], ADDRESSES[-1 - number % 6]):
            typed = quote(said, safe="")
            yield address.format(typed, typed)


def other_answers(thread: int) -> Iterator[str]:
    """Yield what is made for programs, feed readers and scripts."""
    yield from OTHERS
    yield f"/t/{thread}/feed.atom"
    yield f"/t/{thread}/newer?after=800"
    yield f"/api/v1/threads/{thread}/posts"


def hostile_pages(
    world: World, pictures: Iterable[Picture], filled: Filled
) -> Iterator[tuple[str, str]]:
    """Yield the pages that show any hostile word, and who opens them."""
    pages = [*((one.path, one.who) for one in pictures), *filled.led_to]
    browsers = Browsers(world)
    for path, who in dict.fromkeys(pages):
        if MARKS.search(browsers[who].visit(path).html):
            yield path, who


def shown_again(world: World) -> Iterator[tuple[str, str]]:
    """Yield pages that repeat what somebody typed: previews, errors that keep it."""
    browser = browser_of(world, MEMBER)
    new = "/b/equipment/new"
    for said in packed(COMPOSED):
        body = f"{PLAIN}\n\n{said}"
        browser.visit(new)
        yield MEMBER, browser.submit(new, to="/preview", title=PLAIN, body=body).html
        browser.visit(new)
        yield MEMBER, browser.submit(new, csrf_token="x", title=PLAIN, body=body).html
    guest = Browser(world.app)
    yield "", guest.post("/contact", {"message": said, "subject": said}).html
    yield "", guest.post("/no-such-page", {"body": said}).html


def hostile_letters(world: World) -> Iterator[str]:
    """Yield the HTML of all mail that says any hostile word."""
    for mail in world.outbox.mails:
        body = mail.get_body(("html",))
        html = str(body.get_content()) if body is not None else ""
        if MARKS.search(html):
            yield html
