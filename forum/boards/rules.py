"""Who may read, write and change what on the boards."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.boards.models import Audience, Board, Post, PostState, Thread
from forum.core.answers import YES, Answer, no
from forum.core.markup import SOURCE_MAX
from forum.disclosure import Level, scan
from forum.members.models import Member
from forum.members.permissions import Permission, giving, let, refusing
from forum.members.rules import may_draft, may_write
from forum.members.viewers import Viewer

BODY_MIN = 2
BODY_MAX = SOURCE_MAX
TITLE_MIN = 8
EDIT_WINDOW = timedelta(days=30)
SAME_AGAIN = timedelta(minutes=5)
ONE_WORDING = timedelta(minutes=5)
"""Corrections that follow each other so fast are one."""
MENTIONS_MAX = 10
MENTIONS_NEW = 2
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PAUSE = timedelta(seconds=10)
PAUSE_NEW = timedelta(seconds=60)
POSTS_PER_HOUR = 30
THREADS_PER_HOUR = 5
SLUG_LENGTH = 60
PAGES_OF_A_THREAD = frozenset({"newer", "reply", "unread"})
"""Words that lead to another page when they stand behind the number of a thread."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""Addresses of boards, also of boards that come from another forum."""
TAG = SLUG
TAG_MIN = 2
TAG_LENGTH = 24
EMAIL = re.compile(r"(?<![^\s@])[^\s@]++@[^\s@]+\.[^\s@]+")
DRAFTS_MAX = 50
DRAFT_LASTS = timedelta(days=60)
TAGS_TYPED_MAX = 300
GOOD_TITLE = "One line. Say what you see, not what you think is broken"

UNDECIDED = frozenset({PostState.HELD, PostState.REJECTED})
NUMBERED = frozenset(PostState) - UNDECIDED
ARCHIVED = "This board is archived. You can read it, but not write here."


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast a member may post."""

    posts_per_hour: int = POSTS_PER_HOUR
    threads_per_hour: int = THREADS_PER_HOUR
    pause_of_new: timedelta = PAUSE_NEW


USUAL = Limits()


def audiences(viewer: Viewer) -> tuple[Audience, ...]:
    """Return the circles a viewer belongs to."""
    if not isinstance(viewer, Member):
        return (Audience.EVERYBODY,)
    if not viewer.is_staff:
        return (Audience.EVERYBODY, Audience.MEMBERS)
    return tuple(Audience)


def is_within(viewer: Viewer, read: Audience, board_id: int) -> bool:
    """Say whether a viewer reads a board; `queries.reach` says it for lists."""
    if refusing(viewer, Permission.READ, board_id):
        return False
    given = giving(viewer, Permission.READ, board_id)
    return read in audiences(viewer) or given is not None


def may_see_words(viewer: Viewer, author_id: int, state: PostState) -> bool:
    """Say whether a viewer reads a post's words, and not a line in their place."""
    if state is PostState.PUBLISHED:
        return True
    if state is PostState.WITHDRAWN:
        return False
    return viewer.is_staff or viewer.id == author_id


def may_be_tag(name: str) -> Answer:
    """Tags are small words with dashes, and tell nothing about anybody."""
    if not TAG_MIN <= len(name) <= TAG_LENGTH or not TAG.fullmatch(name):
        return no(
            f"Use {TAG_MIN} to {TAG_LENGTH} small letters, digits and single dashes"
        )
    if any(found.level is not Level.HINT for found in scan(name)):
        return no("This looks like a number or an address. Choose another word")
    return YES


def takes_posts(board: Board) -> Answer:
    """Nobody adds anything to a board that is kept to be read."""
    return YES if board.archived_at is None else no(ARCHIVED)


def may_open_thread(
    viewer: Viewer, board: Board, now: datetime, *, as_draft: bool = False
) -> Answer:
    """Members open threads on boards that are open to them, or begin a draft."""
    may = may_draft if as_draft else may_write
    if not (answer := may(viewer, now)):
        return answer
    if not (answer := takes_posts(board)):
        return answer
    if not (answer := let(viewer, Permission.THREAD, board.id)):
        return answer
    if board.write not in audiences(viewer) and not giving(
        viewer, Permission.THREAD, board.id
    ):
        return no("Only the SolTrex team opens threads on this board.")
    return YES


def may_reply(
    viewer: Viewer, thread: Thread, now: datetime, *, as_draft: bool = False
) -> Answer:
    """Members reply in threads that are public and not locked, or begin a draft."""
    may = may_draft if as_draft else may_write
    if not (answer := may(viewer, now)):
        return answer
    if thread.state is not PostState.PUBLISHED:
        return no("This thread takes no replies before a moderator has read it.")
    if thread.locked_at and not viewer.is_staff:
        return no("This thread is locked. You can read it, but not reply.")
    return let(viewer, Permission.REPLY, thread.board_id)


def may_edit(
    viewer: Viewer, post: Post, thread: Thread, board: Board, now: datetime
) -> Answer:
    """Authors correct a post for thirty days, where they could still write.

    What they want gone they take back or withdraw, wherever and whenever.
    """
    if not (answer := _may_touch(viewer, post) and may_write(viewer, now)):
        return answer
    gone = {PostState.WITHDRAWN, PostState.REMOVED, PostState.REJECTED}
    if post.state in gone or post.purged_at is not None:
        return no("This post is no longer there to be edited.")
    if thread.locked_at:
        return no("This thread is locked. Its posts cannot be edited.")
    if now - post.posted_at > EDIT_WINDOW:
        return no("Posts can be edited for 30 days.")
    return takes_posts(board) and let(viewer, Permission.REPLY, board.id)


