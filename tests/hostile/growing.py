"""How the time that the forum takes over a text grows with its length.

    python -m tests.hostile.growing [--sizes 4000 16000 64000] [READER ...]

says for each reader of texts which of all shapes took it longest, and fails if one took
more than a second, or grew worse than with the power 1.5 of the length.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from forum.boards.rules import slug_of
from forum.boards.solutions import in_short
from forum.core.markup import plain, render
from forum.core.markup.quoting import quotation
from forum.core.wording import Wording
from forum.disclosure import Registered, mask, scan
from forum.moving.foreign.bodies import converted
from forum.moving.foreign.reading import Bad
from forum.notifications.rules import excerpt, mentioned
from forum.privacy.hiding import plain_without_addresses, without_addresses
from forum.search import words
from forum.search.rules import similar_to, understood
from forum.systems.references import with_cards
from moderation.walls.domains import domains_in
from moderation.walls.matching import spans
from moderation.walls.models import Way
from tests.hostile.shapes import Shape, shapes

LARGE = (4_000, 16_000, 64_000)
SECONDS_MAX = 1.0
"""Of computing, for a text of the last of these sizes; a shorter one has less, but
a quarter at least: up to some thousands of pieces a post is drawn, and then no more.
"""
POWER = 1.5
NEGLIGIBLE = 0.005
"""Seconds at 16,000 characters below which a clock tells nothing about growth."""
AT = 16_000
TRIES = 4
WATCHED = ((Way.GLOB, "a*b"), (Way.LITERAL, "a`"), (Way.WORD, "a"))
LUCILLE = Registered(
    name="Lucille Thorsen",
    email="barb9@quarrymail.com",
    phone="413-555-0142",
    street="14 Larch Lane",
    city="Holyoke",
    zip="01040",
    handle="lthorsen4",
)


def _detector(text: str) -> None:
    mask(text, scan(text, LUCILLE))


def _published(text: str) -> None:
    """Do all that is done to a post: by the renderer, the index, pages and letters."""
    html = render(text).html
    words.document(text[:150], words.readable(html))
    excerpt(html)
    in_short(html)
    without_addresses(with_cards(html, {}), frozenset(), "/sign-in")


def _watched(text: str) -> None:
    domains_in(text)
    for way, pattern in WATCHED:
        spans(pattern, way, text)


def _foreign(text: str) -> None:
    try:
        converted(text)
    except Bad:
        return


def _hiding(text: str) -> None:
    plain_without_addresses(text, frozenset(), "/sign-in")
    without_addresses(text, frozenset(), "/sign-in")


def _destroying(text: str) -> None:
    Wording((text[:2_000], "a a"), "[gone]").removed_from(text)


def _searching(text: str) -> None:
    understood(text).wanted(in_title=False)
    similar_to(text)


READERS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "plain": plain,
        "published": _published,
        "detector": _detector,
        "search": _searching,
        "mentions": mentioned,
        "quoting": lambda text: quotation(text, "ken", 3, "/p/7"),
        "addresses": _hiding,
        "slug": slug_of,
        "watched": _watched,
        "foreign": _foreign,
        "destroying": _destroying,
    }
)


@dataclass(frozen=True, slots=True)
class Grown:
    """How long a reader takes over texts of a kind, by their sizes."""

    reader: str
    shape: Shape
    times: Mapping[int, float]

    @property
    def faults(self) -> list[str]:
        """Return what is wrong: too long, or worse than with the power allowed."""
        last = max(self.times)
        found = []
        if self.times[last] > SECONDS_MAX * max(last / max(LARGE), 0.25):
            found.append("takes too long")
        for (small, before), (large, after) in pairwise(self.times.items()):
            floor = NEGLIGIBLE * large / AT
            worst = max(before, floor) * (large / small) ** POWER
            if after > worst:
                found.append(f"grows too fast from {small:,} to {large:,}")
        return found

    def __str__(self) -> str:
        times = ", ".join(
            f"{size:,}: {took:.3f} s" for size, took in self.times.items()
        )
        return f"{self.reader} over {self.shape.name}: {times} {'; '.join(self.faults)}"


def grown(reader: str, sizes: Sequence[int]) -> Iterator[Grown]:
    """Measure a reader over every shape; what seems wrong is measured again."""
    read = READERS[reader]
    read("So it is.")
    with _without_pauses():
        for shape in shapes():
            best: dict[int, float] = {}
            for _ in range(TRIES):
                for size in sizes:
                    took = _seconds(read, shape.of_size(size))
                    best[size] = min(took, best.get(size, took))
                found = Grown(reader, shape, best)
                if not found.faults:
                    break
            yield found


def _seconds(read: Callable[[str], object], text: str) -> float:
    """Return how long this process computes: others may use the machine, too."""
    begun = time.process_time()
    read(text)
    return time.process_time() - begun


@contextmanager
def _without_pauses() -> Iterator[None]:
    """Keep the search for lost objects out of what is measured."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Measure the readers that were named, or all; say what was worst."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("readers", nargs="*", metavar="READER")
    asked.add_argument("--sizes", nargs="+", type=int, default=LARGE)
    given = asked.parse_args()
    wrong = 0
    for reader in given.readers or READERS:
        all_of_it = list(grown(reader, given.sizes))
        worst = max(all_of_it, key=lambda one: one.times[max(given.sizes)])
        _say(f"{len(all_of_it)} shapes, the slowest: {worst}")
        for one in all_of_it:
            wrong += bool(one.faults)
            if one.faults:
                _say(f"  WRONG {one}")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
