"""An hour of people: they read, write, bring photos, report and decide."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.endurance.alone import Alone, running
from tests.endurance.people import Flagger, Guest, Moderator, Photographer, Poster
from tests.scaling import proof
from tests.scaling.planting import fan, plant, writer
from tests.scaling.programs import tree
from tests.scaling.story import Told
from tests.scaling.traffic import Somebody, Story, going_on

POSTERS, GUESTS, FLAGGERS = 3, 3, 40
BAD_NEWS = ("ERROR", "CRITICAL", "Error", "Traceback")
GROWTH_MAX = 1.05
SETTLED = 1800.0
"""Seconds after which memory is judged: before, pages are kept for the first time."""
MEGABYTE = 1024


@dataclass
class Memory:
    """What all processes of a forum took up together, looked at again and again."""

    megabytes: list[float] = field(default_factory=list)

    def look(self, first: int) -> None:
        """Note how much it is now; pages that they share count once."""
        self.megabytes.append(sum(map(megabytes, tree(first))))

    def growth(self) -> float:
        """Return the last quarter of the time, as a share of the second one."""
        quarter = max(1, len(self.megabytes) // 4)
        second = statistics.median(self.megabytes[quarter : 2 * quarter + 1])
        return statistics.median(self.megabytes[-quarter:]) / second


def tell(
    folder: Path,
    kind: str,
    seconds: float,
    say: Callable[[str], None],
    *,
    looks: int = 60,
) -> Told:
    """Let it happen on a database of a kind; return what was wrong, and figures."""
    with running(folder, kind) as forum:
        plant(forum.environment, POSTERS + 1, FLAGGERS)
        people, memory = list(_people(forum)), Memory()
        with going_on(people):
            begun = time.monotonic()
            for number in range(looks):
                at = begun + seconds * number / looks
                time.sleep(max(0.0, at - time.monotonic()))
                memory.look(forum.serve.pid)
                forum.line.let_mail_leave()
                say(f"{time.monotonic() - begun:7.0f} s {memory.megabytes[-1]:7.1f} MB")
        proof.finish_work(forum)
        told = _told(forum, people, memory)
        if seconds >= SETTLED and memory.growth() > GROWTH_MAX:
            told.faults.append("memory grew")
        return told


def _people(forum: Alone) -> Iterator[Somebody]:
    story = Story()
    for number in range(POSTERS):
        yield Poster(story, [forum.url], number, 0)
    for number in range(GUESTS):
        yield Guest(story, forum.url, f"127.0.{30 + number}.1")
    yield Photographer(story, forum.url, writer(POSTERS))
    yield Flagger(story, forum.url, [fan(0, number) for number in range(FLAGGERS)])
    yield Moderator(story, forum.url)


def _told(forum: Alone, people: list[Somebody], memory: Memory) -> Told:
    faults = [what for one in people for _, what in (*one.wrong, *one.failed)]
    posters = [one for one in people if isinstance(one, Poster)]
    faults += proof.faults(forum, posters)
    log = forum.serve.log.read_text().splitlines()
    faults += [line for line in log if any(word in line for word in BAD_NEWS)]
    grown = f"{memory.growth():.1%} of the second quarter"
    figures = [
        f"{sum(len(one.sentences) for one in posters)} replies",
        f"{sum(one.reads for one in people if isinstance(one, Guest))} pages read",
        f"{sum(one.posts for one in people if isinstance(one, Photographer))} photos",
        f"{sum(one.flags for one in people if isinstance(one, Flagger))} reports",
        f"{sum(one.decisions for one in people if isinstance(one, Moderator))} decided",
        f"{memory.megabytes[-1]:.1f} MB at the end, {grown}",
    ]
    return Told(faults, figures)


def megabytes(process: int) -> float:
    """Return what a process takes up; what it shares with others counts in part."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / MEGABYTE
    return 0.0
