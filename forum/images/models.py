"""The table of pictures and files: what is known of each, and whose post has it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.columns import SealedWords
from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical

DIGEST_LENGTH = 64
COMPOSITION_MAX = 48
"""As long as the token of a form that makes one post."""


class Format(StrEnum):
    """How a picture or a file is stored."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    CSV = "csv"
    TXT = "txt"
    LOG = "log"
    PDF = "pdf"

    @property
    def ending(self) -> str:
        """How the names of its files end."""
        return "jpg" if self is Format.JPEG else str(self.value)

    @property
    def is_file(self) -> bool:
        """Whether readers download it; what is none is a picture that they see."""
        return self.mimetype.partition("/")[0] != "image"

    @property
    def mimetype(self) -> str:
        """Its type for browsers."""
        return TYPES.get(self.value, f"image/{self.value}")


TYPES = {
    "csv": "text/csv",
    "txt": "text/plain",
    "log": "text/plain",
    "pdf": "application/pdf",
}


class Image(Base):
    """A picture or a file that a member added to a post, or to one not yet sent.

    Pictures hold what was drawn anew, never what the member's camera wrote. A file is
    kept sealed until its author has decided what of it becomes public.
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
        why="what the picture shows or the file is called, in its author's words",
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
    found: Mapped[str | None] = personal(
        SealedWords,
        why="what a file that is not posted yet is called, and what the check found",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
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
