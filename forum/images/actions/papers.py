"""What is done with files that are no pictures: kept sealed, then published.

Until its author has published the post, a file is on the disk under the key of this
forum alone. What readers get is written anew, and the sealed one goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from forum.core.answers import NotFound, Refused, require
from forum.core.db import db, locked
from forum.core.files import files, new_name
from forum.images import filing, queries, rules, sealing
from forum.images.filing import TakenFile
from forum.images.models import Image
from forum.images.queries import sealed_name
from forum.members.models import Member


class Unwritten(Refused):
    """What readers would get of a file cannot be written; its post is not made."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies sealed on the disk, and has no row yet."""

    name: str
    taken: TakenFile


def store(taken: TakenFile) -> StoredFile:
    """Write a file, sealed. Before the transaction, as pictures are written."""
    name = new_name("").removesuffix(".")
    sealing.put(name, taken.content)
    return StoredFile(name, taken)


def unstore(stored: StoredFile) -> None:
    """Remove a file that could not be kept."""
    files().remove(sealed_name(stored.name))


def keep(
    member: Member,
    once: str,
    stored: StoredFile,
    now: datetime,
    *,
    post_id: int | None = None,
) -> int:
    """Add a stored file to a form that is not sent yet; return its key."""
    locked(Member, member.id)  # one after the other, else the quota is passed
    taken = stored.taken
    size, digest = len(taken.content), queries.digest_of(taken.content)
    known = (digest, queries.keyed(taken.original))
    require(rules.may_be_added(is_blocked=queries.is_blocked(known)))
    holding = queries.holding(member.id, once, post_id)
    require(rules.may_keep_file(holding, size))
    row = Image(
        name=stored.name,
        format=taken.format,
        owner_id=member.id,
        composition=once,
        width=0,
        height=0,
        thumb_width=0,
        thumb_height=0,
        size_bytes=size,
        digest=digest,
        removed_kinds=",".join(taken.removed),
        found=filing.written(taken.about),
        added_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def keep_steps(member_id: int, file_id: int) -> None:
    """Let a series be published as fine as it is: its author wants that."""
    row = _pending(member_id, file_id)
    about = filing.read(row.found or "")
    row.found = filing.written(replace(about, keeps_steps=True))


def publish(masks: Mapping[str, Mapping[str, str]]) -> None:
    """Write what readers will get of some files, by the names of their files.

    Before the transaction that shows them; `unpublish` if that comes to nothing, or
    if this raises `Unwritten`.
    """
    for file, masked in masks.items():
        content = sealing.content_of(file.partition(".")[0])
        if content is None:
            raise Unwritten(rules.GONE_FILE)
        try:
            readers_get = filing.published(content, masked)
        except Refused as refused:
            raise Unwritten(str(refused)) from None
        files().put(file, readers_get)


def unpublish(masks: Mapping[str, Mapping[str, str]]) -> None:
    """Remove what was written for readers of a post that does not show it."""
    shown = queries.shown_names([file.partition(".")[0] for file in masks])
    for file in masks:
        if file.partition(".")[0] not in shown:
            files().remove(file)


def _pending(member_id: int, file_id: int) -> Image:
    own = (Image.id == file_id) & (Image.owner_id == member_id)
    waiting = Image.post_id.is_(None) & Image.found.is_not(None)
    row = db.session.scalar(select(Image).where(own, waiting).with_for_update())
    if row is None:
        raise NotFound
    return row
