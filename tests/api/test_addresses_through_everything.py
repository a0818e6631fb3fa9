"""Addresses hold through any order of moves, splits, merges and other names."""

import random
from collections.abc import Callable

import pytest

from forum.boards.models import Post, PostState, Thread
from tests.admin.acts import changed
from tests.api.test_addresses_that_stay import holds
from tests.boards.acts import replies
from tests.browser import Browser
from tests.members.test_another_user_name import renamed
from tests.moderation.reshaped import board_slug, order, tool
from tests.moderation.test_splitting import newest, split
from tests.moderation.test_tags import rename as renamed_tag
from tests.world import World

STEPS = 6
BOARDS = ("care", "grid", "storage")


class Reshaping:
    """Threads to which things happen, by those who may, through their pages."""

    def __init__(self, seed: int, world: World, mo: Browser, ada: Browser) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same each time
        self.world, self.mo, self.ada = world, mo, ada
        self.done: list[str] = []

    def threads(self) -> list[int]:
        """Return the threads that are none's part by now."""
        rows = self.world.rows(Thread)
        return [one.id for one in rows if one.merged_into is None]

    def any_thread(self) -> int:
        """Return some thread."""
        return self.chance.choice(self.threads())

    def move(self) -> None:
        """Let a thread go to another board."""
        thread = self.any_thread()
        here = board_slug(self.world, thread)
        slugs = [one for one in self.boards() if one != here]
        page = tool(self.mo, thread, "move", board=self.chance.choice(slugs))
        assert page.status == 200, page.text

    def boards(self) -> list[str]:
        """Return the addresses that the boards have by now."""
        said = self.ada.visit("/").soup.select(".board h3 a")
        paths = [str(one["href"]).rpartition("/")[2] for one in said]
        return [one for one in paths if one.startswith(BOARDS)]

    def split(self) -> None:
        """Let some posts become a thread of their own."""
        long = [one for one in self.threads() if len(order(self.world, one)) > 2]
        thread = self.chance.choice(long)
        posts = order(self.world, thread)[1:]
        some = self.chance.sample(posts, self.chance.randint(1, len(posts) - 1))
        before = newest(self.world)
        page = split(
            self.mo, thread, sorted(some), title=f"A thread apart, {len(self.done)}"
        )
        assert page.status == 200, page.text
        assert newest(self.world) > before

    def merge(self) -> None:
        """Let a thread go into another."""
        thread, into = self.chance.sample(self.threads(), 2)
        page = tool(self.mo, thread, "merge", into=str(into))
        assert page.status == 200, page.text

    def rename_board(self) -> None:
        """Let a board have another address."""
        slug = self.chance.choice(self.boards())
        page = changed(self.ada, self.world, slug, slug=f"{slug}-{len(self.done)}")
        assert page.status == 200, page.text

    def happen(self) -> None:
        """Let something happen, whatever can."""
        ways: list[Callable[[], None]] = [self.move, self.rename_board, self.split]
        if len(self.threads()) > 1:
            ways += [self.merge, self.merge]
        way = self.chance.choice(ways)
        self.done.append(way.__name__)
        way()


@pytest.mark.parametrize("seed", range(2))
def test_every_address_ever_given_leads_to_the_same_words(
    guest: Browser, mo: Browser, ada: Browser, world: World, seed: int
) -> None:
    for slug in BOARDS:
        thread = world.thread(f"by_{slug}", title=f"About {slug}", board=slug)
        replies(world, thread, 3)
    all_ = Reshaping(seed, world, mo, ada)
    posts = [one.id for one in world.rows(Post)]
    pages: set[str] = set()

    for _ in range(STEPS):
        pages |= {world.url(one) for one in all_.threads()}
        pages |= {f"/b/{slug}" for slug in all_.boards()}
        all_.happen()

        broken = [one for one in posts if not holds(guest, world, one)]
        assert not broken, all_.done
    assert {one.state for one in world.rows(Post)} == {PostState.PUBLISHED}
    for path in sorted(pages):
        for way in (path, path.rpartition("/")[0] if "/t/" in path else path):
            assert guest.visit(way).status == 200, (way, all_.done)
        assert guest.visit(f"{path.removesuffix('/')}").path in {
            *(world.url(one) for one in all_.threads()),
            *(f"/b/{slug}" for slug in all_.boards()),
        }, all_.done


def test_another_board_name_tag_and_user_name_break_no_address(
    guest: Browser, mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("rosa", board="care", tags=("snow",))
    post = world.opening_post(thread)

    changed(ada, world, "care", slug="care-and-safety")
    renamed_tag(mo, "snow", "winter")
    renamed(rosa, "rosa_solar", leads_on="y")

    led = guest.visit("/b/care", follow=False)
    assert (led.status, led.headers["Location"]) == (301, "/b/care-and-safety")
    assert guest.visit("/b/care/feed.atom").path == "/b/care-and-safety/feed.atom"
    assert guest.visit("/m/rosa").path == "/m/rosa_solar"
    assert holds(guest, world, post)
    for query in ("tag:snow", "tag:winter", "by:rosa_solar"):
        found = guest.visit(f"/search?q={query}")
        assert f"/p/{post}" in found.html or world.url(thread) in found.html, query
