"""Reading: the index, boards, threads, permanent links."""

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.announcements import queries as announced
from forum.boards import queries
from forum.boards.forms import ReplyForm
from forum.boards.models import PostState
from forum.boards.news import usual_wait
from forum.boards.pages import ThreadPage
from forum.boards.printing import PRINTED_MAX
from forum.boards.views.beside import on_paper, reactions_on, wants_paper
from forum.boards.views.blueprint import asked_page, bp
from forum.boards.views.marks import marks_for, reading
from forum.core.clock import next_minute, utcnow
from forum.core.finished.showing import only_until, shows_threads
from forum.core.paging import PAGE_SIZE
from forum.members.viewers import current_viewer
from forum.privacy.queries import announcements

Page = str | Response


@bp.get("/")
def index() -> str:
    """Show all boards, and which documents change."""
    viewer, now = current_viewer(), utcnow()
    index = queries.index(viewer)
    listed = [one.id for one in (*index.latest, *index.unanswered)]
    slugs = [board.slug for group in index.groups for board in group.boards]
    only_until(next_minute(now))  # announcements begin and end
    return render_template(
        "boards/index.html",
        index=index,
        marks=marks_for(listed, slugs, now),
        announcements=announcements(viewer.id, now),
        announced=announced.in_force(now, viewer.id),
        today=now.date(),
    )


@bp.get("/latest")
def latest() -> str:
    """Show the threads of all boards, newest post first."""
    threads, page = queries.latest_page(current_viewer(), asked_page())
    return render_template(
        "boards/latest.html",
        threads=threads,
        page=page,
        marks=marks_for([one.id for one in threads], (), utcnow()),
    )


@bp.get("/b/<slug>")
def board(slug: str) -> Page:
    """Show the threads of a board; a tag that got another name leads on."""
    tab = request.args.get("show", "all")
    tag = request.args.get("tag", "")
    now = utcnow()
    page = queries.board_page(slug, current_viewer(), asked_page(), tab, tag, now)
    if page.moved:
        only_until(next_minute(now))
    if page.tag and page.tag != tag:
        right = url_for(
            ".board",
            slug=slug,
            tag=page.tag,
            show=request.args.get("show"),
            page=request.args.get("page"),
        )
        return redirect(right, HTTPStatus.MOVED_PERMANENTLY)
    return render_template(
        "boards/board.html",
        board=page,
        tags=page.tags,
        marks=marks_for([one.id for one in page.threads], [slug], now),
    )


@bp.get("/t/<int:thread_id>")
@bp.get("/t/<int:thread_id>/<slug>")
def thread(thread_id: int, slug: str = "") -> Page:
    """Show a page of a thread; another slug leads to the right one."""
    now = utcnow()
    size = PRINTED_MAX if wants_paper() else PAGE_SIZE
    page = queries.thread_page(thread_id, current_viewer(), asked_page(), now, size)
    head = page.thread
    shows_threads(head.id, *(like.id for like in head.alike))
    only_until(head.slow_until)
    if slug != page.thread.slug:
        right = url_for(
            ".thread",
            thread_id=thread_id,
            slug=page.thread.slug,
            page=request.args.get("page"),
            print="1" if wants_paper() else None,
        )
        return redirect(right, HTTPStatus.MOVED_PERMANENTLY)
    if wants_paper():
        return on_paper(page)
    viewer = current_viewer()
    begun_at = (
        queries.draft_saved_at(viewer.id, thread_id)
        if page.may_reply and viewer.id is not None
        else None
    )
    return render_template(
        "boards/thread.html",
        thread=page,
        form=ReplyForm() if page.may_reply else None,
        begun_at=begun_at,
        wait=_wait(page),
        left=reading(page, now),
        likes=page.thread.alike,
        reacted=reactions_on(page),
    )


def _wait(page: ThreadPage) -> str:
    """Say how long it takes, to somebody whose own post waits here."""
    own = (post for post in (*page.posts, *page.waiting) if post.is_own)
    if not any(post.state is PostState.HELD for post in own):
        return ""
    return " ".join(ask() for ask in usual_wait)


@bp.get("/p/<int:post_id>")
def post(post_id: int) -> Page:
    """Lead to a post, on whichever page of its thread it stands."""
    place = queries.post_place(post_id, current_viewer())
    url = url_for(
        ".thread",
        thread_id=place.thread_id,
        slug=place.thread_slug,
        _anchor=f"p{post_id}",
        page=place.page if place.page > 1 else None,
    )
    return redirect(url, HTTPStatus.SEE_OTHER)
