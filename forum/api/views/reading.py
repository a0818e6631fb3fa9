"""Boards, threads and posts as a guest reads them."""

from flask import abort, request
from werkzeug.wrappers import Response

from forum.api import cursors, shapes, shaping
from forum.api.operations import CURSOR, LIMIT, Asked, operation
from forum.api.rules import LISTED, LISTED_MAX
from forum.api.views.blueprint import bp, once, sent
from forum.boards import queries
from forum.core.answers import NotFound
from forum.core.clock import utcnow
from forum.members.viewers import GUEST

BOARD = Asked("board", "The slug of a board.", {"type": "string"})


@bp.get("/boards")
@once
@operation("/boards", shapes.Boards)
def boards() -> Response:
    """List all boards that everybody reads."""
    return sent(shaping.boards(queries.index(GUEST).groups))


@bp.get("/threads")
@once
@operation("/threads", shapes.Threads, BOARD, LIMIT, CURSOR)
def threads() -> Response:
    """List threads, the one with the newest post first."""
    limit, cursor = asked_limit(), request.args.get("after", "")
    board = request.args.get("board", "")
    if board and board not in queries.readable_slugs(GUEST):
        raise NotFound
    rows = queries.threads_after(GUEST, board, cursors.place(cursor), limit + 1)
    return sent(shaping.threads(rows, limit))


@bp.get("/threads/<int:thread_id>")
@once
@operation("/threads/{thread_id}", shapes.Thread, may_be_gone=True)
def thread(thread_id: int) -> Response:
    """Return a thread without its posts."""
    head = queries.thread_head(thread_id, GUEST, utcnow())
    return sent(shaping.thread(head))


@bp.get("/threads/<int:thread_id>/posts")
@once
@operation("/threads/{thread_id}/posts", shapes.Posts, CURSOR, may_be_gone=True)
def thread_posts(thread_id: int) -> Response:
    """List the posts of a thread, twenty at a time, in their order."""
    number = cursors.number(request.args.get("after", ""))
    page = queries.thread_page(thread_id, GUEST, number, utcnow())
    return sent(shaping.posts_of(page))


@bp.get("/posts")
@once
@operation("/posts", shapes.Posts, BOARD, LIMIT, CURSOR)
def posts() -> Response:
    """List posts, the newest first."""
    limit, cursor = asked_limit(), request.args.get("after", "")
    board = request.args.get("board", "")
    if board and board not in queries.readable_slugs(GUEST):
        raise NotFound
    rows = queries.newest_posts(
        GUEST, board, before=cursors.place(cursor), at_most=limit + 1
    )
    return sent(shaping.newest(rows, limit))


@bp.get("/posts/<int:post_id>")
@once
@operation("/posts/{post_id}", shapes.Post, may_be_gone=True)
def post(post_id: int) -> Response:
    """Return a post."""
    place = queries.post_place(post_id, GUEST)
    page = queries.thread_page(place.thread_id, GUEST, place.page, utcnow())
    return sent(shaping.only(page, post_id))


def asked_limit() -> int:
    """Return how many are wanted; what is no such number is refused."""
    asked = request.args.get("limit", str(LISTED))
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= len("100")
    if not is_number or not 0 < int(asked) <= LISTED_MAX:
        abort(400, f"The limit is a number from 1 to {LISTED_MAX}.")
    return int(asked)
