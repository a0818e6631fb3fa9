"""A small forum of somebody else, as files, and ways to take it in."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from forum.boards.models import Post, Revision, Thread
from forum.core.db import db
from tests.world import World

JOINED = "2016-02-01T08:00:00Z"
PHONE = "(802) 555-0142"

MEMBERS: list[dict[str, Any]] = [
    {"id": 1, "handle": "sunny", "joined_at": JOINED, "email": "sunny@example.com"},
    {"id": 2, "handle": "Jörg Müller", "joined_at": JOINED},
    {"id": 3, "handle": "admin", "joined_at": JOINED},
]
BOARDS: list[dict[str, Any]] = [
    {"id": "g", "name": "General talk", "group": "The old forum"},
    {"id": "p", "name": "Yields", "slug": "performance"},
]
THREADS: list[dict[str, Any]] = [
    {
        "id": 10,
        "board": "g",
        "title": "Which inverter for a shaded roof?",
        "tags": ["inverter", "no such tag"],
        "paths": ["https://old.example.com/viewtopic.php?f=2&t=10"],
    },
    {"id": 11, "board": "p", "title": "My yield in 2017", "locked": True},
]
POSTS: list[dict[str, Any]] = [
    {
        "id": 100,
        "thread": 10,
        "author": 1,
        "at": "2017-03-01T10:00:00Z",
        "body": "We have a chimney. **Which one** do you use?",
        "paths": ["/viewtopic.php?p=100"],
    },
    {
        "id": 101,
        "thread": 10,
        "author": 2,
        "at": "2017-03-01T12:00:00+01:00",
        "format": "html",
        "body": "<p>Take <em>optimizers</em>.<script>alert(1)</script></p>"
        '<ul><li>see <a href="https://example.org/x">this</a></li></ul>',
        "quotes": [100],
        "paths": ["/viewtopic.php?p=101"],
    },
    {
        "id": 102,
        "thread": 10,
        "at": "2017-03-02T10:00:00Z",
        "body": f"Call me at {PHONE}.",
    },
    {
        "id": 103,
        "thread": 11,
        "author": 3,
        "at": "2018-01-01T10:00:00Z",
        "body": "It was 1,154 kWh per kWp.",
        "edited_at": "2018-01-02T10:00:00Z",
    },
]


def files(
    folder: Path, more: Iterable[dict[str, Any]] = (), **other: list[dict[str, Any]]
) -> Path:
    """Write the small forum, with more posts or with other lines."""
    folder.mkdir(exist_ok=True)
    said = {
        "members": MEMBERS,
        "boards": BOARDS,
        "threads": THREADS,
        "posts": [*POSTS, *more],
    }
    for name, rows in (said | other).items():
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def taken(app: Flask, folder: Path, *more: object) -> Result:
    """Take a foreign forum in."""
    arguments = [str(one) for one in ("import-foreign", folder, *more)]
    done = app.test_cli_runner().invoke(args=arguments)
    assert done.exit_code == 0, (done.output, done.exception)
    return done


def bodies(world: World) -> list[str]:
    """Return what all posts say, in order."""
    with world.reading():
        said = select(Revision.body).join(Post, Post.id == Revision.post_id)
        return list(db.session.scalars(said.order_by(Post.id)))


def thread_called(world: World, title: str) -> Thread:
    """Return the thread with a title."""
    with world.reading():
        return db.session.scalars(select(Thread).where(Thread.title == title)).one()


def posts_of(world: World, thread: int) -> list[Post]:
    """Return the posts of a thread in order of their numbers."""
    with world.reading():
        asked = select(Post).where(Post.thread_id == thread).order_by(Post.number)
        return list(db.session.scalars(asked))
