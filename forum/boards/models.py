"""Tables of boards, threads and posts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.boards.saved import ONCE_MAX
from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical
from forum.members.models import Member

TITLE_MAX = 150
REASON_MAX = 100
STATE_REASON_MAX = 200
NAME_MAX = 60
"""Of a board, and of the heading above it."""
SLUG_MAX = 40
ABOUT_MAX = 200
HINT_MAX = 400
NOTICE_MAX = 24
TAG_MAX = 40


class Audience(StrEnum):
    """Who may do something on a board."""

    EVERYBODY = "everybody"
    MEMBERS = "members"
    STAFF = "staff"


class PostState(StrEnum):
    """Where a post stands between being sent and being gone."""

    PUBLISHED = "published"
    HELD = "held"
    """Waits for a moderator before anybody else can read it."""
    REJECTED = "rejected"
    """Was held and will not be published; its author still has it."""
    HIDDEN = "hidden"
    """Out of sight until it was reviewed, or edited and reviewed."""
    REMOVED = "removed"
    """Taken away by staff, who can restore it."""
    WITHDRAWN = "withdrawn"
    """Taken away by its author; the words are destroyed."""


class BoardGroup(Base):
    """A heading on the index under which boards stand."""

    __tablename__ = "board_group"

    id: Mapped[Key]
    name: Mapped[str] = technical(String(NAME_MAX), why="the heading", unique=True)
    position: Mapped[int]


class Board(Base):
    """A place for threads of one subject."""

    __tablename__ = "board"
    __table_args__ = (CheckConstraint("thread_count >= 0", name="counted"),)

    id: Mapped[Key]
    group_id: Mapped[int] = mapped_column(ForeignKey("board_group.id"), index=True)
    slug: Mapped[str] = technical(String(SLUG_MAX), why="its address", unique=True)
    name: Mapped[str] = technical(String(NAME_MAX), why="its name")
    about: Mapped[str] = technical(String(ABOUT_MAX), why="what it is for, in a line")
    hint: Mapped[str] = technical(
        String(HINT_MAX), why="what to say and what to leave out", default=""
    )
    thread_form: Mapped[str] = technical(
        Text, why="what a new thread there begins with", default=""
    )
    icon: Mapped[str] = technical(String(20), why="its picture", default="chat")
    position: Mapped[int]
    read: Mapped[Audience] = mapped_column(default=Audience.EVERYBODY)
    write: Mapped[Audience] = mapped_column(default=Audience.MEMBERS)
    asks: Mapped[bool] = mapped_column(default=False)
    """Whether its threads are questions, of which one reply can be the answer."""
    thread_count: Mapped[int] = mapped_column(default=0)
    """Threads that everybody who reads the board can see."""
    archived_at: Mapped[datetime | None]
    """Since when it is only read: nobody opens threads or replies."""


class FormerSlug(Base):
    """An address that a board had; it leads on to the one it has now."""

    __tablename__ = "former_slug"

    slug: Mapped[str] = technical(
        String(SLUG_MAX), why="the address it had", primary_key=True
    )
    board_id: Mapped[int] = mapped_column(
        ForeignKey("board.id", ondelete="CASCADE"), index=True
    )


class Thread(Base):
    """A question or a subject, and the posts below it."""

    __tablename__ = "thread"
    __table_args__ = (
        Index("ix_thread_listed", "board_id", "state", "pinned", "active_at", "id"),
        # Nearly all are published, so a state finds nothing: it comes last.
        Index("ix_thread_active", "active_at", "id", "state"),
        Index("ix_thread_newest", "board_id", "active_at", "id", "state"),
        CheckConstraint("reply_count >= 0", name="counted"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    author_id: Mapped[int] = person_key(
        "member.id", why="who opened the thread", on_erase=OnErase.KEEP, index=True
    )
    title: Mapped[str] = personal(
        Text,  # a form limits it; labels in the place of words may be longer
        why="what the thread is about, in its author's words",
        seen_by=SeenBy.EVERYBODY,
        on_erase=OnErase.KEEP,
    )
    state: Mapped[PostState]
    """The state of its opening post, kept here for the lists."""
    state_reason: Mapped[str] = technical(
        String(STATE_REASON_MAX), why="the rule behind a removal", default=""
    )
    opened_at: Mapped[datetime]
    active_at: Mapped[datetime]
    """When the newest readable post was published."""
    last_author_id: Mapped[int] = person_key(
        "member.id", why="who wrote the newest post", on_erase=OnErase.KEEP
    )
    last_number: Mapped[int] = mapped_column(default=0)
    """Numbers are given when a post is published, without gaps."""
    reply_count: Mapped[int] = mapped_column(default=0)
    pinned: Mapped[bool] = mapped_column(default=False)
    pinned_until: Mapped[datetime | None]
    """When it stops standing on top of its board; none: when a moderator says so."""
    locked_at: Mapped[datetime | None]
    lock_reason: Mapped[str] = technical(
        Text, why="why a moderator closed the thread", default=""
    )
    slow_minutes: Mapped[int] = mapped_column(default=0)
    """How long a member waits here between two posts; 0: not at all."""
    slow_until: Mapped[datetime | None]
    slow_reason: Mapped[str] = technical(
        Text, why="why a moderator slowed the thread down", default=""
    )
    merged_into: Mapped[int | None] = mapped_column(index=True)
    """The thread that has its posts now; its own address leads there."""
    answer_id: Mapped[int | None]
    """The reply that answered it, as who opened it or a moderator said."""
    purged_at: Mapped[datetime | None]
    """When everything in it was destroyed; only its number is left."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change of what the thread shows."""
    demo: Mapped[bool] = mapped_column(default=False)

    board: Mapped[Board] = relationship(lazy="raise")
    author: Mapped[Member] = relationship(lazy="raise", foreign_keys=[author_id])

    def note_published(self, author_id: int, at: datetime) -> int:
        """Give the next number to a post that became readable."""
        self.last_number += 1
        if self.last_number > 1:
            self.reply_count += 1
        self.active_at = at
        self.last_author_id = author_id
        return self.last_number

    def note_changed(self) -> None:
        """Note that the thread no longer shows what it showed."""
        self.version += 1


