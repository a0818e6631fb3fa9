"""What is asked about pictures and files: of a form, of posts, of an address."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from flask import current_app
from sqlalchemy import Row as Found
from sqlalchemy import Select, case, func, select

from forum.core.answers import NotFound
from forum.core.db import db
from forum.core.keys import Keys
from forum.images.filing import About, read
from forum.images.models import BlockedPicture, Format, Image
from forum.images.rules import MB, Holding

THUMBNAIL = "-small"
FILES = [one for one in Format if one.is_file]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as pages show it, or a file that they lead to."""

    id: int
    name: str
    format: Format
    alt: str
    width: int
    height: int
    thumb_width: int
    thumb_height: int
    size_bytes: int
    removed: tuple[str, ...]
    """Kinds of hidden entries that were taken out; told before posting only."""
    post_id: int | None
    about: About | None = None
    """What is known of a file that is not posted yet."""

    @property
    def is_file(self) -> bool:
        """Whether readers download it; what is none is a picture that they see."""
        return self.format.is_file

    @property
    def size(self) -> str:
        """How large it is, as pages say it."""
        if self.size_bytes >= MB:
            return f"{self.size_bytes / MB:.1f} MB"
        return f"{max(1, round(self.size_bytes / 1000))} KB"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.{self.format.ending}"

    @property
    def url(self) -> str:
        """The address of the picture."""
        return f"/attachments/{self.file}"

    @property
    def thumb_url(self) -> str:
        """The address of the small picture that stands in the post."""
        return f"/attachments/{self.name}{THUMBNAIL}.{self.format.ending}"


@dataclass(frozen=True, slots=True)
class Served:
    """What decides who may have a picture's files."""

    owner_id: int
    post_id: int | None
    format: Format
    withheld: bool
    sealed: bool
    alt: str = ""
    size_bytes: int = 0


def pending(member_id: int, once: str) -> tuple[Picture, ...]:
    """Return what a member added to a form that is not sent. One query."""
    theirs = _pictures().where(
        Image.owner_id == member_id, Image.composition == once, Image.post_id.is_(None)
    )
    return _shown(theirs.order_by(Image.id))


def of_posts(post_ids: Collection[int]) -> dict[int, tuple[Picture, ...]]:
    """Return the pictures of each post that has any, in their order. One query."""
    if not post_ids:
        return {}
    found = _shown(
        _pictures()
        .where(Image.post_id.in_(post_ids), Image.withheld.is_(False))
        .where(Image.sealed.is_(False))
        .order_by(Image.post_id, Image.position, Image.id)
    )
    by_post = groupby(found, lambda picture: picture.post_id)
    return {post_id: tuple(some) for post_id, some in by_post if post_id is not None}


def of_post(post_id: int) -> tuple[Picture, ...]:
    """Return the pictures of a post, in their order. One query."""
    return of_posts([post_id]).get(post_id, ())


def for_staff(post_id: int) -> tuple[Picture, ...]:
    """Return the pictures of a post, those its author took back too. One query.

    Never those that are sealed: moderators do not see them either.
    """
    theirs = _pictures().where(Image.post_id == post_id, Image.sealed.is_(False))
    return _shown(theirs.order_by(Image.position, Image.id))


def served(name: str) -> Served:
    """Return whose picture has this name, and the post it belongs to. One query."""
    row = db.session.execute(
        select(
            Image.owner_id,
            Image.post_id,
            Image.format,
            Image.withheld,
            Image.sealed,
            Image.alt,
            Image.size_bytes,
        ).where(Image.name == name)
    ).one_or_none()
    if row is None:
        raise NotFound
    return Served(*row)


