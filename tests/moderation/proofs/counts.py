"""What holds of boards, threads, posts and members after every step."""

import re
from collections.abc import Iterator

from forum.boards.actions.leaving import GONE_BODY
from forum.boards.actions.purging import REMOVED
from forum.boards.models import Post, PostState, Thread
from forum.solar.tags import TAGS
from tests.moderation.proofs.snapshot import Snapshot

QUOTED = re.compile(r"^> .*\]\(/p/(\d+)\)", re.MULTILINE)
GONE = {REMOVED, GONE_BODY, ""}
"""What stands in the place of words that were destroyed."""


def wrong_counts(now: Snapshot) -> Iterator[str]:
    """Yield every count, place and lead that is not as the rows themselves say."""
    for thread in now.threads:
        posts = now.posts_in.get(thread.id, [])
        if thread.merged_into is None:
            yield from _wrong_in(thread, posts)
        else:
            yield from _wrong_merged(thread, posts, now)
    yield from _wrong_places(now)
    yield from _wrong_totals(now)
    yield from _wrong_stubs(now)
    yield from _lost_quotes(now)
    yield from _half_purged(now)
    yield from (f"{one.tag} is no tag" for one in now.tags if one.tag not in TAGS)


def is_public(thing: Post | Thread) -> bool:
    """Say whether everybody who reads the board can read it."""
    return thing.state is PostState.PUBLISHED


def _wrong_in(thread: Thread, posts: list[Post]) -> Iterator[str]:
    name = f"thread {thread.id}"
    numbers = [one.number for one in posts if one.number is not None]
    if numbers != list(range(1, thread.last_number + 1)):
        yield f"{name} numbers {numbers}, the last is {thread.last_number}"
    first = next((one for one in posts if one.number == 1), None)
    if first is None:
        yield f"{name} has no first post"
        return
    public = [one for one in posts if is_public(one)]
    if thread.reply_count != sum(one is not first for one in public):
        yield f"{name} counts {thread.reply_count} replies"
    if (thread.state, thread.author_id) != (first.state, first.author_id):
        yield f"{name} is {thread.state} by {thread.author_id}, not as its first post"
    if public and thread.active_at != public[-1].published_at:
        yield f"{name} was active at {thread.active_at}"
    if public and thread.last_author_id != public[-1].author_id:
        yield f"{name} names {thread.last_author_id} as the last"


def _wrong_merged(thread: Thread, posts: list[Post], now: Snapshot) -> Iterator[str]:
    name, seen, here = f"merged thread {thread.id}", {thread.id}, thread
    if posts:
        yield f"{name} has posts {[one.id for one in posts]}"
    if is_public(thread) or thread.reply_count or thread.last_number or thread.pinned:
        yield f"{name} is {thread.state}, pinned: {thread.pinned}"
    while here.merged_into is not None:
        if here.merged_into in seen or here.merged_into not in now.thread:
            yield f"{name} leads nowhere"
            return
        seen.add(here.merged_into)
        here = now.thread[here.merged_into]


def _wrong_places(now: Snapshot) -> Iterator[str]:
    for post in now.posts:
        if is_public(post) and (post.number is None or post.published_at is None):
            yield f"post {post.id} is public, number {post.number}"
        if (post.state is PostState.REMOVED) != (post.removed_at is not None):
            yield f"post {post.id} is {post.state}, removed at {post.removed_at}"


def _wrong_totals(now: Snapshot) -> Iterator[str]:
    listed = [one.board_id for one in now.threads if is_public(one)]
    for board in now.boards:
        if board.thread_count != listed.count(board.id):
            yield f"board {board.slug} counts {board.thread_count}"
    written = [one.author_id for one in now.posts if is_public(one)]
    for member in now.members:
        if member.post_count != written.count(member.id):
            yield f"{member.handle} counts {member.post_count}"
        if member.is_former and (member.suspended_until or member.limited_until):
            yield f"{member.handle} is gone, and suspended or limited"


def _wrong_stubs(now: Snapshot) -> Iterator[str]:
    for stub in now.stubs:
        thread = now.thread[stub.thread_id]
        if thread.merged_into is not None or thread.board_id == stub.board_id:
            yield f"a stub of thread {thread.id} leads nowhere"


def _lost_quotes(now: Snapshot) -> Iterator[str]:
    """Yield quotations that a redaction of what they quote would not find."""
    known = {(one.post_id, one.source_id) for one in now.quotes}
    for revision in now.revisions:
        for said in QUOTED.findall(revision.body):
            link = revision.post_id, int(said)
            if link[1] in now.post and link[0] != link[1] and link not in known:
                yield f"post {link[0]} quotes {link[1]} unknown to all"


def _half_purged(now: Snapshot) -> Iterator[str]:
    for thread in now.threads:
        alive = [one for one in now.posts_in.get(thread.id, []) if not one.purged_at]
        if thread.purged_at and thread.merged_into is None and alive:
            yield f"thread {thread.id} is destroyed, {alive[0].id} in it is not"
        if is_public(thread) and thread.purged_at:
            yield f"thread {thread.id} is destroyed and public"
    for revision in now.revisions:
        if now.post[revision.post_id].purged_at and revision.body not in GONE:
            yield f"post {revision.post_id} is destroyed and says {revision.body!r}"
