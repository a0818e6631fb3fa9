"""What happens on the boards, told to whoever listens in the same transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from forum.boards.models import Post
from forum.core.hooks import Hook
from forum.core.wording import Wording
from forum.members.models import Member
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


class RestsOn(Protocol):
    """Asked whether somebody reported or judged a post as it is worded now."""

    def __call__(self, post_id: int, revision: int, /) -> bool:
        """Say whether that wording has to stay. One query or two."""


class Called(Protocol):
    """Asked which members were told that a post mentions them."""

    def __call__(self, post_id: int, /) -> Collection[int]:
        """Return their keys, whichever wording it was. One query."""


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
    board_id: int


class Tools(Protocol):
    """Asked which tools a viewer gets for a post."""

    def __call__(self, viewer: Viewer, subject: Subject, /) -> list[Tool]:
        """Return the tools; no query is made here."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a thread or a board stands for one member, in a list."""

    label: str = ""
    """What is new there in a word or two; nothing if nothing is."""
    url: str = ""
    """Where to read what is new."""
    follow: "Follow | None" = None


@dataclass(frozen=True, slots=True)
class Follow:
    """How a member follows a thread or a board."""

    level: str
    """“watch”, “mute”, or nothing."""
    url: str
    """Where to send another choice."""
    read_url: str
    """Where to say that everything there is read."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is new for one member on a page of lists."""

    threads: Mapping[int, Mark] = field(default_factory=dict)
    boards: Mapping[str, Mark] = field(default_factory=dict)


class Marking(Protocol):
    """Asked once for each page of a member that lists threads or boards."""

    def __call__(
        self,
        member: Member,
        threads: Collection[int],
        boards: Collection[str],
        now: datetime,
        /,
    ) -> Marks:
        """Return what stands out, by the keys and slugs given. One query."""


@dataclass(frozen=True, slots=True)
class LeftOff:
    """Where a member left off in a thread, before they opened the present page."""

    follow: Follow
    count: int = 0
    """How many posts are new."""
    said: str = ""
    """The same in words."""
    first_id: int | None = None
    """The first of them, wherever it stands."""
    first_number: int = 0
    was_here: bool = False
    """Whether they have read in this thread before."""


class LeavingOff(Protocol):
    """Asked on the page of a thread where a member left off."""

    def __call__(self, member: Member, thread_id: int, now: datetime, /) -> LeftOff:
        """Return what is new for them there. One query."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """What members did about one post, as one member sees it."""

    has_thanked: bool
    """Whether that member did."""
    thankers: tuple[str, ...]
    """User names of some who thanked for it."""
    is_bookmarked: bool


@dataclass(frozen=True, slots=True)
class Reactions:
    """What members did about the posts of a page, as one member sees it."""

    thanked: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """User names of some who thanked for a post, by its key."""
    own_thanks: Collection[int] = ()
    """Posts for which the member thanked."""
    bookmarks: Collection[int] = ()
    """Posts that they bookmarked."""
    is_bookmarked: bool = False
    """Whether they bookmarked the thread."""
    ignored: Collection[int] = ()
    """Authors whose posts they do not want to see."""

    def on(self, post_id: int) -> Reaction:
        """Return what was done about one post of the page."""
        return Reaction(
            post_id in self.own_thanks,
            tuple(self.thanked.get(post_id, ())),
            post_id in self.bookmarks,
        )


class Reacting(Protocol):
    """Asked on the page of a thread what members did about its posts."""

    def __call__(
        self, member: Member, thread_id: int, authors: Mapping[int, int], /
    ) -> Reactions:
        """Return it for posts, given with their authors. One query."""


class Read(Protocol):
    """Told that a member has read a thread up to some post."""

    def __call__(
        self, member_id: int, thread_id: int, number: int, now: datetime, /
    ) -> None:
        """Take note, inside the transaction."""


Places = Mapping[int, Sequence[Post]]
"""The posts of each thread by its key, in order of their numbers from 1."""


class Renumbering(Protocol):
    """Told that posts are about to get other numbers, perhaps in other threads."""

    def __call__(self, before: Places, after: Places, /) -> None:
        """Let what rests on numbers follow, inside the transaction."""


class Leading(Protocol):
    """Told what became of a thread for those who follow it."""

    def __call__(self, from_id: int, to_id: int, /) -> None:
        """Let them follow, inside the transaction."""


class Moving(Protocol):
    """Told that a thread is about to go to another board."""

    def __call__(self, thread_id: int, board_id: int, /) -> None:
        """Take note, inside the transaction; `board_id` is the one it leaves."""


class TakenIn(Protocol):
    """Told that posts of another forum are here now, many at once."""

    def __call__(self, post_ids: Sequence[int], now: datetime, /) -> None:
        """Take note, inside the transaction; nobody is to be written to."""


@dataclass(frozen=True, slots=True)
class SimilarTo:
    """The title of a thread that is being written, and where it is to stand."""

    title: str
    board_slug: str = ""


@dataclass(frozen=True, slots=True)
class Like:
    """A thread about the same as another."""

    id: int
    slug: str
    title: str
    replies: int
    is_answered: bool


class FindsSimilar(Protocol):
    """Asked which threads are about the same."""

    def __call__(self, viewer: Viewer, subject: SimilarTo, /) -> list[Like]:
        """Return up to five that this viewer can read. One query."""


class Waits(Protocol):
    """Asked on the page of somebody whose post waits for a moderator."""

    def __call__(self) -> str:
        """Say in a sentence how long that usually takes. One query."""


submitted: Hook[Told] = Hook("submitted")
"""A new post was stored, in whatever state."""
published: Hook[Told] = Hook("published")
"""A post became readable."""
taken_in: Hook[TakenIn] = Hook("taken_in")
"""Posts came from another forum; of these `submitted` and `published` are not told."""
changed: Hook[Told] = Hook("changed")
"""A post's words or its state changed."""
withdrawn: Hook[Told] = Hook("withdrawn")
"""An author took a post away; copies that nobody needs any more go too."""
destroyed: Hook[Told] = Hook("destroyed")
"""All words of a post were destroyed, as whoever is erased wished: every copy goes."""
redacting: Hook[Redacting] = Hook("redacting")
rests_on: Hook[RestsOn] = Hook("rests_on")
"""Asked before the wording of a few minutes ago goes, since a newer one came."""
is_reported: Hook[Reported] = Hook("is_reported")
"""Asked before pictures are destroyed that a report may rest on."""
called_before: Hook[Called] = Hook("called_before")
post_tools: Hook[Tools] = Hook("post_tools")
usual_wait: Hook[Waits] = Hook("usual_wait")
marking: Hook[Marking] = Hook("marking")
left_off: Hook[LeavingOff] = Hook("left_off")
reacting: Hook[Reacting] = Hook("reacting")
read_on: Hook[Read] = Hook("read_on")
"""A member opened a page of a thread on which something was new to them."""
renumbering: Hook[Renumbering] = Hook("renumbering")
merged: Hook[Leading] = Hook("merged")
"""All posts of a thread went to another, which its address leads to from now on."""
parted: Hook[Leading] = Hook("parted")
"""Some posts of a thread went to another, which was not public before."""
moving: Hook[Moving] = Hook("moving")
similar: Hook[FindsSimilar] = Hook("similar")
