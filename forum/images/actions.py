"""What is done with pictures: kept, attached to a post, described, destroyed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update

from forum.core.answers import NotFound, require
from forum.core.db import change_rows, db, locked
from forum.core.files import files, new_name
from forum.core.jobs import enqueue
from forum.core.wording import Wording
from forum.images import queries, rules
from forum.images.models import Format, Image
from forum.images.taking import Taken
from forum.members.models import Member

REMOVAL = "remove files"


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture whose files are written and whose row is not there yet."""

    name: str
    taken: Taken


def store(taken: Taken) -> Stored:
    """Write the files of a picture. Before the transaction: writing takes a while.

    Files that no row follows are removed after a day.
    """
    if db.session.info.get("writing"):
        raise RuntimeError("files are written before the transaction, not inside")
    name = new_name("").removesuffix(".")
    main, small = _files_of(name, taken.format)
    files().put(main, taken.main)
    files().put(small, taken.thumbnail)
    return Stored(name, taken)


def keep(
    member: Member,
    once: str,
    stored: Stored,
    now: datetime,
    *,
    post_id: int | None = None,
    is_new: bool = False,
) -> int:
    """Add a stored picture to a form that is not sent yet; return its key."""
    locked(Member, member.id)  # one after the other, else the quota is passed
    taken = stored.taken
    holding = queries.holding(member.id, once, post_id)
    require(rules.may_keep(holding, taken.size_bytes, is_new=is_new))
    image = Image(
        name=stored.name,
        format=taken.format,
        owner_id=member.id,
        composition=once,
        width=taken.width,
        height=taken.height,
        thumb_width=taken.thumb_width,
        thumb_height=taken.thumb_height,
        size_bytes=taken.size_bytes,
        removed_kinds=",".join(taken.removed),
        added_at=now,
    )
    db.session.add(image)
    db.session.flush()
    return image.id


def unstore(stored: Stored) -> None:
    """Remove the files of a picture that could not be kept."""
    for name in _files_of(stored.name, stored.taken.format):
        files().remove(name)


def drop(member_id: int, image_id: int, now: datetime) -> None:
    """Take a picture out of one's own form that is not sent."""
    pending = (Image.owner_id == member_id) & Image.post_id.is_(None)
    if not _destroyed((Image.id == image_id) & pending, now):
        raise NotFound


def attach(
    image_ids: Collection[int],
    post_id: int,
    owner_id: int,
    once: str,
    alts: Mapping[int, str],
    now: datetime,
) -> int:
    """Let a post show pictures of the form it came from; return how many.

    Only what its author added to this very form counts; other keys do nothing.
    """
    added = db.session.scalars(
        select(Image)
        .where(Image.id.in_(image_ids), Image.owner_id == owner_id)
        .where(Image.composition == once, Image.post_id.is_(None))
        .with_for_update()
    ).all()
    position = _last_position(post_id)
    order = {image_id: place for place, image_id in enumerate(image_ids)}
    for image in sorted(added, key=lambda image: order[image.id]):
        position += 1
        image.post_id, image.position = post_id, position
        image.alt = alts.get(image.id, "")
        image.composition = image.removed_kinds = ""
        image.attached_at = now
    db.session.flush()
    if added:
        require(rules.may_carry(_pictures_of(post_id)))
    return len(added)


def set_alts(post_id: int, alts: Mapping[int, str]) -> int:
    """Describe pictures of a post anew; return how many changed."""
    images = db.session.scalars(
        select(Image)
        .where(Image.post_id == post_id, Image.id.in_(alts))
        .with_for_update()
    ).all()
    different = [image for image in images if image.alt != alts[image.id]]
    for image in different:
        image.alt = alts[image.id]
    return len(different)


def destroy(image_ids: Collection[int], now: datetime) -> int:
    """Destroy pictures: gone from every page at once, their files soon after."""
    return _destroyed(Image.id.in_(image_ids), now)


def withhold(image_ids: Collection[int]) -> int:
    """Take pictures from their post; only staff see them until they are destroyed."""
    taken = update(Image).where(Image.id.in_(image_ids)).values(withheld=True)
    return change_rows(taken)


def destroy_withheld(post_id: int, now: datetime) -> int:
    """Destroy what was taken from a post while a report about it was open."""
    return _destroyed((Image.post_id == post_id) & Image.withheld, now)


def redact_alts(post_ids: Collection[int], wording: Wording) -> int:
    """Destroy words in what posts say about their pictures; return how many."""
    images = db.session.scalars(
        select(Image).where(Image.post_id.in_(post_ids)).with_for_update()
    ).all()
    speaking = [image for image in images if wording.stands_in(image.alt)]
    for image in speaking:
        image.alt = wording.removed_from(image.alt)
    return len(speaking)


def forget_pending(now: datetime) -> int:
    """Destroy pictures whose form was not sent for a day."""
    old = Image.added_at <= now - rules.PENDING_LASTS
    return _destroyed(Image.post_id.is_(None) & old, now)


def _destroyed(which: ColumnElement[bool], now: datetime) -> int:
    gone = db.session.execute(
        delete(Image).where(which).returning(Image.name, Image.format)
    ).all()
    if gone:
        names = [file for name, kind in gone for file in _files_of(name, kind)]
        enqueue(REMOVAL, {"names": names}, now)
    return len(gone)


def _files_of(name: str, kind: Format) -> tuple[str, str]:
    small = f"{name}{queries.THUMBNAIL}.{kind.ending}"
    return f"{name}.{kind.ending}", small


def _last_position(post_id: int) -> int:
    last = select(func.max(Image.position)).where(Image.post_id == post_id)
    return db.session.scalar(last) or 0


def _pictures_of(post_id: int) -> int:
    count = select(func.count()).where(Image.post_id == post_id)
    return db.session.scalar(count) or 0
