"""What happens on the boards, told to whoever listens in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from forum.boards.models import Post
from forum.core.hooks import Hook
from forum.core.wording import Wording
from forum.members.viewers import Viewer


class Told(Protocol):
    """Told that something became of a post."""

    def __call__(self, post: Post, now: datetime, /) -> None:
        """Take note, inside the transaction."""


@dataclass(frozen=True, slots=True)
class Copies:
    """What became of copies that others keep of redacted words."""

    changed: int = 0
    held: int = 0
    """Copies that stay until moderators have decided about a report."""


class Redacting(Protocol):
    """Asked to destroy words of a post wherever it keeps a copy of them."""

    def __call__(self, post: Post, wording: Wording, by_author: bool, /) -> Copies:
        """Redact own copies; an author does not reach what a report rests on."""


class Reported(Protocol):
    """Asked whether moderators still have to decide about a report of a post."""

    def __call__(self, post_id: int, /) -> bool:
        """Say whether a report is open. One query."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A link or a button below a post or a thread."""

    label: str
    icon: str
    url: str
    about: str = ""
    """What the label means for this one post, for those who only hear it."""
    is_deed: bool = False
    """Whether it does something at once, so that a form must send it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The post that tools are offered for."""

    post_id: int
    thread_id: int
    number: int | None
    author_id: int
    state: str
    is_locked: bool


class Tools(Protocol):
    """Asked which tools a viewer gets for a post."""

    def __call__(self, viewer: Viewer, subject: Subject, /) -> list[Tool]:
        """Return the tools; no query is made here."""


class Waits(Protocol):
    """Asked on the page of somebody whose post waits for a moderator."""

    def __call__(self) -> str:
        """Say in a sentence how long that usually takes. One query."""


submitted: Hook[Told] = Hook("submitted")
"""A new post was stored, in whatever state."""
published: Hook[Told] = Hook("published")
"""A post became readable."""
changed: Hook[Told] = Hook("changed")
"""A post's words or its state changed."""
withdrawn: Hook[Told] = Hook("withdrawn")
"""An author took a post away; copies that nobody needs any more go too."""
destroyed: Hook[Told] = Hook("destroyed")
"""All words of a post were destroyed, as whoever is erased wished: every copy goes."""
redacting: Hook[Redacting] = Hook("redacting")
is_reported: Hook[Reported] = Hook("is_reported")
"""Asked before pictures are destroyed that a report may rest on."""
post_tools: Hook[Tools] = Hook("post_tools")
usual_wait: Hook[Waits] = Hook("usual_wait")
