"""What is asked about pictures: those of a form, of posts, of an address."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Select, case, func, select

from forum.core.answers import NotFound
from forum.core.db import db
from forum.images.models import Format, Image
from forum.images.rules import Holding

THUMBNAIL = "-small"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as pages show it."""

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

    @property
    def url(self) -> str:
        """The address of the picture."""
        return f"/attachments/{self.name}.{self.format.ending}"

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
        .order_by(Image.post_id, Image.position, Image.id)
    )
    by_post = groupby(found, lambda picture: picture.post_id)
    return {post_id: tuple(some) for post_id, some in by_post if post_id is not None}


def of_post(post_id: int) -> tuple[Picture, ...]:
    """Return the pictures of a post, in their order. One query."""
    return of_posts([post_id]).get(post_id, ())


def for_staff(post_id: int) -> tuple[Picture, ...]:
    """Return the pictures of a post, those its author took back too. One query."""
    theirs = _pictures().where(Image.post_id == post_id)
    return _shown(theirs.order_by(Image.position, Image.id))


def served(name: str) -> Served:
    """Return whose picture has this name, and the post it belongs to. One query."""
    row = db.session.execute(
        select(Image.owner_id, Image.post_id, Image.format, Image.withheld).where(
            Image.name == name
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return Served(*row)


def holding(member_id: int, once: str, post_id: int | None = None) -> Holding:
    """Return what a member has stored, and for the post in the making. One query."""
    here = (Image.composition == once) & Image.post_id.is_(None)
    if post_id is not None:
        here |= Image.post_id == post_id
    stored, waiting, of_this = db.session.execute(
        select(
            func.coalesce(func.sum(Image.size_bytes), 0),
            func.count(case((Image.post_id.is_(None), 1))),
            func.count(case((here, 1))),
        ).where(Image.owner_id == member_id)
    ).one()
    return Holding(int(stored), waiting, of_this)


def known(names: Collection[str]) -> set[str]:
    """Return those of some names that pictures have. One query."""
    return set(db.session.scalars(select(Image.name).where(Image.name.in_(names))))


Row = tuple[int, str, Format, str, int, int, int, int, int, str, int | None]


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
    )


def _shown(asked: Select[*Row]) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            *row[:9], tuple(row.removed_kinds.split(",")) if row[9] else (), row[10]
        )
        for row in db.session.execute(asked)
    )
