"""What is asked while another forum is taken in: what is here of it already."""

from collections.abc import Collection, Iterable

from flask import current_app
from sqlalchemy import select

from forum.boards.models import Post, Thread
from forum.core.db import db
from forum.core.keys import Keys
from forum.members.registry.models import Account
from forum.members.registry.queries import email_key
from forum.moving.models import Intake, Origin

MEMBER, BOARD, THREAD, POST = "member", "board", "thread", "post"
NOBODY = "nobody"
"""Whoever wrote in a thread and has no account there any more."""


def origin_key(source: str, kind: str, id_: str) -> str:
    """Return the key under which something of another forum is found again."""
    keys: Keys = current_app.extensions["keys"]
    return keys.lookup(f"origin\0{source}\0{kind}\0{id_}")


def origins(keys: Iterable[str]) -> dict[str, Origin]:
    """Return those of these that are here, by their keys. One query."""
    wanted = select(Origin).where(Origin.key.in_(set(keys)))
    return {one.key: one for one in db.session.scalars(wanted)}


def is_here(key: str) -> bool:
    """Say whether something of another forum came already. One query."""
    return db.session.get(Origin, key) is not None


def intake_of(source: str) -> Intake | None:
    """Return how far the import of a forum has come, if it began. One query."""
    return db.session.get(Intake, source, populate_existing=True)


def owners(addresses: Collection[str]) -> dict[str, int]:
    """Return who here has which of these addresses. One query."""
    by_key = {email_key(one): one for one in addresses}
    asked = select(Account.email_key, Account.member_id).where(
        Account.email_key.in_(by_key)
    )
    return {by_key[row.email_key]: row.member_id for row in db.session.execute(asked)}


def targets(
    asked: Collection[tuple[str, str]], source: str
) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """Return the threads and posts that are meant, as far as they are here.

    “t” and “p” are followed by keys of this forum, “thread” and “post” by what the
    other forum calls them. Three queries.
    """
    found: dict[tuple[str, str], tuple[int | None, int | None]] = {}
    keys = {origin_key(source, kind, id_): (kind, id_) for kind, id_ in asked}
    for key, origin in origins(keys).items():
        if origin.thread_id is not None or origin.post_id is not None:
            found[keys[key]] = (origin.thread_id, origin.post_id)
    for kind, column in (("t", Thread.id), ("p", Post.id)):
        wanted = {int(id_): (kind, id_) for named, id_ in asked if named == kind}
        for here in db.session.scalars(select(column).where(column.in_(wanted))):
            found[wanted[here]] = (here, None) if kind == "t" else (None, here)
    return found