def may_correct(viewer: Viewer, post: Post) -> Answer:
    """Moderators correct what others wrote, as long as its author could."""
    if not viewer.is_staff:
        return no("Only moderators can do this.")
    if viewer.id == post.author_id:
        return no("This is your own post. Edit it as its author.")
    gone = {PostState.WITHDRAWN, PostState.REMOVED, PostState.REJECTED}
    if post.state in gone or post.purged_at is not None:
        return no("This post is no longer there to be edited.")
    return YES


def may_mention(members: int, *, is_new: bool, is_edit: bool = False) -> Answer:
    """A post calls ten members at most, the first posts of a member two.

    Who was told by an earlier wording counts for all later ones.
    """
    if members <= mentions(is_new=is_new):
        return YES
    if is_new:
        return no(f"Your first posts can mention {MENTIONS_NEW} members each")
    if is_edit:
        return no(
            f"A post can mention {MENTIONS_MAX} members, with those that earlier "
            "wordings of it mentioned. Take some out"
        )
    return no(f"A post can mention {MENTIONS_MAX} members. Take some out")


def mentions(*, is_new: bool) -> int:
    """Return how many members a post of somebody may mention."""
    return MENTIONS_NEW if is_new else MENTIONS_MAX


def slow_wait(thread: Thread, newest: datetime | None, now: datetime) -> int:
    """Return the seconds until a member may write again in a slowed thread."""
    if newest is None or not is_slow(thread, now):
        return 0
    wait = timedelta(minutes=thread.slow_minutes) - (now - newest)
    return max(0, round(wait.total_seconds()))


def is_slow(thread: Thread, now: datetime) -> bool:
    """Say whether a moderator slowed a thread down and it still counts."""
    until = thread.slow_until
    return bool(thread.slow_minutes) and (until is None or now < until)


def may_arrange(thread: Thread) -> Answer:
    """Nothing is done to a thread whose posts stand in another one by now."""
    if thread.merged_into is not None:
        return no("This thread was merged into another. Act on that one.")
    return YES


def may_mark_answer(
    viewer: Viewer, thread: Thread, board: Board, now: datetime
) -> Answer:
    """Who asked says which reply was the answer, or a moderator of the board."""
    if thread.state is not PostState.PUBLISHED:
        return no("This thread is not public.")
    if not board.asks and thread.answer_id is None:
        return no("Threads on this board have no marked answer.")
    if isinstance(viewer, Member) and _looks_after(viewer, board):
        return YES
    if viewer.id is None or viewer.id != thread.author_id:
        return no("Only who started the thread and moderators mark the answer.")
    return may_write(viewer, now)


def may_withdraw(viewer: Viewer, post: Post, thread: Thread) -> Answer:
    """Authors take a post away at any time; an opening post only without replies."""
    if not (answer := _may_touch(viewer, post)):
        return answer
    if post.state is PostState.WITHDRAWN:
        return no("This post was withdrawn already.")
    if post.number == 1 and thread.reply_count:
        return no(
            "Others have replied to this thread, so it stays. You can edit your post."
        )
    return YES


def may_take_back(viewer: Viewer, post: Post) -> Answer:
    """Authors destroy words and pictures of their own, at any age and lock."""
    if not (answer := _may_touch(viewer, post)):
        return answer
    if post.state is PostState.WITHDRAWN:
        return no("This post was withdrawn; nothing of it is left.")
    return YES


def may_compare(viewer: Viewer, author_id: int) -> bool:
    """Say whether a viewer reads earlier wordings: their author does, and staff."""
    return viewer.is_staff or viewer.id == author_id


def may_keep_draft(drafts: int) -> Answer:
    """Fifty drafts at a time are enough for anybody."""
    if drafts >= DRAFTS_MAX:
        return no(
            f"You have {DRAFTS_MAX} drafts, which is as many as there can be. Delete "
            "one of them first."
        )
    return YES


def _looks_after(member: Member, board: Board) -> bool:
    named = member.moderates or ()
    return member.oversees_all or (member.is_staff and board.id in named)


def _may_touch(viewer: Viewer, post: Post) -> Answer:
    if viewer.id is None or viewer.id != post.author_id:
        return no("Only its author can do this.")
    return YES


def pause(
    newest: datetime | None,
    in_an_hour: int,
    is_new: bool,
    now: datetime,
    limits: Limits = USUAL,
) -> int:
    """Return the seconds a member must wait before the next post."""
    if newest is None or newest > now:
        return 0
    if in_an_hour >= limits.posts_per_hour:
        return int(HOUR.total_seconds()) // 2
    wait = (limits.pause_of_new if is_new else PAUSE) - (now - newest)
    return max(0, round(wait.total_seconds()))


def slug_of(title: str) -> str:
    """Return the readable part of a thread's address; no email address is in it."""
    said = EMAIL.sub(" ", title)
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]{1,40}", plain.casefold())
    slug = ""
    for word in words:
        if len(slug) + len(word) >= SLUG_LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug if slug and slug not in PAGES_OF_A_THREAD else "thread"


def shouts(title: str) -> bool:
    """Say whether most letters of a title are capitals."""
    letters = [character for character in title if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return len(letters) >= TITLE_MIN and capitals * 2 > len(letters)
