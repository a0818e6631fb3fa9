"""Bookmarks: buttons beside posts and threads, and the list of them."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.boards import queries as boards
from forum.boards.views.blueprint import asked_page
from forum.core.answers import NotFound
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.reactions import actions, queries
from forum.reactions.forms import BookmarkNoteForm
from forum.reactions.models import NOTE_MAX
from forum.reactions.views.blueprint import back_to_post, bp

KEPT = "Bookmarked. You find it on My SolTrex, and can add a note there."
REMOVED = "The bookmark is removed."


@bp.post("/p/<int:post_id>/bookmark")
@member_required
def bookmark_post(member: Member, post_id: int) -> Response:
    """Bookmark a post."""
    queries.post_for(post_id, member)
    with transaction():
        actions.bookmark(member.id, utcnow(), post_id=post_id)
    flash(KEPT, "ok")
    return back_to_post(post_id)


@bp.post("/p/<int:post_id>/unbookmark")
@member_required
def unbookmark_post(member: Member, post_id: int) -> Response:
    """Let go of the bookmark of a post."""
    with transaction():
        actions.unbookmark(member.id, post_id=post_id)
    flash(REMOVED, "ok")
    return back_to_post(post_id)


@bp.post("/t/<int:thread_id>/bookmark")
@member_required
def bookmark_thread(member: Member, thread_id: int) -> Response:
    """Bookmark a thread."""
    url = _thread_url(member, thread_id)
    with transaction():
        actions.bookmark(member.id, utcnow(), thread_id=thread_id)
    flash(KEPT, "ok")
    return redirect(url, HTTPStatus.SEE_OTHER)


@bp.post("/t/<int:thread_id>/unbookmark")
@member_required
def unbookmark_thread(member: Member, thread_id: int) -> Response:
    """Let go of the bookmark of a thread."""
    url = _thread_url(member, thread_id)
    with transaction():
        actions.unbookmark(member.id, thread_id=thread_id)
    flash(REMOVED, "ok")
    return redirect(url, HTTPStatus.SEE_OTHER)


@bp.get("/my/bookmarks")
@member_required
def bookmarks(member: Member) -> str:
    """List what a member bookmarked, newest first."""
    return _list(member)


@bp.post("/my/bookmarks/<int:bookmark_id>")
@member_required
def keep_note(member: Member, bookmark_id: int) -> Response | tuple[str, HTTPStatus]:
    """Keep the note beside a bookmark."""
    if not queries.has_bookmark(member.id, bookmark_id):
        raise NotFound
    form = BookmarkNoteForm()
    if not form.validate():
        return _list(member, bookmark_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.keep_note(member.id, bookmark_id, form.note.data or "")
    flash("The note is saved. Only you can see it.", "ok")
    return redirect(url_for(".bookmarks"), HTTPStatus.SEE_OTHER)


@bp.post("/my/bookmarks/<int:bookmark_id>/remove")
@member_required
def remove_bookmark(member: Member, bookmark_id: int) -> Response:
    """Let go of a bookmark on the list."""
    with transaction():
        actions.remove_bookmark(member.id, bookmark_id)
    flash(REMOVED, "ok")
    return redirect(url_for(".bookmarks"), HTTPStatus.SEE_OTHER)


def _list(
    member: Member, wrong_id: int | None = None, form: BookmarkNoteForm | None = None
) -> str:
    """Show the list; a note that could not be kept stands in its field again."""
    rows, page = queries.bookmarks_of(member, asked_page())
    return render_template(
        "reactions/bookmarks.html",
        bookmarks=rows,
        page=page,
        wrong_id=wrong_id,
        form=form,
        note_max=NOTE_MAX,
    )


def _thread_url(member: Member, thread_id: int) -> str:
    head = boards.thread_head(thread_id, member, utcnow())
    return url_for("boards.thread", thread_id=head.id, slug=head.slug)
