"""How long the review queue takes, and how many queries, with 10 and 1,000 cases.

    python -m tests.bench.queue

A forum of its own on SQLite, in a folder that goes away; requests go through the
whole application, as a moderator's browser sends them.
"""

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

import moderation
from forum.app import create_app
from forum.core.clock import utcnow
from forum.members.models import Role
from forum.settings import load_settings
from forum.site.first_run import make_ready
from tests.boards.acts import statements
from tests.browser import Browser
from tests.moderation.proofs.seeding import held_posts, open_cases, reported_posts
from tests.world import Outbox, World

FEW = 10
MANY = 1000
HELD = 5
"""One of so many cases is a post that waits, the rest are reports."""
TIMES = 40
QUEUE = "/moderation/queue"


@dataclass(frozen=True, slots=True)
class Figures:
    """What a page took."""

    path: str
    cases: int
    queries: int
    p50_ms: float
    p95_ms: float

    def __str__(self) -> str:
        times = f"p50 {self.p50_ms:6.1f} ms  p95 {self.p95_ms:6.1f} ms"
        return f"{self.path:28} {self.cases:5} open  {self.queries:3} queries  {times}"


def seed(world: World, count: int) -> None:
    """Have so many cases wait, most of them reports."""
    held_posts(world, count // HELD)
    reported_posts(world, count - count // HELD)


def measured(browser: Browser, path: str, cases: int, times: int = TIMES) -> Figures:
    """Open a page often enough to know how long it takes."""
    browser.visit(path)
    with statements() as asked:
        assert browser.visit(path).status == 200
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        browser.client.get(path)
        took.append(1000 * (time.perf_counter() - begun))
    took.sort()
    middle, most = took[times // 2], took[round(times * 0.95) - 1]
    return Figures(path, cases, len(asked), middle, most)


def forum(home: Path) -> Flask:
    """Make a forum in a folder."""
    settings = load_settings(home=home, require_totp="none")
    app = create_app(settings, (moderation,))
    app.extensions["mail"] = Outbox()
    with app.app_context():
        make_ready(utcnow())
    return app


def bench(count: int, times: int = TIMES) -> list[Figures]:
    """Measure the queue, its second page and a case, with so many that wait."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(forum(Path(folder)))
        seed(world, count)
        browser = Browser(world.app)
        browser.begin_session(world.session_of(world.member("mo", Role.MODERATOR)))
        cases = open_cases(world)
        item = f"/moderation/items/{cases[-1]}"
        return [measured(browser, path, len(cases), times) for path in (QUEUE, item)]


def main() -> None:
    """Print the figures for few and for many."""
    for count in (FEW, MANY):
        for figures in bench(count):
            sys.stdout.write(f"{figures}\n")


if __name__ == "__main__":
    main()
