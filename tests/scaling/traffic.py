"""Those who come and go all the while: some write, some read, all take notes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from requests import RequestException

from tests.browser import Page
from tests.scaling.planting import THREAD, fan, writer
from tests.scaling.visitor import Visitor

TRIES = 60
PAUSE = 0.25
SEEN = 303
FAILED = 500


class Story:
    """What goes on just now, so that notes say when something happened."""

    def __init__(self) -> None:
        self.chapter = "quiet"


class Somebody(Thread):
    """Does the same over and over until it is told to stop."""

    def __init__(self, story: Story, forum: str, network: str) -> None:
        super().__init__(daemon=True)
        self.story = story
        self.visitor = Visitor(forum, network)
        self.failed: list[tuple[str, str]] = []
        """What was not answered, each with the chapter in which it was asked."""
        self.wrong: list[tuple[str, str]] = []
        """What must never happen."""
        self._ending = Event()

    def run(self) -> None:
        """Go on until somebody says stop."""
        try:
            self.come()
            while not self._ending.is_set():
                self.act()
        except Exception as error:
            self.note_wrong(f"{type(error).__name__}: {error}")
        finally:
            self.leave()

    def stop(self) -> None:
        """Let it finish what it does, and end."""
        self._ending.set()
        self.join()

    def come(self) -> None:
        """Do what is done once, before all else."""

    def act(self) -> None:
        """Do it once."""
        raise NotImplementedError

    def leave(self) -> None:
        """Let go of all connections."""
        self.visitor.close()

    def note_wrong(self, what: str) -> None:
        """Note what must never happen."""
        self.wrong.append((self.story.chapter, what))

    def opened(self, path: str) -> Page | None:
        """Open a page; note it if no page came."""
        try:
            page = self.visitor.visit(path)
        except RequestException as error:
            self.failed.append((self.story.chapter, f"{path}: {type(error).__name__}"))
            return None
        if page.status != 200:
            self.failed.append((self.story.chapter, f"{path}: {page.status}"))
            return None
        return page


class Reader(Somebody):
    """A guest who reads through the balancer."""

    pages = ("/", "/b/performance", f"/t/{THREAD}")
    reads = 0

    def act(self) -> None:
        """Read a page."""
        self.opened(self.pages[self.reads % len(self.pages)])
        self.reads += 1
        self._ending.wait(PAUSE)


class Writer(Somebody):
    """A member who replies; guests then look at once whether it is there."""

    def __init__(
        self, story: Story, addresses: Iterable[str], number: int, fans: int
    ) -> None:
        forum, *nodes = addresses
        super().__init__(story, forum, f"127.0.{10 + number}.1")
        self.number = number
        self.sentences: list[str] = []
        """What was acknowledged."""
        self.mentioned: list[str] = []
        self.sent_again = 0
        self.looks = 0
        self._fans = fans
        self._guests = [Guest(forum, at) for at in (forum, *nodes)]

    def come(self) -> None:
        """Sign in."""
        page = self.visitor.sign_in(writer(self.number))
        assert page.status == 200, page.text[:300]

    def leave(self) -> None:
        """Let go of all connections."""
        for visitor in (self.visitor, *self._guests):
            visitor.close()

    def act(self) -> None:
        """Write a reply, and send it until it is acknowledged."""
        reply = len(self.sentences)
        sentence = f"Lamp {reply} of house {self.number} is green."
        friend = fan(self.number, reply) if reply < self._fans else ""
        path = f"/t/{THREAD}/reply"
        if self.opened(path) is None:
            self._ending.wait(PAUSE)
            return
        body = f"{sentence} Look, @{friend}." if friend else sentence
        values = self.visitor.page.values(path).to_dict() | {"body": body}
        for _ in range(TRIES):
            if address := self._sent(path, values):
                self.sentences.append(sentence)
                self.mentioned += [friend] if friend else []
                self._look(address, sentence)
                return
            self.sent_again += 1
            self._ending.wait(PAUSE)
        self.note_wrong(f"nobody took “{sentence}”")

    def _sent(self, path: str, values: dict[str, str]) -> str:
        """Send a form; return where it leads, nothing if it clearly failed."""
        try:
            page = self.visitor.post(path, values)
        except RequestException:
            return ""
        if page.status == SEEN:
            return page.headers["Location"]
        if page.status < FAILED:
            self.note_wrong(f"a reply was answered {page.status}: {page.text[:300]}")
        return ""

    def _look(self, address: str, sentence: str) -> None:
        for guest in self._guests:
            found = guest.finds(address, sentence)
            self.looks += 1
            if found is False:
                self.note_wrong(f"“{sentence}” did not show at {guest.at}")


class Guest(Visitor):
    """Somebody without an account who asks the balancer, or a node past it."""

    def __init__(self, forum: str, at: str) -> None:
        super().__init__(forum, "127.0.40.1")
        self.at = at

    def finds(self, address: str, words: str) -> bool | None:
        """Say whether words stand on a page; None if nobody answers there now."""
        try:
            page = self.visit(address)
        except RequestException:
            return None
        return None if page.status >= FAILED else words in page.text


@contextmanager
def going_on(everybody: Iterable[Somebody]) -> Iterator[None]:
    """Let everybody do what they do meanwhile."""
    people = list(everybody)
    for one in people:
        one.start()
    try:
        yield
    finally:
        for one in people:
            one.stop()
