"""What is done with pictures: kept, attached to a post, described, destroyed.

Files that are no pictures come in another way (`papers.py`), then all of it holds
for them too.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update

from forum.core.answers import NotFound, require
from forum.core.db import change_rows, db, insert_once, locked
from forum.core.files import files, new_name
from forum.core.jobs import enqueue
from forum.core.wording import Wording
from forum.images import queries, rules
from forum.images.models import BlockedPicture, Format, Image
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
    digest = queries.digest_of(taken.main)
    known = (digest, queries.digest_of(taken.thumbnail), queries.keyed(taken.original))
    require(rules.may_be_added(is_blocked=queries.is_blocked(known)))
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
        digest=digest,
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
        image.found = None
        image.attached_at = now
    db.session.flush()
    if added:
        _require_few(post_id)
        papers = [queries.sealed_name(one.name) for one in added if one.format.is_file]
        if papers:
            enqueue(REMOVAL, {"names": papers}, now)
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


def block(post_ids: Collection[int], now: datetime) -> int:
    """Let nobody add copies of what some posts show; return how many pictures.

    What somebody has added to a form that is not sent yet goes too.
    """
    shown = db.session.scalars(select(Image).where(Image.post_id.in_(post_ids))).all()
    same = Image.digest.in_([image.digest for image in shown if image.digest])
    _destroyed(Image.post_id.is_(None) & same, now)
    for image in shown:
        if image.digest:  # as it was added: readers may have got it masked
            _blocked(image.id, image.digest, now)
        for name in _files_of(image.name, image.format):
            content = files().read(name)
            if content is not None:
                _blocked(image.id, queries.digest_of(content), now)
    return len(shown)


def unblock(post_id: int) -> None:
    """Let what a post shows be added again: it may stay."""
    theirs = select(Image.id).where(Image.post_id == post_id)
    db.session.execute(
        delete(BlockedPicture).where(BlockedPicture.image_id.in_(theirs))
    )


def seal(post_id: int) -> int:
    """Let nobody see the pictures of a post, staff neither, nor destroy them."""
    return _sealed(post_id, sealed=True)


def unseal(post_id: int) -> int:
    """Let the pictures of a post be seen again by whoever may see the post."""
    return _sealed(post_id, sealed=False)


def destroy_sealed(post_ids: Collection[int], now: datetime) -> int:
    """Destroy what was sealed with some posts, once it need not be preserved."""
    held = update(Image).where(Image.post_id.in_(post_ids), Image.sealed)
    keys = list(db.session.scalars(held.values(sealed=False).returning(Image.id)))
    return _destroyed(Image.id.in_(keys), now)


def note_digests(most: int) -> int:
    """Compute the keyed hash of pictures that have none yet; return how many."""
    without = select(Image).where(Image.digest.is_(None)).order_by(Image.id).limit(most)
    found = db.session.scalars(without).all()
    for image in found:
        content = files().read(_files_of(image.name, image.format)[0])
        image.digest = queries.digest_of(content or image.name.encode())
    return len(found)


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


def _blocked(image_id: int, digest: str, now: datetime) -> None:
    insert_once(
        BlockedPicture, {"digest": digest, "image_id": image_id, "blocked_at": now}
    )


def _sealed(post_id: int, *, sealed: bool) -> int:
    theirs = update(Image).where(Image.post_id == post_id)
    return change_rows(theirs.values(sealed=sealed))


def _destroyed(which: ColumnElement[bool], now: datetime) -> int:
    """Destroy pictures but for those that are sealed: a law has them preserved."""
    gone = db.session.execute(
        delete(Image)
        .where(which, Image.sealed.is_(False))
        .returning(Image.name, Image.format)
    ).all()
    if gone:
        names = [file for name, kind in gone for file in _files_of(name, kind)]
        enqueue(REMOVAL, {"names": names}, now)
    return len(gone)


def _files_of(name: str, kind: Format) -> tuple[str, str]:
    if kind.is_file:
        return f"{name}.{kind.ending}", queries.sealed_name(name)
    small = f"{name}{queries.THUMBNAIL}.{kind.ending}"
    return f"{name}.{kind.ending}", small


def _last_position(post_id: int) -> int:
    last = select(func.max(Image.position)).where(Image.post_id == post_id)
    return db.session.scalar(last) or 0


def _require_few(post_id: int) -> None:
    """Refuse more pictures or files than a post can have."""
    shown = select(Image.format).where(Image.post_id == post_id)
    of_files = [one.is_file for one in db.session.scalars(shown)]
    require(rules.may_carry(of_files.count(False)))
    require(rules.may_carry_files(of_files.count(True)))
