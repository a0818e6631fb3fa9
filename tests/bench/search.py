"""How long a search takes with 100,000 posts: rare, middling and common words.

    python -m tests.bench.search [POSTS]

A forum of its own on SQLite, in a folder that goes away, filled by the database's
own bulk way and arranged by the command that operators use. Requests go through the
whole application, as a guest's browser sends them; what counts is processor time,
beside that of a page without any query in the same run: machines differ, and so does
what else they do.
"""

import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from forum.boards.models import Post, PostState, Thread
from forum.boards.queries import board_keys
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.limits import limiter
from tests.bench.queue import forum
from tests.browser import Browser
from tests.world import World

POSTS = 100_000
PER_THREAD = 20
WORDS_EACH = 100
VOCABULARY = 40_000
AT_A_TIME = 5_000
TIMES = 40
PLAIN = "/about"
COMMON = ("the", "inverter", "solar", "panel", "roof")
SEARCHES = {
    "one rare word": "w39990",
    "two middling words": "w250 w300",
    "one common word": "inverter",
    "two common words": "inverter solar",
    "a phrase": '"inverter solar"',
    "common, newest": "inverter&sort=newest",
    "common, by a member": "inverter by:ken",
    "in titles": "inverter in:title",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What a search took."""

    name: str
    cpu_ms: float
    p95_cpu_ms: float
    p95_ms: float

    def beside(self, plain: "Figures") -> str:
        """Write a line, with how often a plain page could be made meanwhile."""
        times = f"CPU {self.cpu_ms:6.1f} ms, p95 {self.p95_cpu_ms:6.1f} ms"
        ratio = self.cpu_ms / plain.cpu_ms
        return f"{self.name:22} {times}  x{ratio:5.1f}  all p95 {self.p95_ms:6.1f} ms"


def seed(world: World, count: int) -> None:
    """Write so many posts, with words as often as words are, past the actions."""
    chance = random.Random(1)  # noqa: S311 - words of a measurement
    author, now = world.known("ken"), utcnow()
    with world.writing():
        board = board_keys()["performance"]
    for first in range(1, count + 1, AT_A_TIME):
        numbers = range(first, min(first + AT_A_TIME, count + 1))
        threads = [_thread(n, author, board, now, chance) for n in numbers]
        posts = [_post(n, author, now, chance) for n in numbers]
        with world.writing():
            db.session.execute(insert(Thread), [one for one in threads if one])
            db.session.execute(insert(Post), posts)


def _words(chance: random.Random, count: int) -> str:
    """Return some words, the lower their number the more often."""
    said = [f"w{int(VOCABULARY * chance.random() ** 4)}" for _ in range(count)]
    return " ".join([*said, *chance.choices(COMMON, k=count // 12)])


def _thread(
    number: int, author: int, board: int, now: Any, chance: random.Random
) -> dict[str, Any]:
    if number % PER_THREAD != 1:
        return {}
    return {
        "id": 1 + number // PER_THREAD,
        "board_id": board,
        "author_id": author,
        "last_author_id": author,
        "title": _words(chance, 12),
        "state": PostState.PUBLISHED,
        "opened_at": now,
        "active_at": now,
    }


def _post(number: int, author: int, now: Any, chance: random.Random) -> dict[str, Any]:
    return {
        "thread_id": 1 + (number - 1) // PER_THREAD,
        "number": 1 + (number - 1) % PER_THREAD,
        "author_id": author,
        "html": f"<p>{_words(chance, WORDS_EACH)}</p>",
        "state": PostState.PUBLISHED,
        "posted_at": now,
        "published_at": now,
        "statement_version": 1,
        "terms_version": 1,
    }


def measured(browser: Browser, name: str, path: str, times: int = TIMES) -> Figures:
    """Open a page often enough to know what it takes."""
    limiter.reset()
    assert browser.visit(path).status == 200
    took, cpu = [], []
    for _ in range(times):
        at, begun = time.perf_counter(), time.process_time()
        browser.client.get(path)
        cpu.append(1000 * (time.process_time() - begun))
        took.append(1000 * (time.perf_counter() - at))
    most = round(times * 0.95) - 1
    mean = sum(cpu) / times
    return Figures(name, mean, sorted(cpu)[most], sorted(took)[most])


def bench(count: int, times: int = TIMES) -> list[Figures]:
    """Measure each search, and a thread with similar ones below it."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(forum(Path(folder)))
        seed(world, count)
        runner = world.app.test_cli_runner()
        assert runner.invoke(args=["search", "rebuild"]).exit_code == 0
        world.run_jobs()
        browser = Browser(world.app)
        paths = {"a page without queries": PLAIN, "nothing asked": "/search"}
        paths |= {name: f"/search?q={typed}" for name, typed in SEARCHES.items()}
        paths["thread, with similar"] = world.url(2)
        return [measured(browser, name, path, times) for name, path in paths.items()]


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else POSTS
    plain, *others = bench(count)
    for figures in (plain, *others):
        sys.stdout.write(f"{figures.beside(plain)}\n")


if __name__ == "__main__":
    main()
