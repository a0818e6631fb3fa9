"""The table of pictures: what is known of each, and the post it belongs to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical

DIGEST_LENGTH = 64
COMPOSITION_MAX = 48
"""As long as the token of a form that makes one post."""


class Format(StrEnum):
    """How a picture is stored; the value is its type for browsers, too."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"

    @property
    def ending(self) -> str:
        """How the names of its files end."""
        return "jpg" if self is Format.JPEG else str(self.value)


class Image(Base):
    """A picture that a member added to a post, or to one not yet sent.

    Its files hold what was drawn anew, never what the member's camera wrote.
    """

    __tablename__ = "image"
    __table_args__ = (Index(None, "owner_id", "composition"), NEVER_REUSED)

    id: Mapped[Key]
    name: Mapped[str] = technical(
        String(32), why="its address, which nobody can guess", unique=True
    )
    format: Mapped[Format]
    owner_id: Mapped[int] = person_key(
        "member.id", why="who added the picture", on_erase=OnErase.KEEP
    )
    composition: Mapped[str] = technical(
        String(COMPOSITION_MAX), why="the unsent form it was added to", default=""
    )
    post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    alt: Mapped[str] = personal(
        Text,
        why="what the picture shows, in its author's words",
        seen_by=SeenBy.EVERYBODY,
        on_erase=OnErase.KEEP,
        default="",
    )
    width: Mapped[int]
    height: Mapped[int]
    thumb_width: Mapped[int]
    thumb_height: Mapped[int]
    size_bytes: Mapped[int]
    """What both of its files take up."""
    removed_kinds: Mapped[str] = personal(
        String(60),
        why="what kinds of hidden entries were taken out, told before posting",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
        default="",
    )
    withheld: Mapped[bool] = mapped_column(default=False)
    """Whether its author took it back while a report is open: staff alone see it."""
    sealed: Mapped[bool] = mapped_column(default=False)
    """Whether nobody may see it, staff neither, and nobody may destroy it yet."""
    digest: Mapped[str | None] = technical(
        String(DIGEST_LENGTH), why="keyed hash that finds identical copies", index=True
    )
    added_at: Mapped[datetime] = mapped_column(index=True)
    attached_at: Mapped[datetime | None]


class BlockedPicture(Base):
    """A picture that nobody may add again: a keyed hash, and what it was found in."""

    __tablename__ = "blocked_picture"

    digest: Mapped[str] = technical(
        String(DIGEST_LENGTH),
        why="keyed hash of a picture that was taken down",
        primary_key=True,
    )
    image_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """No foreign key: the block outlives the picture."""
    blocked_at: Mapped[datetime]
