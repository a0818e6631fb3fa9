"""Pages of what members follow, of what is new to them, and its buttons."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.boards import queries as boards
from forum.boards.models import PostState
from forum.boards.pages import ThreadHead
from forum.boards.views.blueprint import asked_page
from forum.boards.views.marks import marks_for
from forum.core.answers import NotFound
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.paging import page_of
from forum.following import actions, queries
from forum.following.forms import NORMAL, FollowChoiceForm, FollowForm
from forum.following.models import Level
from forum.members.models import Member
from forum.members.viewers import current_viewer, member_required

bp = Blueprint("following", __name__)
DAYS_KEPT = 180
SAID = {
    Level.WATCH: "You watch this {} now.",
    Level.MUTE: "You muted this {}. Nothing in it counts as new.",
    NORMAL: "You follow this {} like any other now.",
}


@bp.get("/unread")
@member_required
def unread(member: Member) -> str:
    """List the threads in which something is new, those first that one watches."""
    now = utcnow()
    threads, page = boards.chosen_page(
        queries.unread_keys(member, now),
        member,
        asked_page(),
        queries.is_watched(member),
    )
    return render_template(
        "following/unread.html",
        threads=threads,
        page=page,
        marks=marks_for([one.id for one in threads], (), now),
        choice=queries.choice_of(member.id),
    )


@bp.post("/unread/read")
@member_required
def all_read(member: Member) -> Response:
    """Let everything there is count as read."""
    with transaction():
        actions.mark_all_read(member.id, utcnow())
    flash("Everything is marked as read.", "ok")
    return redirect(url_for(".unread"), HTTPStatus.SEE_OTHER)


@bp.get("/t/<int:thread_id>/unread")
def first_unread(thread_id: int) -> Response:
    """Lead to the first post that is new to a member, or else to the last one."""
    viewer, now = current_viewer(), utcnow()
    head = boards.thread_head(thread_id, viewer, now)
    number, anchor = head.last_number, "last"
    if isinstance(viewer, Member):
        found = queries.standing(viewer, thread_id, now)
        if found.first_id is not None:
            number, anchor = found.first_number, f"p{found.first_id}"
    return redirect(_page_with(head, number, anchor), HTTPStatus.SEE_OTHER)


@bp.post("/t/<int:thread_id>/read")
@member_required
def thread_read(member: Member, thread_id: int) -> Response:
    """Let a thread count as read, without opening all of its pages."""
    now = utcnow()
    head = boards.thread_head(thread_id, member, now)
    with transaction():
        actions.mark_read(member.id, thread_id, head.last_number, now)
    flash("The thread is marked as read.", "ok")
    return redirect(url_for(".unread"), HTTPStatus.SEE_OTHER)


@bp.post("/b/<slug>/read")
@member_required
def board_read(member: Member, slug: str) -> Response:
    """Let everything on a board count as read."""
    key = queries.board_key(slug, member)
    with transaction():
        actions.mark_board_read(member.id, key, utcnow())
    flash("Everything on this board is marked as read.", "ok")
    return redirect(url_for("boards.board", slug=slug), HTTPStatus.SEE_OTHER)


@bp.post("/t/<int:thread_id>/follow")
@member_required
def follow_thread(member: Member, thread_id: int) -> Response:
    """Watch a thread, mute it, or follow it like any other."""
    head = boards.thread_head(thread_id, member, utcnow())
    if head.state is not PostState.PUBLISHED:
        raise NotFound
    _follow(member, "thread", thread_id=thread_id)
    return redirect(_page_with(head, 1), HTTPStatus.SEE_OTHER)


@bp.post("/b/<slug>/follow")
@member_required
def follow_board(member: Member, slug: str) -> Response:
    """Watch the new threads of a board, mute it, or follow it like any other."""
    _follow(member, "board", board_id=queries.board_key(slug, member))
    return redirect(url_for("boards.board", slug=slug), HTTPStatus.SEE_OTHER)


@bp.get("/my/following")
@member_required
def followed(member: Member) -> str:
    """List what a member watches and mutes, and what holds for all of it."""
    choice = queries.choice_of(member.id)
    return render_template(
        "following/followed.html",
        followed=queries.followed_by(member),
        form=FollowChoiceForm(
            formdata=None,
            data={"watches_own": choice.watches_own, "keeps_place": choice.keeps_place},
        ),
        days=DAYS_KEPT,
    )


@bp.post("/my/following")
@member_required
def choose(member: Member) -> Response:
    """Keep what a member chose about following."""
    form = FollowChoiceForm()
    with transaction():
        actions.choose(
            member.id,
            utcnow(),
            watches_own=bool(form.watches_own.data),
            keeps_place=bool(form.keeps_place.data),
        )
    flash("Saved. It holds at once.", "ok")
    return redirect(url_for(".followed"), HTTPStatus.SEE_OTHER)


@bp.post("/my/following/<int:watch_id>/stop")
@member_required
def stop(member: Member, watch_id: int) -> Response:
    """Stop watching or muting what stands on one's list."""
    with transaction():
        actions.stop_one(member.id, watch_id)
    flash("You follow it like any other now.", "ok")
    return redirect(url_for(".followed"), HTTPStatus.SEE_OTHER)


def _follow(member: Member, what: str, **place: int) -> None:
    """Do what the button said that was pressed."""
    form, now = FollowForm(), utcnow()
    if not form.validate():
        abort(HTTPStatus.BAD_REQUEST, "Choose whether to watch it or to mute it.")
    level = form.level.data
    with transaction():
        if level == Level.WATCH:
            actions.watch(member.id, now, **place)
        elif level == Level.MUTE:
            actions.mute(member.id, now, **place)
        else:
            actions.stop(member.id, **place)
    flash(SAID[level].format(what), "ok")


def _page_with(head: ThreadHead, number: int, anchor: str | None = None) -> str:
    page = page_of(max(1, number))
    return url_for(
        "boards.thread",
        thread_id=head.id,
        slug=head.slug,
        page=page if page > 1 else None,
        _anchor=anchor,
    )
