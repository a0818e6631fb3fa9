"""From what pages are made of to what programs get: the same values, in other clothes.

Email addresses that members typed are taken out here, before anything is quoted for
JSON: they are for those who are signed in.
"""

from collections.abc import Sequence

from flask import current_app, url_for

from forum.api import cursors, shapes
from forum.boards.models import PostState
from forum.boards.pages import (
    GroupRows,
    PostView,
    ThreadHead,
    ThreadPage,
    ThreadRow,
)
from forum.boards.queries import NewPost
from forum.core.answers import Gone, NotFound
from forum.notifications.queries import Entry, Told
from forum.privacy.hiding import (
    own_addresses,
    plain_without_addresses,
    without_addresses,
)
from forum.search.queries import Hit, Results
from forum.settings import Settings

WITHDRAWN = "Withdrawn by its author."
REMOVED = "Removed by a moderator."
HIDDEN = "Hidden until a moderator has looked at it."


def boards(groups: Sequence[GroupRows]) -> shapes.Boards:
    """Return all boards."""
    return shapes.Boards(
        items=tuple(
            shapes.Board(
                slug=board.slug,
                name=board.name,
                about=board.about,
                group=group.name,
                threads=board.threads,
                url=_url("boards.board", slug=board.slug),
            )
            for group in groups
            for board in group.boards
        )
    )


def threads(rows: Sequence[ThreadRow], limit: int) -> shapes.Threads:
    """Return a part of a list; one row more than wanted says that more follows."""
    listed = rows[:limit]
    more = len(rows) > limit
    cursor = cursors.after(listed[-1].active_at, listed[-1].id) if more else None
    return shapes.Threads(items=tuple(map(_listed, listed)), next=cursor)


def _listed(row: ThreadRow) -> shapes.ListedThread:
    return shapes.ListedThread(
        id=row.id,
        title=_read(row.title),
        board=row.board_slug,
        author=row.by,
        opened_at=row.opened_at,
        replies=row.replies,
        tags=row.tags,
        is_pinned=row.is_pinned,
        is_locked=row.is_locked,
        url=_url("boards.thread", thread_id=row.id, slug=row.slug),
        posts_url=_url("api.thread_posts", thread_id=row.id),
        last_author=row.last_by,
        active_at=row.active_at,
    )


def thread(head: ThreadHead) -> shapes.Thread:
    """Return a thread without its posts."""
    return shapes.Thread(
        id=head.id,
        title=_read(head.title),
        board=head.board_slug,
        author=head.author,
        opened_at=head.opened_at,
        replies=head.replies,
        tags=head.tags,
        is_pinned=head.is_pinned,
        is_locked=head.locked_at is not None,
        url=_url("boards.thread", thread_id=head.id, slug=head.slug),
        posts_url=_url("api.thread_posts", thread_id=head.id),
    )


def posts_of(page: ThreadPage) -> shapes.Posts:
    """Return the posts on a page of a thread."""
    return shapes.Posts(
        items=tuple(map(_post, page.posts)), next=cursors.next_page(page.page)
    )


def only(page: ThreadPage, post_id: int) -> shapes.Post:
    """Return one post of a page; what is gone is gone for programs too."""
    found = [one for one in page.posts if one.id == post_id]
    if not found or found[0].state is PostState.HIDDEN:
        raise NotFound
    (view,) = found
    if view.html is None:
        raise Gone(_why_not(view))
    return _post(view)


def newest(rows: Sequence[NewPost], limit: int) -> shapes.Posts:
    """Return a part of the newest posts, as feeds show them."""
    listed = rows[:limit]
    more = len(rows) > limit
    cursor = cursors.after(listed[-1].published_at, listed[-1].id) if more else None
    return shapes.Posts(items=tuple(map(_new, listed)), next=cursor)


def hits(results: Results) -> shapes.Hits:
    """Return a page of what a search found."""
    return shapes.Hits(
        items=tuple(map(_hit, results.hits)),
        next=cursors.next_page(results.page),
        total=results.page.total,
    )


def _hit(hit: Hit) -> shapes.Hit:
    return shapes.Hit(
        id=hit.post_id,
        title=_read(hit.title.striptags()),
        excerpt=_read(hit.excerpt.striptags()),
        board=hit.board,
        number=hit.number,
        author=hit.by,
        posted_at=hit.posted_at,
        url=_url("boards.post", post_id=hit.post_id),
    )


def notifications(told: Told) -> shapes.Notifications:
    """Return a page of what a member is told."""
    return shapes.Notifications(
        items=tuple(map(_told, told.entries)), next=cursors.next_page(told.page)
    )


def _told(entry: Entry) -> shapes.Notification:
    settings: Settings = current_app.extensions["settings"]
    return shapes.Notification(
        said=entry.said,
        at=entry.at,
        is_new=entry.is_new,
        url=settings.base_url + entry.url,
    )


def _post(view: PostView) -> shapes.Post:
    html = view.html
    if html is not None and view.notice is not None:
        html += view.notice.in_feeds
    return shapes.Post(
        id=view.id,
        thread=view.thread_id,
        number=view.number or 0,
        author=_author(view.author.handle, is_linked=view.author.is_linked),
        posted_at=view.posted_at,
        edited_at=view.edited_at,
        html=None if html is None else _read(html),
        not_shown=_why_not(view) if html is None else None,
        url=_url("boards.post", post_id=view.id),
    )


def _new(post: NewPost) -> shapes.Post:
    was_edited = post.changed_at > post.published_at
    return shapes.Post(
        id=post.id,
        thread=post.thread_id,
        number=post.number,
        author=_author(post.by, is_linked=post.is_linked),
        posted_at=post.published_at,
        edited_at=post.changed_at if was_edited else None,
        html=_read(post.html),
        not_shown=None,
        url=_url("boards.post", post_id=post.id),
    )


def said(sentence: str) -> str:
    """Return a sentence of somebody without the addresses they typed into it."""
    settings: Settings = current_app.extensions["settings"]
    sign_in = url_for("account.sign_in")
    return plain_without_addresses(sentence, own_addresses(settings), sign_in)


def _why_not(view: PostView) -> str:
    if view.state is PostState.WITHDRAWN:
        return WITHDRAWN
    if view.state is PostState.REMOVED:
        return said(f"{REMOVED} {view.reason}".strip())
    return HIDDEN


def _author(handle: str, *, is_linked: bool) -> shapes.Author:
    page = _url("members.member", handle=handle) if is_linked else None
    return shapes.Author(handle=handle, url=page)


def _url(endpoint: str, **values: str | int) -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url + url_for(endpoint, **values)  # type: ignore[arg-type]


def _read(text: str) -> str:
    settings: Settings = current_app.extensions["settings"]
    sign_in = url_for("account.sign_in")
    return without_addresses(str(text), own_addresses(settings), sign_in)
