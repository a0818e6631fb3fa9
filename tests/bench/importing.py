"""How long a foreign forum of 100,000 posts takes to come in, and how much memory.

    python -m tests.bench.importing [POSTS]

Makes the files, as many members and threads to a post as a real support forum has,
and runs the command in a process of its own, on SQLite in a folder that goes away.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

POSTS = 100_000
PER_THREAD = 5
PER_MEMBER = 12
HTML_SHARE = 0.5
BEGAN = datetime(2015, 3, 1, tzinfo=UTC)
WORDS = (
    "array inverter roof shade winter output meter string fault clipping south tilt "
    "installer quote breaker panel snow morning kWh production January battery"
).split()
COMMAND = "from forum.site.cli.starting import main; main()"


@dataclass(frozen=True, slots=True)
class Figures:
    """What an import took."""

    posts: int
    seconds: float
    cpu_seconds: float
    peak_mib: float

    def __str__(self) -> str:
        return (
            f"{self.posts:,} posts in {self.seconds:.0f} s "
            f"({self.cpu_seconds:.0f} s of one core), "
            f"{self.posts / self.seconds:.0f} a second, at most {self.peak_mib:.0f} MiB"
        )


def make(folder: Path, posts: int) -> None:
    """Write the files of a made-up forum."""
    chance = random.Random(7)  # noqa: S311 - the same each time
    members, threads = max(1, posts // PER_MEMBER), max(1, posts // PER_THREAD)
    moments = [_moment(one) for one in range(posts)]
    _write(folder / "members.jsonl", map(_member, range(members)))
    _write(
        folder / "boards.jsonl",
        ({"id": one, "name": f"Old board {one}"} for one in range(8)),
    )
    _write(folder / "threads.jsonl", map(_thread, range(threads)))
    lines = (_post(one, moments[one], members, threads, chance) for one in range(posts))
    _write(folder / "posts.jsonl", lines)


def _member(number: int) -> dict[str, Any]:
    said = {"id": number, "handle": f"owner{number}", "joined_at": _moment(0)}
    return said if number % 2 else said | {"email": f"owner{number}@example.com"}


def _thread(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "board": number % 8,
        "title": f"Why does string {number} clip on a cold morning?",
        "paths": [f"/viewtopic.php?t={number}"],
    }


def _post(
    number: int, at: str, members: int, threads: int, chance: random.Random
) -> dict[str, Any]:
    thread = number if number < threads else chance.randrange(threads)
    is_html = chance.random() < HTML_SHARE
    said = {
        "id": number,
        "thread": thread,
        "author": chance.randrange(members),
        "at": at,
        "body": _body(chance, is_html=is_html),
        "format": "html" if is_html else "markdown",
        "paths": [f"/viewtopic.php?p={number}"],
    }
    return said | ({"quotes": [chance.randrange(number)]} if number > threads else {})


def _body(chance: random.Random, *, is_html: bool) -> str:
    """Return some paragraphs; half of all posts have about 50 words, few have 400."""
    words = min(400, max(8, int(chance.lognormvariate(3.9, 0.9))))
    text = [chance.choice(WORDS) for _ in range(words)]
    text[words // 2] = "https://example.com/inverter" if words % 3 == 0 else "kW"
    parts = [" ".join(text[one : one + 40]) for one in range(0, words, 40)]
    if words % 50 == 0:
        parts.append("Call me at (802) 555-0142 in the evening.")
    if not is_html:
        return "\n\n".join(["> somebody said so", *parts, "- **one**\n- two"])
    inner = "".join(f"<p>{one}</p>" for one in parts)
    return (
        f"<blockquote><p>somebody said so</p></blockquote>{inner}<ul><li>one</li></ul>"
    )


def _moment(number: int) -> str:
    return (BEGAN + timedelta(minutes=50 * number)).isoformat()


def _write(path: Path, said: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in said)


def bench(posts: int = POSTS) -> Figures:
    """Make the files, and take them into a new forum."""
    with tempfile.TemporaryDirectory() as folder:
        home, files = Path(folder) / "home", Path(folder) / "files"
        files.mkdir()
        make(files, posts)
        begun = time.perf_counter()
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", COMMAND, "import-foreign", str(files)],
            env=os.environ | {"FORUM_HOME": str(home)},
            check=True,
        )
        took = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    return Figures(posts, took, cpu, peak)


def main() -> None:
    """Print what it took."""
    sys.stdout.write(f"{bench(int(next(_given(), POSTS)))}\n")


def _given() -> Iterator[str]:
    yield from sys.argv[1:2]


if __name__ == "__main__":
    main()
