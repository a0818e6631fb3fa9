"""What pages and a reply cost in a small forum and in a large one, and how it grows.

    python -m tests.bench.growth --sizes 10000,100000,1000000 [--folder planted]
        [--database URL] [--rounds N] [--json FILE] [--svg FILE]

Forums that are not there yet are planted, each in a folder named by its posts, or in a
database whose address has `{posts}` in it. All are asked in one process, in turns, by
the way every request takes; what counts is processor time, and the median of it, of
PostgreSQL's too if it runs on this machine. The last column says how long nineteen of
twenty took by the clock.
"""

import gc
import json
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property, partial
from itertools import cycle
from pathlib import Path
from statistics import median

import click
from flask import Flask
from sqlalchemy import select, text
from werkzeug.datastructures import MultiDict

from forum.boards.models import Thread
from forum.boards.rules import slug_of
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.limits import limiter
from forum.core.paging import PAGE_SIZE
from forum.following import actions as following
from forum.site.first_run import make_ready
from tests.bench.planting import (
    ADMINISTRATOR,
    READER,
    WRITER,
    Planted,
    opened,
    plant,
    planted_in,
)
from tests.bench.plotting import plot
from tests.bench.wording import COMMON, MIDDLING, RARE
from tests.boards.acts import statements
from tests.browser import Browser
from tests.world import World

ROUNDS = 25
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
THREADS = 12
"""So many threads of one to two pages are read in turns, old ones and new ones."""
WORDS = (
    "Ours did the same in its second winter, and a cleared fault code was all it took."
)
Ask = Callable[[], None]


@dataclass(slots=True)
class Cost:
    """What one thing cost in one forum."""

    posts: int
    queries: int = 0
    cpu_ms: list[float] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The median of its processor time."""
        return median(self.cpu_ms)

    @property
    def p95(self) -> float:
        """How long nineteen of twenty took at most, by the clock."""
        return sorted(self.ms)[max(0, round(len(self.ms) * 0.95) - 1)]


class Site:
    """One planted forum, and those who ask it."""

    def __init__(self, app: Flask, planted: Planted) -> None:
        self.posts = planted.posts
        self._planted = planted
        self._world = world = World(app)
        with app.app_context():
            make_ready(utcnow())
        assert Browser(app).visit("/").status == 200
        assert self.backends is not None
        guest, self._reader = Browser(app), self._signed_in(READER)
        caught_up, self._staff = self._signed_in(WRITER), self._signed_in(ADMINISTRATOR)
        with world.writing():
            following.mark_all_read(world.member_id(WRITER), utcnow())
        self._threads = cycle(self._usual())
        last = -(-planted.endless_posts // PAGE_SIZE)
        endless = world.url(planted.endless)
        board = f"/b/{planted.board}"
        self.asks: dict[str, Ask] = {
            "home": partial(_get, guest, "/"),
            "board": partial(_get, guest, board),
            "thread, first page": partial(_get, guest, endless),
            "thread, last page": partial(_get, guest, f"{endless}?page={last}"),
            "thread, any": lambda: _get(guest, next(self._threads)[1]),
            "home, member": partial(_get, self._reader, "/"),
            "home, all read": partial(_get, caught_up, "/"),
            "board, member": partial(_get, self._reader, board),
            "thread, member": lambda: _get(self._reader, next(self._threads)[1]),
            "unread": partial(_get, self._reader, "/unread"),
            "unread, all read": partial(_get, caught_up, "/unread"),
            "latest": partial(_get, guest, "/latest"),
            "feed": partial(_get, guest, "/feed.atom"),
            **{name: partial(_get, guest, path) for name, path in SEARCHES.items()},
        }

    def replies(self, cost: Cost) -> None:
        """Reply once; only sending it is measured."""
        thread, _ = next(self._threads)
        self._staff.visit(f"/t/{thread}/reply")
        values = self._staff.page.values(f"/t/{thread}/reply")
        values["body"] = f"{WORDS} {time.perf_counter_ns()}"
        send = partial(_post, self._staff, f"/t/{thread}/reply", values)
        measure(send, cost, self.backends)

    @cached_property
    def backends(self) -> list[int]:
        """Return the processes of PostgreSQL that work for this forum."""
        with self._world.reading():
            if db.engine.dialect.name == "sqlite":
                return []
            return list(db.session.scalars(text(BACKENDS)))

    def _signed_in(self, handle: str) -> Browser:
        browser = Browser(self._world.app)
        browser.begin_session(self._world.session_of(self._world.member_id(handle)))
        return browser

    def _usual(self) -> list[tuple[int, str]]:
        """Return keys and addresses of threads of one to two pages, evenly spread."""
        wanted = select(Thread.id, Thread.title).where(
            Thread.last_number.between(PAGE_SIZE, 2 * PAGE_SIZE)
        )
        with self._world.reading():
            step = max(1, self._planted.threads // THREADS)
            found = [
                db.session.execute(
                    wanted.where(Thread.id > n).order_by(Thread.id).limit(1)
                ).first()
                for n in range(0, self._planted.threads, step)
            ]
        return [(row.id, f"/t/{row.id}/{slug_of(row.title)}") for row in found if row]


SEARCHES = {
    "search, rare word": f"/search?q={RARE}",
    "search, middling words": f"/search?q={'+'.join(MIDDLING)}",
    "search, common word": f"/search?q={COMMON[0]}",
    "search, common words": f"/search?q={'+'.join(COMMON)}",
    "search, common phrase": f"/search?q=%22{'+'.join(reversed(COMMON))}%22",
}
REPLY = "reply"


def _get(browser: Browser, path: str) -> None:
    assert browser.client.get(path).status_code == 200, path


def _post(browser: Browser, path: str, values: "MultiDict[str, str]") -> None:
    headers = {"Sec-Fetch-Site": "same-origin"}
    assert browser.client.post(path, data=values, headers=headers).status_code == 303


def measure(ask: Ask, cost: Cost, backends: Iterable[int] = ()) -> None:
    """Ask once, and note what it took, of the processes of the database too."""
    limiter.reset()
    gc.collect()  # so that nobody pays for what another one left
    before = _backends_ms(backends)
    at, begun = time.perf_counter(), time.process_time()
    ask()
    own = 1000 * (time.process_time() - begun)
    cost.ms.append(1000 * (time.perf_counter() - at))
    cost.cpu_ms.append(own + _backends_ms(backends) - before)


def _backends_ms(backends: Iterable[int]) -> float:
    """Return the processor time of processes that are not ours, so far."""
    files = (Path(f"/proc/{pid}/schedstat") for pid in backends)
    return sum(int(one.read_text().split()[0]) / 1e6 for one in files if one.exists())


def measured(sites: list[Site], rounds: int) -> dict[str, list[Cost]]:
    """Ask all forums for everything, in turns; return costs from small to large."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    gc.collect()
    gc.freeze()
    for name in (*sites[0].asks, REPLY):
        row = [Cost(site.posts) for site in sites]
        for site, cost in zip(sites, row, strict=True):
            cost.queries = _queries(site, name)
        for _ in range(rounds):
            for site, cost in zip(sites, row, strict=True):
                _once(site, name, cost)
        costs[name] = row
    return costs


