"""Who thanks for what, who ignores whom, which reply can be an answer."""

from datetime import datetime

from forum.boards.models import Post, PostState, Thread
from forum.core.answers import YES, Answer, no
from forum.members.models import Member
from forum.members.rules import may_write

BOOKMARKS_MAX = 1000
IGNORED_MAX = 200


def may_thank(member: Member, post: Post, now: datetime) -> Answer:
    """Members who may write thank for what others wrote."""
    if post.author_id == member.id:
        return no("This is your own post. Thanks come from others.")
    return may_write(member, now)


def may_bookmark(kept: int) -> Answer:
    """A thousand bookmarks are enough for anybody."""
    if kept >= BOOKMARKS_MAX:
        return no(
            f"You have {BOOKMARKS_MAX:,} bookmarks, which is as many as there can be. "
            "Remove one of them first."
        )
    return YES


def may_ignore(member: Member, other_id: int, ignored: int) -> Answer:
    """Members ignore whom they like, but not themselves."""
    if member.id == other_id:
        return no("This is you. You cannot ignore yourself.")
    if ignored >= IGNORED_MAX:
        return no(
            f"You ignore {IGNORED_MAX} members, which is as many as there can be."
        )
    return YES


def can_answer(post: Post | None, thread: Thread) -> bool:
    """Say whether a post is a reply in this thread that everybody reads."""
    return (
        post is not None
        and post.thread_id == thread.id
        and post.state is PostState.PUBLISHED
        and post.purged_at is None
        and (post.number or 0) > 1
    )


def said_thanks(count: int, title: str) -> str:
    """Say in a line how many members thanked for a post."""
    who = "A member" if count == 1 else f"{count:,} members"
    return f"{who} thanked you for a post in “{title}”"
