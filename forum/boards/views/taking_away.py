"""Taking back: a whole post, or words and pictures of it, whatever its age."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.boards import actions, queries, rules
from forum.boards.actions import TAKEN_BACK, Passages
from forum.boards.forms import TakeBackForm
from forum.boards.models import PostState, Redaction
from forum.boards.queries import OwnPost
from forum.boards.views.blueprint import bp, writer
from forum.core.answers import NotFound, require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.jobs import run_due
from forum.core.limits import limiter
from forum.core.traces import places
from forum.core.wording import Wording
from forum.images.actions import REMOVAL
from forum.members.models import Member
from forum.members.registry import registry
from forum.members.viewers import member_required

OFTEN = "60 per hour"
SEEN = "forum"
"""The package of what members can read: what moderators keep is not told of."""
Page = str | tuple[str, HTTPStatus] | Response


@bp.get("/p/<int:post_id>/withdraw")
@member_required
def withdraw(member: Member, post_id: int) -> str:
    """Say what withdrawing a post does, before it is done."""
    found = queries.original(post_id, member)
    if found.post.author_id != member.id:
        raise NotFound
    require(rules.may_withdraw(member, found.post, found.thread))
    return render_template("boards/withdraw.html", found=found)


@bp.post("/p/<int:post_id>/withdraw")
@member_required
def withdraw_send(member: Member, post_id: int) -> Response:
    """Withdraw a post; its words are destroyed."""
    found = queries.original(post_id, member)
    with transaction():
        post = actions.withdraw(member.id, post_id, utcnow())
    flash("Your post is withdrawn. Its words and photos are deleted.", "ok")
    if post.number == 1 or found.thread.state is not PostState.PUBLISHED:
        url = url_for("boards.board", slug=found.board.slug)
    elif post.number is None:
        url = url_for("boards.thread", thread_id=post.thread_id)
    else:
        url = url_for("boards.post", post_id=post_id)
    return redirect(url, HTTPStatus.SEE_OTHER)


@bp.get("/p/<int:post_id>/take-back")
@limiter.limit(OFTEN, key_func=writer)
@member_required
def take_back(member: Member, post_id: int) -> Page:
    """Ask an author what of a post is to be destroyed."""
    return _asked(member, _own(member, post_id), TakeBackForm())


@bp.post("/p/<int:post_id>/take-back")
@limiter.limit(OFTEN, key_func=writer)
@member_required
def take_back_send(member: Member, post_id: int) -> Page:
    """Show what would be left, then destroy the rest everywhere."""
    own = _own(member, post_id)
    form = TakeBackForm()
    is_sound = form.validate()
    if not is_sound or _are_elsewhere(form, own):
        if form.is_done.data and (done := queries.newest_receipt(post_id, member)):
            return _to_receipt(done)  # the button was pressed twice
        return _asked(member, own, form), HTTPStatus.UNPROCESSABLE_ENTITY
    wording = Wording(form.passages, TAKEN_BACK)
    if not form.is_done.data:
        return _asked(member, own, form, wording)
    gone = Passages(wording, tuple(form.pictures.data or ()))
    with transaction():
        redaction = actions.take_back(member.id, post_id, gone, utcnow()).redaction
    hits = proven(wording, SEEN)
    with transaction():
        actions.note_proof(redaction.id, hits)
    return _to_receipt(redaction)


@bp.get("/p/<int:post_id>/take-back/<int:receipt_id>")
@member_required
def receipt(member: Member, post_id: int, receipt_id: int) -> str:
    """Show how much was destroyed, and that a search found nothing of it."""
    found = queries.receipt(receipt_id, post_id, member)
    return render_template("boards/receipt.html", receipt=found)


def proven(wording: Wording, package: str = "") -> int:
    """Remove the files of destroyed pictures, then count where words still stand."""
    run_due(utcnow(), only=REMOVAL)
    return places(wording, package) if wording.passages else 0


def _to_receipt(redaction: Redaction) -> Response:
    url = url_for(".receipt", post_id=redaction.post_id, receipt_id=redaction.id)
    return redirect(url, HTTPStatus.SEE_OTHER)


def _own(member: Member, post_id: int) -> OwnPost:
    found = queries.original(post_id, member)
    if found.post.author_id != member.id:
        raise NotFound
    require(rules.may_take_back(member, found.post))
    return queries.own_post(found)


def _are_elsewhere(form: TakeBackForm, own: OwnPost) -> bool:
    """Say at the field which words do not stand in the post."""
    for passage in own.not_there(form.passages):
        form.words.errors = [f"“{passage}” does not stand in your post"]
        return True
    return False


def _asked(
    member: Member, own: OwnPost, form: TakeBackForm, wording: Wording | None = None
) -> str:
    """Show the form; with words chosen, also what would be left of the post."""
    return render_template(
        "boards/take_back.html",
        own=own,
        form=form,
        found=own.found(registry().registered(member.id)),
        wording=wording,
        quotes=queries.quotes_with(own.original.post.id, wording) if wording else 0,
    )
