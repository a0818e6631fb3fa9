"""A forum whose demo content has grown a page of twenty posts, two with photos."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from types import MappingProxyType

import yaml
from sqlalchemy import select

from forum.boards.models import Thread
from forum.core.clock import utcnow
from forum.core.db import db
from forum.site.demo import loading
from tests.gallery.forum import at_home
from tests.images.pictures import added, attached, jpeg
from tests.journey.conftest import free_port, running
from tests.journey.forum import Mailbox
from tests.world import World

POSTS = 20
PHOTO = (1600, 1200)
READER = "sunnyridge"
WITH_PHOTOS = (4, 17)
"""Which of the replies show a photo: one early, one far down the page."""


@dataclass(frozen=True)
class Busy:
    """The forum, where it runs, and the pages that people read most."""

    url: str
    world: World
    pages: Mapping[str, str]

    def address(self, page: str) -> str:
        """Return the whole address of a page."""
        return self.url + self.pages[page]


@contextmanager
def served(home: Path) -> Iterator[Busy]:
    """Run the forum as the README does."""
    with ExitStack() as stack:
        world = stack.enter_context(at_home(home))
        thread = _filled(world)
        mailbox = Mailbox(free_port())
        mailbox.start()
        stack.callback(mailbox.stop)
        forum = stack.enter_context(running(home, mailbox, ""))
        pages = {
            "home": "/",
            "board": "/b/performance",
            "thread": world.url(thread),
            "search": "/search",
        }
        yield Busy(forum.url, world, MappingProxyType(pages))


def _filled(world: World) -> int:
    """Load the demo content and lengthen its longest thread; return its key."""
    with world.reading():
        assert loading.load(utcnow())
        longest = select(Thread).order_by(Thread.reply_count.desc(), Thread.id)
        thread = db.session.scalars(longest).first()
        assert thread is not None
        key, there = thread.id, thread.reply_count + 1
    for number, (by, words) in enumerate(islice(_replies(), POSTS - there)):
        at = utcnow() - timedelta(hours=POSTS - number)
        post = world.reply(key, by, words, at)
        if there + number in WITH_PHOTOS:
            photo = added(world, by, jpeg(PHOTO))
            attached(world, by, post, photo, alt="Snow on the lower row of modules")
    world.run_jobs()
    return key


def _replies() -> Iterator[tuple[str, str]]:
    """Yield what members of the demo content reply elsewhere, and who they are."""
    content = yaml.safe_load(loading.CONTENT.read_text(encoding="utf-8"))
    replies = [
        (one["author"], one["body"])
        for thread in content["threads"]
        for one in thread.get("replies", ())
        if "redactions" not in one and "moderation" not in one
    ]
    return cycle(replies)
