"""What a thread offers beside reading it: paper, newer posts, what they change."""

from http import HTTPStatus

from flask import abort, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.boards import queries
from forum.boards.actions import Held, Posted
from forum.boards.news import Reactions, reacting
from forum.boards.pages import ThreadPage
from forum.boards.printing import footnoted
from forum.boards.views.blueprint import bp
from forum.core.clock import utcnow
from forum.core.finished.versions import concerns_thread
from forum.members.models import Member
from forum.members.viewers import current_viewer

NUMBER_DIGITS = 9


def wants_paper() -> bool:
    """Say whether a page was asked for as it is to be printed."""
    return request.args.get("print") == "1"


def on_paper(page: ThreadPage) -> str:
    """Show a page of a thread as it is printed: words, names, numbers, addresses."""
    texts, addresses = footnoted(post.html for post in page.posts)
    return render_template(
        "boards/print.html",
        thread=page,
        posts=list(zip(page.posts, texts, strict=True)),
        addresses=addresses,
        today=utcnow(),
    )


def shown_there(done: Posted | Held) -> Posted | Held:
    """Say, within the transaction that stored it, that a new post shows in its thread.

    And in lists: pages of other threads stay as they are.
    """
    concerns_thread(done.post.thread_id)
    return done


def reactions_on(page: ThreadPage) -> Reactions | None:
    """Return what members did about the posts of a page; a guest sees counts alone.

    One query for a member, none for a guest.
    """
    viewer = current_viewer()
    if not isinstance(viewer, Member):
        return None
    authors = {post.id: post.author_id for post in (*page.posts, *page.waiting)}
    for ask in reacting:
        return ask(viewer, page.thread.id, authors)
    return None


@bp.get("/t/<int:thread_id>/newer")
def newer(thread_id: int) -> Response:
    """Say how many posts came after the one named; nothing at all if none did.

    Scripts ask this while somebody reads the last page of a thread.
    """
    after = request.args.get("after", "")
    if not (after.isascii() and after.isdigit()) or len(after) > NUMBER_DIGITS:
        abort(HTTPStatus.BAD_REQUEST, "Say after which post to look.")
    found = queries.newer_posts(thread_id, int(after), current_viewer())
    if found is None:
        return Response(status=HTTPStatus.NO_CONTENT)
    url = url_for(".post", post_id=found.first_id)
    return jsonify(count=found.count, url=url)
