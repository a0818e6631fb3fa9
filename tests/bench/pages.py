"""How fast a planted forum answers beside bare Flask and nginx, in one run.

    python -m tests.bench.pages FOLDER [--posts N] [--rounds N] [--seconds N]
        [--only WORDS] [--json FILE] [--peer NAME URL PID]...

All servers run on this machine, and wrk asks them in turns: A B C A B C. What is told
are medians. FlaskBB as PyPI has it (2.0.2) wants MarkupSafe 1.0 and a Python that is
long out of date, so it is not started here: run one yourself, and name it with --peer.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import click
from flask import Flask

from forum.core.clock import utcnow
from forum.core.paging import PAGE_SIZE
from forum.warnings.forms import fresh_token
from tests.bench import loading
from tests.bench.growth import SEARCHES, WORDS
from tests.bench.loading import Asked, Load, Server
from tests.bench.planting import (
    ADMINISTRATOR,
    READER,
    Planted,
    opened,
    plant,
    planted_in,
)
from tests.browser import Browser
from tests.world import World

POSTS, ROUNDS, SECONDS = 100_000, 3, 4
FORMS, WRITERS = 6_000, 8
HELLO, STATIC = "bare Flask hello", "nginx, the same bytes"
REPLY = "reply, 8 writers"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: so many times as fast, or in so much processor time."""

    of_nginx: float = 0.0
    of_hello: float = 0.0
    cpu_ms: float = 0.0
    p99_ms: float = 0.0

    def __str__(self) -> str:
        said = [
            f">= {self.of_nginx:g} x nginx" if self.of_nginx else "",
            f">= {self.of_hello:g} x hello" if self.of_hello else "",
            f"<= {self.cpu_ms:g} ms CPU" if self.cpu_ms else "",
            f"p99 <= {self.p99_ms:g} ms" if self.p99_ms else "",
        ]
        return ", ".join(filter(None, said))

    def is_met(self, seen: Load, hello: Load, nginx: Load) -> bool:
        """Say whether a load reaches it beside these two."""
        return (
            not seen.wrong
            and seen.rate >= self.of_nginx * nginx.rate
            and seen.rate >= self.of_hello * hello.rate
            and seen.cpu_ms <= (self.cpu_ms or seen.cpu_ms)
            and seen.p99_ms <= (self.p99_ms or seen.p99_ms)
        )


KEPT = Goal(of_nginx=0.5, of_hello=1.5)
SEARCH = Goal(cpu_ms=12, p99_ms=300)
GOALS = {
    "home, guest": KEPT,
    "board, guest": KEPT,
    "thread, guest": KEPT,
    "thread, guest, last page": KEPT,
    "thread, guest, 304": Goal(of_hello=1.2),
    "thread, member": Goal(cpu_ms=8),
    REPLY: Goal(cpu_ms=15, p99_ms=250),
    **dict.fromkeys(SEARCHES, SEARCH),
}


@dataclass(frozen=True, slots=True)
class People:
    """Cookies of those who ask, and where the forms of one of them are."""

    reader: str
    writer: str
    forms: Path


def people(app: Flask, thread: int, folder: Path, forms: int = FORMS) -> People:
    """Sign two members in, and fill in many forms for one of them."""
    world = World(app)
    reader = world.session_of(world.member_id(READER))
    writer = world.session_of(world.member_id(ADMINISTRATOR))
    browser = Browser(app)
    browser.begin_session(writer)
    browser.visit(f"/t/{thread}/reply")
    values = browser.page.values(f"/t/{thread}/reply").to_dict()
    lines = folder / "forms"
    with app.app_context(), lines.open("w") as file:
        for number in range(forms):
            values["once"] = fresh_token(utcnow())
            values["body"] = f"{WORDS} {number} {values['once'][-6:]}"
            file.write(f"{urlencode(values)}\n")
    return People(f"session={reader}", f"session={writer}", lines)


