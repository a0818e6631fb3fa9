"""Writing: threads, replies and corrections, each through the same gate."""

from collections.abc import Callable
from http import HTTPStatus
from typing import assert_never

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.boards import actions, queries
from forum.boards.actions import Held, Posted
from forum.boards.drafts import Back, Cleared, Warned
from forum.boards.forms import WriteForm
from forum.boards.models import Post
from forum.boards.views import targets
from forum.boards.views.blueprint import bp
from forum.boards.views.targets import Target
from forum.boards.weighing import Weighed, weigh
from forum.core.answers import Stale
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.markup import plain, unwrapped
from forum.members.models import Member
from forum.members.registry import registry
from forum.members.viewers import member_required
from forum.privacy.actions import note_posting
from forum.privacy.documents import POSTING, in_force
from forum.privacy.queries import has_acknowledged_posting

Page = str | tuple[str, HTTPStatus] | Response
WAITS = "Thank you. A moderator will check it first."


@bp.get("/b/<slug>/new")
@member_required
def new_thread(member: Member, slug: str) -> Page:
    """Show the composer for a thread."""
    target, _, _ = targets.new_thread(member, slug, utcnow())
    return composer(member, target)


@bp.post("/b/<slug>/new")
@member_required
def new_thread_send(member: Member, slug: str) -> Page:
    """Open a thread."""
    now = utcnow()
    target, form, board = targets.new_thread(member, slug, now)
    return _send(
        member,
        target,
        form,
        lambda cleared: actions.open_thread(member.id, board.id, cleared, now),
    )


@bp.get("/t/<int:thread_id>/reply")
@member_required
def reply(member: Member, thread_id: int) -> Page:
    """Show the composer for a reply, with a quotation if asked for."""
    quote = request.args.get("quote", type=int)
    target, _ = targets.reply(member, thread_id, utcnow(), quote)
    return composer(member, target)


@bp.post("/t/<int:thread_id>/reply")
@member_required
def reply_send(member: Member, thread_id: int) -> Page:
    """Reply to a thread."""
    now = utcnow()
    target, form = targets.reply(member, thread_id, now)
    return _send(
        member,
        target,
        form,
        lambda cleared: actions.reply(member.id, thread_id, cleared, now),
    )


@bp.get("/p/<int:post_id>/edit")
@member_required
def edit(member: Member, post_id: int) -> Page:
    """Show a post to its author for correction."""
    target, _, _ = targets.correction(member, post_id, utcnow())
    return composer(member, target)


@bp.post("/p/<int:post_id>/edit")
@member_required
def edit_send(member: Member, post_id: int) -> Page:
    """Correct a post; who saw an older wording gets both to compare."""
    now = utcnow()
    target, form, _ = targets.correction(member, post_id, now)
    seen = form.revision.data or 0
    try:
        return _send(
            member,
            target,
            form,
            lambda cleared: actions.edit(member.id, post_id, seen, cleared, now),
        )
    except Stale:
        found = queries.original(post_id, member)
        page = render_template(
            "boards/conflict.html", target=target, form=form, theirs=found
        )
        return page, HTTPStatus.CONFLICT


def composer(member: Member, target: Target, weighed: Weighed | None = None) -> str:
    """Return the page for writing, with what was found in the draft so far."""
    return render_template(
        "boards/compose.html",
        target=target,
        form=target.form,
        weighed=weighed,
        member=member,
    )


def weighed_draft(member: Member, form: WriteForm) -> Weighed:
    """Look for places in what was sent that disclose something."""
    known = registry().registered(member.id)
    return weigh(member.id, form.draft(), form.answers(), known)


def _send(
    member: Member,
    target: Target,
    form: WriteForm,
    publish: Callable[[Cleared], Posted | Held],
) -> Page:
    """Publish what was sent, or show the one page that stands before that."""
    if not form.validate():
        return composer(member, target), HTTPStatus.UNPROCESSABLE_ENTITY
    weighed = weighed_draft(member, form)
    outcome = weighed.outcome
    form.seal.data = weighed.seal
    first = not has_acknowledged_posting(member.id, utcnow())
    if isinstance(outcome, Back):
        return composer(member, target, weighed)
    if (
        isinstance(outcome, Warned)
        or "preview" in request.form
        or (first and not form.acknowledged.data)
    ):
        return _confirmation(member, target, weighed, first=first)
    with transaction():
        if first:
            note_posting(member.id, utcnow())
        done = publish(outcome)
    return _after(done)


def _confirmation(
    member: Member, target: Target, weighed: Weighed, *, first: bool
) -> Page:
    form = target.form
    posting = in_force(POSTING, utcnow().date())
    asked_before = form.step.data == "confirm" and "preview" not in request.form
    page = render_template(
        "boards/confirm.html",
        target=target,
        form=form,
        weighed=weighed,
        member=member,
        first=first,
        asked_before=asked_before,
        posting=posting,
        posting_html=plain(unwrapped(posting.source)),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _after(done: Posted | Held) -> Response:
    """Lead to the post, with a word on what became of it."""
    match done:
        case Posted(again=True):
            flash("You posted this already.", "info")
        case Posted():
            flash("Your post is public. You can edit or withdraw it.", "ok")
        case Held(because=because):
            flash(f"{WAITS} {because}".strip(), "wait")
        case _:
            assert_never(done)
    return redirect(_url_of(done.post), HTTPStatus.SEE_OTHER)


def _url_of(post: Post) -> str:
    return url_for("boards.post", post_id=post.id)
