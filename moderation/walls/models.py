"""Tables of what guards the boards: modes, watched words, what was held and why."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, person_key, technical

PATTERN_MAX = 60
SAID_MAX = 200
LIKENESS_LENGTH = 16


class Mode(StrEnum):
    """What of a board waits for a moderator before others read it."""

    OPEN = "open"
    FIRST_POSTS = "first_posts"
    THREADS = "threads"
    ALL = "all"


class Way(StrEnum):
    """How a pattern is looked for."""

    LITERAL = "literal"
    WORD = "word"
    GLOB = "glob"


class Deed(StrEnum):
    """What happens when a pattern is found."""

    BLOCK = "block"
    HOLD = "hold"
    MASK = "mask"
    NOTICE = "notice"


class BoardMode(Base):
    """What waits on a board; a board without a row holds first posts."""

    __tablename__ = "board_mode"

    board_id: Mapped[int] = mapped_column(
        ForeignKey("board.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    mode: Mapped[Mode]
    set_at: Mapped[datetime]


class WatchedWord(Base):
    """A pattern that moderators look out for, and what happens when it is found."""

    __tablename__ = "watched_word"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    pattern: Mapped[str] = technical(String(PATTERN_MAX), why="what is looked for")
    way: Mapped[Way]
    deed: Mapped[Deed]
    boards: Mapped[list[int]] = technical(
        JSON, why="on which boards it holds; none named means on all"
    )
    said: Mapped[str] = technical(
        String(SAID_MAX), why="what moderators say to whoever writes it", default=""
    )
    author_id: Mapped[int | None] = person_key(
        "member.id", why="which moderator added it", on_erase=OnErase.UNLINK
    )
    added_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    """When it ends by itself, or was ended."""


class Likeness(Base):
    """A number that posts with nearly the same words share; kept for a day."""

    __tablename__ = "likeness"
    __table_args__ = (CheckConstraint("length(bits) = 16", name="whole"),)

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    bits: Mapped[str] = technical(
        String(LIKENESS_LENGTH), why="64 bits made of the words, which it cannot tell"
    )
    made_at: Mapped[datetime] = mapped_column(index=True)


class HeldFor(Base):
    """Why a post was held: what its check against spam found, never words."""

    __tablename__ = "held_for"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    score: Mapped[int]
    marks: Mapped[list[Any]] = technical(JSON, why="which parts the score is made of")
    held_at: Mapped[datetime]
