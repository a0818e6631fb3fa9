"""The whole story of a cluster: journeys, troubles while people come, the proof."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.scaling import journeys, proof
from tests.scaling.cluster import Cluster, running
from tests.scaling.planting import plant
from tests.scaling.programs import wait_until
from tests.scaling.traffic import Reader, Story, Writer, going_on
from tests.scaling.troubles import TROUBLES, Trouble


@dataclass(frozen=True, slots=True)
class Size:
    """How much happens."""

    writers: int = 2
    readers: int = 1
    fans: int = 40
    rounds: int = 6
    times: int = 1
    """How often each trouble happens."""
    pause: float = 0.7
    """Seconds for which a part is away."""


@dataclass
class Told:
    """What came of it."""

    faults: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)


def tell(folder: Path, size: Size, say: Callable[[str], None]) -> Told:
    """Let it all happen; return what was wrong, and figures."""
    told = Told()
    begun = time.monotonic()

    def note(what: str) -> None:
        say(f"{time.monotonic() - begun:6.1f} s  {what}")

    with running(folder) as cluster:
        plant(cluster.environment_in("shell"), size.writers, size.fans)
        note("the cluster runs")
        journeys.go(cluster, size.rounds)
        note("the journeys are done")
        people = _let_it_happen(cluster, size, note)
        proof.finish_work(cluster)
        told.faults = people.faults() + proof.faults(cluster, people.writers)
        told.figures = people.figures()
        told.figures.append(proof.mails_sent(cluster))
        note("all is proved" if not told.faults else "something is wrong")
    return told


@dataclass
class People:
    """Those who came meanwhile, with their notes."""

    writers: list[Writer]
    readers: list[Reader]

    def faults(self) -> list[str]:
        """Return what must not have happened to them."""
        may = {one.name for one in TROUBLES if one.interrupts}
        everybody = [*self.writers, *self.readers]
        wrong = [f"{when}: {what}" for one in everybody for when, what in one.wrong]
        wrong += ["a writer wrote nothing"] * sum(
            not one.sentences for one in self.writers
        )
        return wrong + [
            f"{when}: no answer, {what}"
            for one in everybody
            for when, what in one.failed
            if when not in may
        ]

    def figures(self) -> list[str]:
        """Return what they did."""
        failed = Counter(
            when for one in (*self.writers, *self.readers) for when, _ in one.failed
        )
        replies = sum(len(one.sentences) for one in self.writers)
        again = sum(one.sent_again for one in self.writers)
        return [
            f"{replies} replies acknowledged, {again} times sent again",
            f"{sum(one.looks for one in self.writers)} looks right after a reply",
            f"{sum(one.reads for one in self.readers)} pages read meanwhile",
            *(f"{n} pages not answered while {when}" for when, n in failed.items()),
        ]


def _let_it_happen(cluster: Cluster, size: Size, note: Callable[[str], None]) -> People:
    story = Story()
    forum, addresses = cluster.balancer.url, cluster.addresses
    people = People(
        [Writer(story, addresses, number, size.fans) for number in range(size.writers)],
        [Reader(story, forum, f"127.0.{30 + n}.1") for n in range(size.readers)],
    )
    with going_on([*people.writers, *people.readers]):
        wait_until(lambda: all(one.sentences for one in people.writers), "all write")
        for number in range(size.times):
            for trouble in TROUBLES:
                with _chapter(story, trouble, note):
                    trouble.happen(cluster, size.pause)
                time.sleep(size.pause)
            cluster.standby.halt()
            journeys.news_shows_at_once(cluster, f"While it stood still, {number}")
            cluster.standby.follow()
    return people


@contextmanager
def _chapter(
    story: Story, trouble: Trouble, note: Callable[[str], None]
) -> Iterator[None]:
    story.chapter = trouble.name
    yield
    note(trouble.name)
    story.chapter = f"after {trouble.name}"