def holding(member_id: int, once: str, post_id: int | None = None) -> Holding:
    """Return what a member has stored, and for the post in the making. One query."""
    here = (Image.composition == once) & Image.post_id.is_(None)
    if post_id is not None:
        here |= Image.post_id == post_id
    a_file = Image.format.in_(FILES)
    stored, waiting, of_this, papers = db.session.execute(
        select(
            func.coalesce(func.sum(Image.size_bytes), 0),
            func.count(case((Image.post_id.is_(None), 1))),
            func.count(case((here & ~a_file, 1))),
            func.count(case((here & a_file, 1))),
        ).where(Image.owner_id == member_id)
    ).one()
    return Holding(int(stored), waiting, of_this, papers)


def known(names: Collection[str]) -> set[str]:
    """Return those of some names that pictures have. One query."""
    return set(db.session.scalars(select(Image.name).where(Image.name.in_(names))))


def shown_names(names: Collection[str]) -> set[str]:
    """Return those of some names that stand in posts. One query."""
    attached = select(Image.name).where(
        Image.name.in_(names), Image.post_id.is_not(None)
    )
    return set(db.session.scalars(attached))


def sealed_name(name: str) -> str:
    """Return the name under which a file lies sealed until it is posted."""
    return f"{name}.sealed"


def digest_of(content: bytes) -> str:
    """Return the keyed hash by which identical pictures are found, not seen."""
    return keyed(hashlib.sha256(content).hexdigest())


def keyed(digest: str) -> str:
    """Return a plain hash under the key of this forum: others cannot compare it."""
    keys: Keys = current_app.extensions["keys"]
    return keys.lookup(f"picture {digest}")


def is_blocked(digests: Collection[str]) -> bool:
    """Say whether one of some keyed hashes belongs to what was taken down."""
    standing = select(BlockedPicture.digest).where(BlockedPicture.digest.in_(digests))
    return db.session.scalar(standing.limit(1)) is not None


def posts_of_files(names: Collection[str]) -> dict[str, int]:
    """Return the posts that show pictures of these names. One query."""
    rows = db.session.execute(
        select(Image.name, Image.post_id).where(
            Image.name.in_(names), Image.post_id.is_not(None)
        )
    )
    return {name: post_id for name, post_id in rows if post_id is not None}


def posts_with_copies(post_ids: Collection[int]) -> set[int]:
    """Return other posts that show an identical copy of a picture. One query."""
    named = select(Image.digest).where(
        Image.post_id.in_(post_ids), Image.digest.is_not(None)
    )
    same = select(Image.post_id).where(
        Image.digest.in_(named), Image.post_id.is_not(None)
    )
    return {key for key in db.session.scalars(same) if key} - set(post_ids)


def posts_with_any(post_ids: Collection[int]) -> set[int]:
    """Return those of some posts that have a picture, seen or not. One query."""
    having = select(Image.post_id).where(Image.post_id.in_(post_ids))
    return {key for key in db.session.scalars(having) if key}


def sealed_files() -> tuple[tuple[int, str, datetime], ...]:
    """Return what is sealed: the post, the name of the file, when it was added."""
    sealed = select(Image.post_id, Image.name, Image.format, Image.added_at).where(
        Image.sealed
    )
    return tuple(
        (post_id or 0, f"{name}.{kind.ending}", added_at)
        for post_id, name, kind, added_at in db.session.execute(
            sealed.order_by(Image.id)
        )
    )


Row = tuple[int, str, Format, str, int, int, int, int, int, str, int | None, str | None]


def _pictures() -> Select[*Row]:
    return select(
        Image.id,
        Image.name,
        Image.format,
        Image.alt,
        Image.width,
        Image.height,
        Image.thumb_width,
        Image.thumb_height,
        Image.size_bytes,
        Image.removed_kinds,
        Image.post_id,
        Image.found,
    )


def _shown(asked: Select[*Row]) -> tuple[Picture, ...]:
    return tuple(_picture(row) for row in db.session.execute(asked))


def _picture(row: Found[*Row]) -> Picture:
    removed = tuple(row.removed_kinds.split(",")) if row.removed_kinds else ()
    shown = Picture(*row[:9], removed, row.post_id)
    if row.found is None:
        return shown
    about = read(row.found)
    return replace(shown, about=about, alt=about.called)