class ThreadStub(Base):
    """A line in a board's list that says where a thread moved, for a while."""

    __tablename__ = "thread_stub"

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    board_id: Mapped[int] = mapped_column(
        ForeignKey("board.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    """The board that it left."""
    until: Mapped[datetime] = mapped_column(index=True)


class ThreadTag(Base):
    """A word from the closed list under which a thread can be found."""

    __tablename__ = "thread_tag"
    __table_args__ = (Index(None, "tag", "thread_id"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = technical(
        String(TAG_MAX), why="a word of the closed list", primary_key=True
    )


class ChangedTag(Base):
    """A word that moderators added to the closed list, or that leads to another."""

    __tablename__ = "changed_tag"

    name: Mapped[str] = technical(
        String(TAG_MAX), why="a word of the list", primary_key=True
    )
    leads_to: Mapped[str | None] = technical(
        String(TAG_MAX), why="the word that took its place; none: it is a tag"
    )


class Post(Base):
    """One contribution to a thread: what readers see of it and who may."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("thread_id", "number"),
        UniqueConstraint("author_id", "once"),
        Index(None, "author_id", "posted_at"),
        Index(None, "thread_id", "published_at"),
        # Nearly all are published, so a state finds nothing: it comes last.
        Index("ix_post_news", "published_at", "id", "state"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    author_id: Mapped[int] = person_key(
        "member.id", why="who wrote the post", on_erase=OnErase.KEEP
    )
    number: Mapped[int | None]
    """Its place in the thread; none before it is published."""
    html: Mapped[str] = personal(
        Text,
        why="what the member chose to say in public, rendered",
        seen_by=SeenBy.EVERYBODY,
        on_erase=OnErase.KEEP,
    )
    state: Mapped[PostState]
    state_reason: Mapped[str] = technical(
        String(STATE_REASON_MAX),
        why="the rule behind a removal, or what a post waits for",
        default="",
    )
    posted_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None] = mapped_column(index=True)
    """Since when it is removed; its words are kept for an appeal, not for ever."""
    purged_at: Mapped[datetime | None]
    """When its words were destroyed, mostly long after it was removed."""
    edited_by_staff: Mapped[bool] = mapped_column(default=False)
    """Whether a moderator corrected it; readers are told."""
    notice: Mapped[str] = technical(
        String(NOTICE_MAX), why="which safety notice stands beside it", default=""
    )
    notice_version: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    """The number of the present revision; an edit must name it."""
    thanks: Mapped[int] = mapped_column(default=0)
    """How many members thanked for it."""
    once: Mapped[str | None] = technical(
        String(ONCE_MAX), why="one sending of a form makes one post"
    )
    statement_version: Mapped[int]
    """The privacy statement in force when it was sent."""
    terms_version: Mapped[int]
    """The terms in force when it was sent."""

    thread: Mapped[Thread] = relationship(lazy="raise")
    author: Mapped[Member] = relationship(lazy="raise")


class Revision(Base):
    """One wording of a post, the present one or an earlier one."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    id: Mapped[Key]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str | None] = personal(
        Text,
        why="the title, for an opening post",
        seen_by=SeenBy.EVERYBODY,
        on_erase=OnErase.KEEP,
    )
    body: Mapped[str] = personal(
        Text,
        why="what the member chose to say in public, as it was typed",
        seen_by=SeenBy.EVERYBODY,
        on_erase=OnErase.KEEP,
    )
    editor_id: Mapped[int] = person_key(
        "member.id", why="who wrote this wording", on_erase=OnErase.KEEP
    )
    reason: Mapped[str] = personal(
        Text,
        why="why the wording changed, as the editor said",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
        default="",
    )
    written_at: Mapped[datetime]


class Quote(Base):
    """That a post quotes another: what is redacted there must go here too."""

    __tablename__ = "quote"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    source_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    revision: Mapped[int | None]
    """Which wording of the other post stood there then."""


class DisclosureCount(Base):
    """How many warnings of a kind a wording had, and what its author chose.

    Counts only: never the words, the draft, or a hash of them.
    """

    __tablename__ = "disclosure_count"
    __table_args__ = (UniqueConstraint("post_id", "revision", "kind"),)

    id: Mapped[Key]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    revision: Mapped[int]
    kind: Mapped[str] = technical(String(24), why="the kind of finding")
    masked: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)
    not_personal: Mapped[int] = mapped_column(default=0)
    rules_version: Mapped[str] = technical(String(24), why="which rules found them")
    counted_at: Mapped[datetime]


class Redaction(Base):
    """That words or pictures of a post were destroyed: how much, never what."""

    __tablename__ = "redaction"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), index=True
    )
    by_id: Mapped[int] = person_key(
        "member.id", why="who took something back", on_erase=OnErase.UNLINK
    )
    passages: Mapped[int]
    pictures: Mapped[int]
    copies: Mapped[int]
    """Quotations by others, notes and mail that held the words too."""
    held: Mapped[int]
    """Copies that moderators keep until they have decided about a report."""
    found_after: Mapped[int | None]
    """Rows in which a search of the whole database still found the words."""
    done_at: Mapped[datetime]
