"""Who may read, write and change what on the boards."""

import re
import unicodedata
from datetime import datetime, timedelta

from forum.boards.models import Audience, Board, Post, PostState, Thread
from forum.core.answers import YES, Answer, no
from forum.core.markup import SOURCE_MAX
from forum.members.models import Member
from forum.members.rules import may_draft, may_write
from forum.members.viewers import Viewer

BODY_MIN = 2
BODY_MAX = SOURCE_MAX
TITLE_MIN = 8
EDIT_WINDOW = timedelta(days=30)
SAME_AGAIN = timedelta(minutes=5)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PAUSE = timedelta(seconds=10)
PAUSE_NEW = timedelta(seconds=60)
POSTS_PER_HOUR = 30
THREADS_PER_HOUR = 5
SLUG_LENGTH = 60
PAGES_OF_A_THREAD = frozenset({"reply", "unread"})
"""Words that lead to another page when they stand behind the number of a thread."""
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
DRAFTS_MAX = 50
DRAFT_LASTS = timedelta(days=60)
TAGS_TYPED_MAX = 300
GOOD_TITLE = "One line. Say what you see, not what you think is broken"

UNDECIDED = frozenset({PostState.HELD, PostState.REJECTED})
NUMBERED = frozenset(PostState) - UNDECIDED


def audiences(viewer: Viewer) -> tuple[Audience, ...]:
    """Return the circles a viewer belongs to."""
    if not isinstance(viewer, Member):
        return (Audience.EVERYBODY,)
    if not viewer.is_staff:
        return (Audience.EVERYBODY, Audience.MEMBERS)
    return tuple(Audience)


def may_see_words(viewer: Viewer, author_id: int, state: PostState) -> bool:
    """Say whether a viewer reads a post's words, and not a line in their place."""
    if state is PostState.PUBLISHED:
        return True
    if state is PostState.WITHDRAWN:
        return False
    return viewer.is_staff or viewer.id == author_id


def may_open_thread(
    viewer: Viewer, board: Board, now: datetime, *, as_draft: bool = False
) -> Answer:
    """Members open threads on boards that are open to them, or begin a draft."""
    may = may_draft if as_draft else may_write
    if not (answer := may(viewer, now)):
        return answer
    if board.write not in audiences(viewer):
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
    return YES


def may_edit(viewer: Viewer, post: Post, thread: Thread, now: datetime) -> Answer:
    """Authors correct a post for thirty days, unless its thread is locked."""
    if not (answer := _may_touch(viewer, post)):
        return answer
    if not (answer := may_write(viewer, now)):
        return answer
    gone = {PostState.WITHDRAWN, PostState.REMOVED, PostState.REJECTED}
    if post.state in gone or post.purged_at is not None:
        return no("This post is no longer there to be edited.")
    if thread.locked_at:
        return no("This thread is locked. Its posts cannot be edited.")
    if now - post.posted_at > EDIT_WINDOW:
        return no("Posts can be edited for 30 days.")
    return YES


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


def may_keep_draft(drafts: int) -> Answer:
    """Fifty drafts at a time are enough for anybody."""
    if drafts >= DRAFTS_MAX:
        return no(
            f"You have {DRAFTS_MAX} drafts, which is as many as there can be. Delete "
            "one of them first."
        )
    return YES


def _may_touch(viewer: Viewer, post: Post) -> Answer:
    if viewer.id is None or viewer.id != post.author_id:
        return no("Only its author can do this.")
    return YES


def pause(newest: datetime | None, in_an_hour: int, is_new: bool, now: datetime) -> int:
    """Return the seconds a member must wait before the next post."""
    if newest is None or newest > now:
        return 0
    if in_an_hour >= POSTS_PER_HOUR:
        return int(HOUR.total_seconds()) // 2
    wait = (PAUSE_NEW if is_new else PAUSE) - (now - newest)
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
