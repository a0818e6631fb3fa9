"""Atom feeds of the newest posts that everybody can read."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from flask import current_app, make_response, render_template, url_for
from werkzeug.wrappers import Response

from forum.boards import queries
from forum.boards.queries import NewPost
from forum.core.clock import utcnow
from forum.members.viewers import GUEST
from forum.privacy.documents import Document, lately_changed
from forum.search.views.blueprint import bp
from forum.settings import Settings


@bp.get("/feed.atom")
def feed() -> Response:
    """Send the newest posts of all boards, and which documents changed."""
    posts = queries.newest_posts(GUEST)
    documents = lately_changed(utcnow().date())
    return _atom("SolTrex Forum", url_for("boards.index"), posts, documents)


@bp.get("/b/<slug>/feed.atom")
def board_feed(slug: str) -> Response:
    """Send the newest posts of a board."""
    page = queries.board_page(slug, GUEST, 1, "all", "", utcnow())
    posts = queries.newest_posts(GUEST, board=slug)
    return _atom(page.board.name, url_for("boards.board", slug=slug), posts)


@bp.get("/t/<int:thread_id>/feed.atom")
def thread_feed(thread_id: int) -> Response:
    """Send the newest posts of a thread."""
    page = queries.thread_page(thread_id, GUEST, 1, utcnow())
    posts = queries.newest_posts(GUEST, thread_id=thread_id)
    url = url_for("boards.thread", thread_id=thread_id, slug=page.thread.slug)
    return _atom(page.thread.title, url, posts)


def _atom(
    title: str,
    path: str,
    posts: Sequence[NewPost],
    documents: Sequence[Document] = (),
) -> Response:
    settings: Settings = current_app.extensions["settings"]
    beginning = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    changed = [post.changed_at for post in posts]
    changed += [_midnight(one.published) for one in documents]
    page = render_template(
        "search/feed.atom",
        title=title,
        base=settings.base_url,
        path=path,
        posts=posts,
        changes=[(_midnight(one.published), one) for one in documents],
        today=utcnow().date(),
        updated=max([beginning, *changed]),
    )
    response = make_response(page)
    response.mimetype = "application/atom+xml"
    return response


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
