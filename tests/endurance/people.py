"""Who comes to a forum in the course of an hour, beside those who reply."""

import re
from collections.abc import Iterable
from itertools import count, cycle

from tests.images.pictures import jpeg
from tests.scaling.planting import OPENER, THREAD
from tests.scaling.traffic import Somebody, Story, Writer
from tests.scaling.visitor import Visitor

FINE = frozenset({200, 303})
PLAINLY_REFUSED = 429
SIXTY_AN_HOUR = "You have added very many photos. Please go on in an hour"
REPLY = f"/t/{THREAD}/reply"


class Paced(Somebody):
    """Does something, then leaves the forum alone for a while."""

    pause = 1.0

    def act(self) -> None:
        """Do it once, and pause."""
        self.do()
        self._ending.wait(self.pause)

    def do(self) -> None:
        """Do it once."""
        raise NotImplementedError

    def sent(self, action: str, **fields: str) -> None:
        """Send a form of the present page; note what was not taken."""
        page = self.visitor.submit(action, more=fields)
        if page.status not in FINE | {PLAINLY_REFUSED}:
            self.note_wrong(f"{action}: {page.status}, {page.heading}")


class Guest(Paced):
    """Reads here and there, and searches."""

    pause = 0.4
    reads = 0

    def come(self) -> None:
        """Begin at the front page."""
        paths = ("/", "/b/performance", "/latest", "/search?q=lamp", "/rules", "/feed")
        pages = (f"/t/{THREAD}?page={number}" for number in cycle(range(1, 40)))
        self._paths = (path for pair in zip(cycle(paths), pages) for path in pair)

    def do(self) -> None:
        """Read a page; one that is not there yet says so."""
        page = self.visitor.visit(next(self._paths))
        self.reads += 1
        if page.status not in {200, 404, PLAINLY_REFUSED}:
            self.note_wrong(f"{page.path}: {page.status}")


class Poster(Writer):
    """Replies, at the pace of somebody who types fast."""

    pause = 2.0

    def act(self) -> None:
        """Reply once, and pause."""
        super().act()
        self._ending.wait(self.pause)


class Photographer(Paced):
    """Posts photos; takes each third of them back."""

    pause = 6.0
    posts = 0

    def __init__(self, story: Story, forum: str, handle: str) -> None:
        super().__init__(story, forum, "127.0.60.1")
        self._handle = handle

    def come(self) -> None:
        """Sign in."""
        assert self.visitor.sign_in(self._handle).status == 200

    def do(self) -> None:
        """Post a photo, and say what it shows."""
        if self.opened(REPLY) is None:
            return
        said = f"Look at our row of modules, number {self.posts}."
        page = self.visitor.submit("/reply", [("roof.jpg", jpeg())], body=said)
        if SIXTY_AN_HOUR in page.text:
            return
        alt = [name for name in page.values("/reply") if name.startswith("alt-")]
        if not alt:
            self.note_wrong(f"no photo was taken: {page.status} {page.heading}")
            return
        self.sent("/reply", **{alt[0]: "A gray roof"})
        self.posts += 1
        if self.posts % 3 == 0:
            own = re.findall(r"/p/(\d+)/withdraw", self.visitor.page.html)
            if not own:
                self.note_wrong("nothing to take back on the page after a post")
                return
            self.visitor.visit(f"/p/{own[-1]}/withdraw")
            self.sent("/withdraw")


class Flagger(Paced):
    """Signs in as one member after the other, reads, reports a post, signs out."""

    pause = 5.0
    flags = 0

    def __init__(self, story: Story, forum: str, handles: Iterable[str]) -> None:
        super().__init__(story, forum, "127.0.61.1")
        self._forum, self._handles, self._number = forum, cycle(handles), count()

    def do(self) -> None:
        """Come as somebody else, from another network."""
        network = f"127.0.{100 + next(self._number) % 100}.1"
        self.visitor.close()
        self.visitor = Visitor(self._forum, network)
        if self.visitor.sign_in(next(self._handles)).status != 200:
            self.note_wrong(f"no way in: {self.visitor.page.heading}")
            return
        for path in ("/", "/unread", f"/t/{THREAD}/unread", f"/t/{THREAD}"):
            self.opened(path)
        # The first one is the moderator's own.
        _, *posts = re.findall(r"/p/(\d+)/flag", self.visitor.page.html) or [""]
        if posts:
            self.visitor.visit(f"/p/{posts[self.flags % len(posts)]}/flag")
            if self.visitor.page.forms("/flag"):
                self.sent("/flag", reason="off_subject", note="")
                self.flags += 1
        self.sent("/sign-out")


class Moderator(Paced):
    """Leaves every post that was reported where it is, and says so."""

    pause = 4.0
    decisions = 0

    def __init__(self, story: Story, forum: str) -> None:
        super().__init__(story, forum, "127.0.62.1")

    def come(self) -> None:
        """Sign in."""
        assert self.visitor.sign_in(OPENER).status == 200

    def do(self) -> None:
        """Take the next case."""
        queue = self.opened("/moderation/queue")
        cases = re.findall(r"/moderation/items/\d+", queue.html) if queue else []
        if not cases or self.opened(cases[0]) is None:
            return
        if self.visitor.page.forms("/claim"):
            self.sent("/claim")
        self.sent("/decide", measure="leave", reason="")
        self.decisions += 1