def _once(site: Site, name: str, cost: Cost) -> None:
    if name == REPLY:
        site.replies(cost)
    else:
        measure(site.asks[name], cost, site.backends)


def _queries(site: Site, name: str) -> int:
    """Return how many queries it takes, once it was asked before."""
    _once(site, name, Cost(site.posts))
    with statements() as asked:
        _once(site, name, Cost(site.posts))
    return len([one for one in asked if not one.startswith("BEGIN")])


def table(costs: dict[str, list[Cost]]) -> str:
    """Return the figures as a table of Markdown."""
    sizes = [cost.posts for cost in next(iter(costs.values()))]
    heads = ["what", *(f"{size:,}" for size in sizes), "ratio", "queries", "p95"]
    lines = [_line(heads), _line(["---"] * len(heads))]
    for name, row in costs.items():
        times = (f"{cost.middle:.2f}" for cost in row)
        ratio = f"{row[-1].middle / row[0].middle:.2f}"
        queries = ", ".join(map(str, sorted({cost.queries for cost in row})))
        lines.append(_line([name, *times, ratio, queries, f"{row[-1].p95:.0f} ms"]))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def site_of(posts: int, folder: Path, database: str) -> Site:
    """Return a planted forum of so many posts, which is planted if need be."""
    home, url = folder / str(posts), database.format(posts=posts)
    planted = planted_in(home)
    app = opened(home, url)
    if planted is None:
        planted = plant(app, posts, partial(click.echo, err=True))
    return Site(app, planted)


@click.command(help=__doc__)
@click.option("--sizes", default="10000,100000,1000000", show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), default=Path("planted"))
@click.option("--database", default="")
@click.option("--rounds", type=click.IntRange(1), default=ROUNDS, show_default=True)
@click.option("--json", "figures", type=click.Path(path_type=Path))
@click.option("--svg", type=click.Path(path_type=Path))
def main(
    sizes: str,
    folder: Path,
    database: str,
    rounds: int,
    figures: Path | None,
    svg: Path | None,
) -> None:
    """Print what everything costs, and how it grows."""
    wanted = sorted(int(size) for size in sizes.split(","))
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)
    costs = measured([site_of(size, folder, database) for size in wanted], rounds)
    click.echo(table(costs))
    if figures:
        plain = {name: [asdict(cost) for cost in row] for name, row in costs.items()}
        figures.write_text(json.dumps(plain))
    if svg:
        lines = {
            name: [(cost.posts, cost.middle) for cost in row]
            for name, row in costs.items()
        }
        svg.write_text(plot(lines, "posts in the forum", "ms of processor time"))


if __name__ == "__main__":
    main()
