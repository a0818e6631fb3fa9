"""What becomes of the list of tags: words are added, renamed, merged."""

from sqlalchemy import delete, select, update

from forum.boards import queries, rules
from forum.boards.models import ChangedTag, Thread, ThreadTag
from forum.core.answers import Refused, require
from forum.core.db import change_rows, db, insert_once

NO_TAG = "There is no such tag any more. Look at the list."
ITSELF = "It stands for this tag already."


def add_tag(name: str) -> None:
    """Let threads be found under another word."""
    require(rules.may_be_tag(name))
    if queries.tag_list().meant(name):
        raise Refused(f"The tag “{name}” is there already.")
    _changed(name, None)


def rename_tag(name: str, to: str) -> int:
    """Give a tag another word, the old one leading there; return for how many threads.

    A word that is a tag already takes the threads of both.
    """
    known = queries.tag_list()
    if name not in known.tags:
        raise Refused(NO_TAG)
    require(rules.may_be_tag(to))
    target = known.meant(to) or to
    if target == name and to == name:
        raise Refused(ITSELF)
    if target == name:  # a word that led to it takes its place
        target = to
    if target not in known.tags:
        _changed(target, None)
    _changed(name, target)
    return _moved(name, target)


def _changed(name: str, leads_to: str | None) -> None:
    db.session.execute(delete(ChangedTag).where(ChangedTag.name == name))
    insert_once(ChangedTag, {"name": name, "leads_to": leads_to})
    queries.forget_tag_list()


def _moved(name: str, to: str) -> int:
    """Let threads with one tag have the other; return how many have."""
    having = select(ThreadTag.thread_id).where(ThreadTag.tag == name)
    both = select(ThreadTag.thread_id).where(ThreadTag.tag == to)
    keys = list(db.session.scalars(having))
    version = update(Thread).where(Thread.id.in_(having))
    db.session.execute(version.values(version=Thread.version + 1))
    twice = delete(ThreadTag).where(
        ThreadTag.tag == name, ThreadTag.thread_id.in_(both)
    )
    change_rows(twice)
    change_rows(update(ThreadTag).where(ThreadTag.tag == name).values(tag=to))
    db.session.expire_all()
    return len(keys)