def asked_of(world: World, planted: Planted, known: People) -> dict[str, Asked]:
    """Return all that is asked of a planted forum."""
    thread, usual = world.url(planted.endless), world.url(planted.usual)
    last = -(-planted.endless_posts // PAGE_SIZE)
    member = {"Cookie": known.reader}
    return {
        "home, guest": Asked("/"),
        "board, guest": Asked(f"/b/{planted.board}"),
        "thread, guest": Asked(thread),
        "thread, guest, last page": Asked(f"{thread}?page={last}"),
        "thread, guest, 304": Asked(thread),
        "home, member": Asked("/", member),
        "board, member": Asked(f"/b/{planted.board}", member),
        "thread, member": Asked(usual, member),
        "unread, member": Asked("/unread", member),
        **{name: Asked(path, from_everywhere=True) for name, path in SEARCHES.items()},
        REPLY: Asked(
            f"/t/{planted.usual}/reply",
            forms=known.forms,
            cookie=known.writer,
            connections=WRITERS,
        ),
    }


@dataclass(frozen=True, slots=True)
class Target:
    """Something that is measured."""

    name: str
    server: Server
    asked: Asked


def targets(
    running: ExitStack, world: World, planted: Planted, folder: Path
) -> Iterator[Target]:
    """Start all servers; yield what is measured of each."""
    home: Path = world.app.extensions["settings"].home
    known = people(world.app, planted.usual, folder)
    server = running.enter_context(
        loading.forum(home, planted.database, folder / "log")
    )
    asked = asked_of(world, planted, known)
    page, tag = loading.fetch(server, asked["thread, guest"].path, {})
    yield Target(HELLO, running.enter_context(loading.hello()), Asked())
    static = running.enter_context(loading.nginx(folder / "nginx", page))
    yield Target(STATIC, static, Asked("/page.html"))
    asked["thread, guest, 304"] = replace(
        asked["thread, guest"], headers={"If-None-Match": tag}
    )
    for name, one in asked.items():
        yield Target(name, server, one)


def measured(all_of_them: list[Target], rounds: int, seconds: int) -> dict[str, Load]:
    """Ask all targets in turns; return the median of each."""
    seen: dict[str, list[Load]] = {one.name: [] for one in all_of_them}
    spent = 0
    for _ in range(rounds):
        for one in all_of_them:
            asked = one.asked
            if asked.forms:
                asked, spent = _unsent(asked, spent)
            seen[one.name].append(loading.load(one.server, asked, seconds))
    return {name: loading.middle(loads) for name, loads in seen.items()}


def _unsent(asked: Asked, rounds: int) -> tuple[Asked, int]:
    """Return what is asked with forms that no earlier round has sent."""
    assert asked.forms
    lines = asked.forms.read_text().splitlines(keepends=True)
    some = asked.forms.with_name(f"forms {rounds}")
    share = max(1, len(lines) // ROUNDS)
    first = rounds % ROUNDS * share
    some.write_text("".join(lines[first : first + share]))
    return replace(asked, forms=some), rounds + 1


def table(seen: Mapping[str, Load]) -> str:
    """Return the figures beside the goals, as a table of Markdown."""
    hello, static = seen[HELLO], seen[STATIC]
    heads = "what|requests/s|CPU ms|p99 ms|x hello|x nginx|goal|met".split("|")
    lines = [heads, ["---"] * len(heads)]
    for name, one in seen.items():
        goal = GOALS.get(name, Goal())
        met = ("yes" if goal.is_met(one, hello, static) else "no") if str(goal) else ""
        cells = [f"{one.rate:,.0f}", f"{one.cpu_ms:.2f}", f"{one.p99_ms:.0f}"]
        cells += [f"{one.rate / hello.rate:.2f}", f"{one.rate / static.rate:.3f}"]
        failed = f" ({one.wrong:,} failed)" if one.wrong else ""
        lines.append([f"{name}{failed}", *cells, str(goal), met])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--posts", default=POSTS, show_default=True, help="If not planted yet.")
@click.option("--database", default="", help="Where to plant, if not in the folder.")
@click.option("--rounds", type=click.IntRange(1), default=ROUNDS, show_default=True)
@click.option("--seconds", type=click.IntRange(1), default=SECONDS, show_default=True)
@click.option("--only", default="", help="Words of which a name must have one.")
@click.option("--json", "figures", type=click.Path(path_type=Path))
@click.option("--peer", "peers", nargs=3, type=(str, str, int), multiple=True)
def main(
    folder: Path, posts: int, database: str, rounds: int, seconds: int, **more: object
) -> None:
    """Print how fast everything is."""
    if absent := loading.missing():
        raise click.ClickException(f"Not installed: {', '.join(absent)}.")
    planted = planted_in(folder)
    app = opened(folder, planted.database if planted else database)
    planted = planted or plant(app, posts, lambda said: click.echo(said, err=True))
    with tempfile.TemporaryDirectory() as made, ExitStack() as running:
        found = list(targets(running, World(app), planted, Path(made).resolve()))
        found += list(map(_peer, _given(more["peers"])))
        seen = measured(_wanted(found, str(more["only"])), rounds, seconds)
    click.echo(table(seen))
    if isinstance(more["figures"], Path):
        plain = {name: asdict(one) for name, one in seen.items()}
        more["figures"].write_text(json.dumps(plain))


def _given(peers: object) -> list[tuple[str, str, int]]:
    return list(peers) if isinstance(peers, tuple) else []


def _peer(said: tuple[str, str, int]) -> Target:
    """Return another forum that somebody else started."""
    name, url, pid = said
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    return Target(name, Server(f"{parts.scheme}://{parts.netloc}", pid), Asked(path))


def _wanted(found: list[Target], only: str) -> list[Target]:
    """Return what is to be measured; what all is compared with stays."""
    words = only.split()
    return [
        one
        for one in found
        if one.name in {HELLO, STATIC}
        or not words
        or any(word in one.name for word in words)
    ]


if __name__ == "__main__":
    main()
