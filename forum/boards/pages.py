"""What pages of boards and threads are made of: plain values, no rows."""

from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from forum.boards.models import PostState
from forum.boards.news import Like, Subject
from forum.boards.notices import SafetyNotice
from forum.core.answers import Answer
from forum.core.paging import Page
from forum.solar.cards import CardView
from forum.solar.credits import is_outdated


@dataclass(frozen=True, slots=True)
class ByLine:
    """Who wrote something, as readers see them."""

    handle: str
    tie: str
    is_staff: bool
    joined_at: datetime
    post_count: int
    card_count: int = 0
    is_linked: bool = True
    """Whether there is a page about them."""
    sign: str = ""
    """The pattern that stands for them."""
    cards: tuple[CardView, ...] = ()
    """System cards as this viewer sees them, to stand beside the words."""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a line of a list."""

    id: int
    slug: str
    title: str
    board_name: str
    board_slug: str
    by: str
    last_by: str
    opened_at: datetime
    active_at: datetime
    replies: int
    is_pinned: bool
    is_locked: bool
    tags: tuple[str, ...] = ()
    is_solved: bool = False
    """Whether a reply was marked as the answer."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board as a line of the index."""

    slug: str
    name: str
    about: str
    icon: str
    threads: int
    latest: ThreadRow | None


@dataclass(frozen=True, slots=True)
class GroupRows:
    """A heading of the index and the boards under it."""

    name: str
    boards: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The first page: all boards, what is new, what waits for an answer."""

    groups: tuple[GroupRows, ...]
    latest: tuple[ThreadRow, ...]
    unanswered: tuple[ThreadRow, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """The reply that answered a thread."""

    post_id: int
    number: int
    by: str
    in_short: str
    """Its first sentences, as plain words."""


@dataclass(frozen=True, slots=True)
class ThreadHead:
    """A thread without its posts."""

    id: int
    slug: str
    title: str
    board_slug: str
    board_name: str
    board_hint: str
    author: str
    author_is_linked: bool
    opened_at: datetime
    replies: int
    last_number: int
    state: PostState
    locked_at: datetime | None
    lock_reason: str
    is_pinned: bool
    tags: tuple[str, ...]
    version: int
    board_id: int = 0
    slow_minutes: int = 0
    """How long a member waits here between two posts."""
    slow_until: datetime | None = None
    slow_reason: str = ""
    skips_search: bool = False
    """Whether search engines are asked to leave it out, as who opened it wished."""
    solution: Solution | None = None
    """The reply that answered it, if one was marked and everybody reads it."""
    alike: tuple[Like, ...] = ()
    """Threads about the same that this viewer reads, at most five."""
    may_mark: Answer = field(kw_only=True)
    """Whether this viewer says which reply answered it, or why not."""

    @property
    def is_outdated(self) -> bool:
        """Whether it is older than the law about what it is about."""
        return is_outdated(self.tags, self.opened_at)


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as one viewer sees it; `html` is None where words are not shown."""

    id: int
    thread_id: int
    board_id: int
    number: int | None
    author_id: int
    author: ByLine
    html: Markup | None
    state: PostState
    reason: str
    posted_at: datetime
    edited_at: datetime | None
    is_own: bool
    is_opener: bool
    is_locked: bool
    may_edit: bool
    may_withdraw: bool
    may_take_back: bool
    edited_by_staff: bool = False
    """Whether a moderator corrected its words."""
    notice: SafetyNotice | None = None
    """What moderators put beside it to keep readers safe."""
    may_compare: bool = False
    """Whether this viewer may read its earlier wordings."""
    thanks: int = 0
    """How many members thanked for it."""

    @property
    def subject(self) -> Subject:
        """What tools need to know about this post."""
        return Subject(
            self.id,
            self.thread_id,
            self.number,
            self.author_id,
            self.state,
            self.is_locked,
            self.board_id,
        )


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of a thread."""

    thread: ThreadHead
    posts: tuple[PostView, ...]
    waiting: tuple[PostView, ...]
    """Held or rejected posts, shown to their author and to staff."""
    page: Page
    may_reply: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A thread that left a board lately, as that board still says."""

    id: int
    slug: str
    title: str
    board_name: str
    board_slug: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One page of a board's threads."""

    board: BoardRow
    hint: str
    threads: tuple[ThreadRow, ...]
    own_held: tuple[ThreadRow, ...]
    page: Page
    tab: str
    tag: str
    may_open: bool
    why_not: str
    moved: tuple[Moved, ...] = ()
    """Threads that left this board lately; on its first page only."""
    asks: bool = False
    """Whether its threads are questions, of which one reply can be the answer."""
    tags: tuple[str, ...] = ()
    """The closed list of words to narrow it by."""
