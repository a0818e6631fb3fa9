"""Taking in posts of another forum, and a thread with the first of its posts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from forum.boards.models import Post, PostState, Quote, Revision, Thread
from forum.boards.news import taken_in
from forum.core.db import db
from forum.members.models import Member
from forum.moving.foreign import queries
from forum.moving.foreign.actions.here import Here, Ready, loaded, open_threads
from forum.moving.foreign.actions.people import Taken, lead
from forum.moving.foreign.reading import ThreadLine
from forum.moving.models import Origin
from forum.privacy.documents import in_force

GONE = "is in a thread that was deleted here"
NO_BOARD = "is on a board that was deleted here"
LATER = "is older than the post before it; it stands where its line does"


def take_posts(
    source: str,
    batch: Sequence[Ready],
    lines: Mapping[str, ThreadLine],
    now: datetime,
) -> Taken:
    """Take posts in, all published at their own time; what is here is passed over.

    Nobody is told, and no gate is asked: they were public before.
    """
    here = loaded(source, batch, lines)
    open_threads(here, batch, lines)
    done, rows, made = Taken(), [], []
    for one in batch:
        if here.origin(queries.POST, one.said.id) is not None:
            continue
        thread = _thread_of(here, one, done)
        if thread is None:
            continue
        author = here.author(one.said)
        rows.append(_row(thread, author, one, done))
        made.append((one, thread, author))
    if not rows:
        return done
    db.session.flush()
    returning = insert(Post).returning(Post.id, sort_by_parameter_order=True)
    keys = list(db.session.scalars(returning, rows))
    _wording(keys, rows, made)
    _note_origins(here, keys, made)
    lead(here.paths)
    done.new = len(keys)
    done.posts = {one.line: key for key, (one, _, _) in zip(keys, made, strict=True)}
    for tell in taken_in:
        tell(keys, now)
    return done


def _thread_of(here: Here, one: Ready, done: Taken) -> Thread | None:
    """Return the thread of a post; none if it is gone, and that is told."""
    thread = here.thread(one.said.thread)
    if thread is None:
        known = here.origin(queries.THREAD, one.said.thread) is not None
        done.said.append((one.line, GONE if known else NO_BOARD))
        done.left += 1
    return thread


def _row(thread: Thread, author: Member, one: Ready, done: Taken) -> dict[str, Any]:
    """Give a post its number and count it; return it as a row."""
    said, at = one.said, one.said.at
    newest, last_author = thread.active_at, thread.last_author_id
    number = thread.note_published(author.id, at)
    if newest > at:
        thread.active_at, thread.last_author_id = newest, last_author
        done.said.append((one.line, LATER))
    if number > 1:
        thread.note_changed()
    author.note_published(1)
    return {
        "thread_id": thread.id,
        "author_id": author.id,
        "number": number,
        "html": one.body.html,
        "state": PostState.PUBLISHED,
        "posted_at": at,
        "published_at": at,
        "edited_at": said.edited_at,
        "statement_version": in_force("privacy", at.date()).version,
        "terms_version": in_force("terms", at.date()).version,
    }


Made = Sequence[tuple[Ready, Thread, Member]]


def _wording(keys: Sequence[int], rows: Sequence[dict[str, Any]], made: Made) -> None:
    """Keep what was written, with the title where a post opens its thread."""
    db.session.execute(
        insert(Revision),
        [
            {
                "post_id": key,
                "number": 1,
                "title": thread.title if row["number"] == 1 else None,
                "body": one.body.markdown,
                "editor_id": author.id,
                "reason": "",
                "written_at": one.said.edited_at or one.said.at,
            }
            for key, row, (one, thread, author) in zip(keys, rows, made, strict=True)
        ],
    )


def _note_origins(here: Here, keys: Sequence[int], made: Made) -> None:
    """Remember what became of each post, what it quotes and what led to it."""
    rows = []
    for key, (one, _, _) in zip(keys, made, strict=True):
        name = here.key(queries.POST, one.said.id)
        here.origins[name] = Origin(key=name, post_id=key)
        rows.append({"key": name, "post_id": key})
        here.paths |= dict.fromkeys(one.said.paths, (None, key))
    db.session.execute(insert(Origin), rows)
    quotes = {
        (key, quoted.post_id)
        for key, (one, _, _) in zip(keys, made, strict=True)
        for id_ in one.said.quotes
        if (quoted := here.origin(queries.POST, id_)) and quoted.post_id
        if quoted.post_id != key
    }
    if quotes:
        pairs = [{"post_id": a, "source_id": b} for a, b in sorted(quotes)]
        db.session.execute(insert(Quote), pairs)
