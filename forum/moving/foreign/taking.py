"""The import of another forum: files in their order, some hundred lines at a time."""

import json
import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy.exc import DBAPIError

from forum.core.answers import Refused
from forum.core.db import db, transaction
from forum.members.registry.hashing import hashed
from forum.moving.foreign import actions, queries
from forum.moving.foreign.actions import Ready, Taken
from forum.moving.foreign.bodies import Body, body_of
from forum.moving.foreign.reading import BOARDS, FILES, MEMBERS, POSTS, Bad
from forum.moving.foreign.surveying import Problem, Survey

AT_A_TIME = 500
WRITTEN = (MEMBERS, BOARDS, POSTS)
"""The files that rows are made of; threads are made with their first post."""
NO_LIST = "cannot be written"
T = TypeVar("T")


class Tell(Protocol):
    """Told how far a file has come."""

    def __call__(self, file: str, done: int, of: int, /) -> None:
        """Show it, or not."""


@dataclass(slots=True)
class Came:
    """What an import did, in figures."""

    new: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    """How many places of each kind disclose something."""
    problems: list[Problem] = field(default_factory=list)
    left: int = 0
    """How many lines were left out only now."""
    went_on: bool = False
    """Whether it went on where an earlier run had stopped."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How another forum is to be taken in."""

    has_accounts: bool
    """Whether accounts are kept here, so that members can claim theirs."""
    is_strict: bool = False
    """Whether a line that cannot be taken stops all."""
    findings: Path | None = None
    """Where moderators find which posts disclose something."""


def take_in(found: Survey, wish: Wish, tell: Tell) -> Came:
    """Take in what was surveyed; it may be killed at any time and begun again.

    Each batch is one transaction and says how far it came, so that nothing is
    there by half or twice.
    """
    came = Came()
    if wish.is_strict and found.problems:
        raise Refused(f"{found.problems[0]}. Nothing was changed.")
    kept = queries.intake_of(found.source)
    place = (kept.file, kept.line) if kept and kept.digest == found.digest else None
    came.went_on = place is not None
    if place is None and wish.findings is not None:
        _begin(wish.findings)
    password_hash = hashed(secrets.token_urlsafe(32)) if wish.has_accounts else ""
    takes: dict[str, Callable[[list[tuple[int, Any]]], Taken]] = {
        MEMBERS: lambda batch: actions.take_members(
            found.source, batch, password_hash, found.now
        ),
        BOARDS: lambda batch: actions.take_boards(found.source, batch),
        POSTS: lambda batch: actions.take_posts(
            found.source, [one for _, one in batch], found.threads, found.now
        ),
    }
    for name in WRITTEN:
        after = _after(name, place)
        lines = found.good_lines(name, after)
        if name == POSTS:
            lines = _prepared(found, lines, came, strict=wish.is_strict)
        for batch in _batches(lines):
            done = _keep(found, name, batch, takes[name], wish)
            _note(name, batch, done, came)
            tell(name, batch[-1][0], found.lines[name])
        _tell_end(found, name, tell)
    return came


def look(found: Survey, wish: Wish, tell: Tell) -> Came:
    """Only look what the posts disclose, without taking anything in."""
    came = Came()
    if wish.findings is not None:
        _begin(wish.findings)
        lines = _prepared(found, found.good_lines(POSTS, 0), came, strict=False)
        for batch in _batches(lines):
            _write(wish.findings, batch, None)
            _note(POSTS, batch, None, came)
            tell(POSTS, batch[-1][0], found.lines[POSTS])
        _tell_end(found, POSTS, tell)
    return came


def _tell_end(found: Survey, name: str, tell: Tell) -> None:
    """Tell that a file is done, whatever became of its last lines."""
    if of := found.lines[name]:
        tell(name, of, of)


def _after(name: str, place: tuple[str, int] | None) -> int:
    """Return the last line of a file that is done; a large number if all of it is."""
    if place is None:
        return 0
    file, line = place
    if file == name:
        return line
    return 0 if FILES.index(file) < FILES.index(name) else 1 << 62


def _prepared(
    found: Survey, lines: Iterator[tuple[int, Any]], came: Came, *, strict: bool
) -> Iterator[tuple[int, Ready]]:
    """Make posts ready, outside of any transaction: nobody has to wait for it."""
    opened: set[str] = set()
    for number, said in lines:
        line = found.threads.get(said.thread)
        is_first = line is not None and said.thread not in opened
        opened.add(said.thread)
        try:
            title = line.title if line is not None and is_first else ""
            body = body_of(said.body, title, is_html=said.is_html)
        except Bad as bad:
            problem = Problem(POSTS, number, str(bad))
            if strict:
                raise Refused(f"{problem}. What came before it is kept.") from None
            came.problems.append(problem)
            came.left += 1
            continue
        yield number, Ready(number, said, body)


def _keep(
    found: Survey,
    name: str,
    batch: list[tuple[int, Any]],
    take: Callable[[list[tuple[int, Any]]], Taken],
    wish: Wish,
) -> Taken:
    try:
        with transaction():
            done = take(batch)
            actions.note_place(found.source, found.digest, name, batch[-1][0])
            # Whoever is killed in between lists a place twice rather than never.
            if name == POSTS and wish.findings is not None:
                _write(wish.findings, batch, done)
    except OSError:
        raise Refused(f"{wish.findings} {NO_LIST}; all before is kept.") from None
    except DBAPIError:
        # What the database says may quote a row.
        span = f"lines {batch[0][0]} to {batch[-1][0]} of {name}"
        raise Refused(
            f"The database did not take {span}; all before is kept."
        ) from None
    # Rows of earlier batches would only fill the memory.
    db.session.expunge_all()
    return done


def _note(
    name: str, batch: list[tuple[int, Any]], done: Taken | None, came: Came
) -> None:
    """Count what became of a batch, or what it would disclose if it came."""
    if done is not None:
        came.new[name] += done.new
        came.left += done.left
        came.problems += [Problem(name, number, says) for number, says in done.said]
    if name != POSTS:
        return
    for _, body in _disclosing(batch, done):
        came.places.update(place.kind for place in body.places)


def _disclosing(
    batch: list[tuple[int, Ready]], done: Taken | None
) -> list[tuple[int, Body]]:
    """Return those of a batch that came, or would come, and disclose something."""
    return [
        (one.line, one.body)
        for _, one in batch
        if one.body.places and (done is None or one.line in done.posts)
    ]


def _begin(path: Path) -> None:
    """Begin the list for moderators anew: what an earlier run wrote goes."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    except OSError:
        raise Refused(f"{path} {NO_LIST}. Nothing was changed.") from None


def _write(path: Path, batch: list[tuple[int, Ready]], done: Taken | None) -> None:
    """Add kinds and places to the list for moderators; never the words."""
    posts = {} if done is None else done.posts
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
        for line, body in _disclosing(batch, done):
            for one in body.places:
                said = {
                    "line": line,
                    "post": posts.get(line),
                    "part": one.part,
                    "kind": one.kind,
                    "start": one.start,
                    "end": one.end,
                }
                file.write(json.dumps(said) + "\n")


def _batches(items: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(items, AT_A_TIME)):
        yield batch
