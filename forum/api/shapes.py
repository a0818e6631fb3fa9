"""What answers are made of: each shape is also its own description."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Something that is sent; it never changes once it is made."""

    model_config = ConfigDict(frozen=True)


class Board(Shape):
    """A place for threads of one subject."""

    slug: str = Field(description="Its name in addresses.")
    name: str
    about: str = Field(description="What it is for, in a line.")
    group: str = Field(description="The heading under which it stands.")
    threads: int = Field(description="How many threads it has.")
    url: str = Field(description="Its page.")


class Boards(Shape):
    """All boards, in their order."""

    items: tuple[Board, ...]


class Author(Shape):
    """Who wrote something."""

    handle: str = Field(description="The user name.")
    url: str | None = Field(description="Their page, if there is one.")


class Thread(Shape):
    """A thread as a line of a list."""

    id: int = Field(description="Never given to another thread.")
    title: str
    board: str = Field(description="The slug of its board.")
    author: str = Field(description="The user name of who opened it.")
    opened_at: datetime
    replies: int
    tags: tuple[str, ...]
    is_pinned: bool
    is_locked: bool
    url: str = Field(description="Its page.")
    posts_url: str = Field(description="Where its posts are read.")


class ListedThread(Thread):
    """A thread in a list, with what happened there last."""

    last_author: str = Field(description="Who wrote the newest post.")
    active_at: datetime = Field(description="When that was.")


class Threads(Shape):
    """Threads, the one with the newest post first."""

    items: tuple[ListedThread, ...]
    next: str | None = Field(description="The cursor of what follows, if any does.")


class Post(Shape):
    """A post, or the place where one stood."""

    id: int = Field(description="Never given to another post.")
    thread: int
    number: int = Field(description="Its place in the thread.")
    author: Author
    posted_at: datetime
    edited_at: datetime | None
    html: str | None = Field(description="Its words; none if they are not shown.")
    not_shown: str | None = Field(description="Why its words are not shown.")
    url: str = Field(description="Its permanent address.")


class Posts(Shape):
    """Posts in the order that was asked for."""

    items: tuple[Post, ...]
    next: str | None = Field(description="The cursor of what follows, if any does.")


class Hit(Shape):
    """A post that a search found."""

    id: int = Field(description="The key of the post.")
    title: str = Field(description="The title of its thread.")
    excerpt: str = Field(description="Some of its words around what was found.")
    board: str = Field(description="The name of its board.")
    number: int = Field(description="Its place in the thread.")
    author: str = Field(description="The user name of who wrote it.")
    posted_at: datetime
    url: str = Field(description="Its permanent address.")


class Hits(Shape):
    """What a search found, the best first."""

    items: tuple[Hit, ...]
    next: str | None = Field(description="The cursor of what follows, if any does.")
    total: int = Field(description="How many were found, 1,000 at most.")


class Notification(Shape):
    """What happened in one thread, or one other thing."""

    said: str = Field(description="What happened, in a sentence.")
    at: datetime
    is_new: bool
    url: str


class Notifications(Shape):
    """What the member who made the token is told, newest first."""

    items: tuple[Notification, ...]
    next: str | None = Field(description="The cursor of what follows, if any does.")


class Problem(Shape):
    """What went wrong, as RFC 9457 has it."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int
    detail: str = Field(description="What to do about it, in a sentence.")
