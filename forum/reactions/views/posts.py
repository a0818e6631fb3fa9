"""Buttons below a post: thanks, and which reply is the answer."""

from flask import flash
from werkzeug.wrappers import Response

from forum.boards import queries as boards
from forum.boards.views.blueprint import writer
from forum.core.answers import require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.finished.versions import concerns_thread
from forum.core.limits import limiter
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.reactions import actions, queries, rules
from forum.reactions.views.blueprint import OFTEN, back_to_post, bp


@bp.post("/p/<int:post_id>/thank")
@limiter.limit(OFTEN, key_func=writer)
@member_required
def thank(member: Member, post_id: int) -> Response:
    """Thank for a post."""
    now = utcnow()
    require(rules.may_thank(member, queries.post_for(post_id, member), now))
    with transaction():
        concerns_thread(actions.thank(member.id, post_id, now))
    return back_to_post(post_id)


@bp.post("/p/<int:post_id>/unthank")
@limiter.limit(OFTEN, key_func=writer)
@member_required
def unthank(member: Member, post_id: int) -> Response:
    """Take thanks back."""
    queries.post_for(post_id, member)
    with transaction():
        concerns_thread(actions.unthank(member.id, post_id))
    return back_to_post(post_id)


@bp.post("/p/<int:post_id>/answer")
@member_required
def mark_answer(member: Member, post_id: int) -> Response:
    """Mark a reply as the answer of its thread."""
    thread_id = _thread_to_mark(member, post_id)
    with transaction():
        actions.mark_answer(thread_id, post_id, member, utcnow())
    flash("Marked as the answer. You can mark another reply at any time.", "ok")
    return back_to_post(post_id)


@bp.post("/p/<int:post_id>/no-answer")
@member_required
def unmark_answer(member: Member, post_id: int) -> Response:
    """Say that a thread has no answer yet."""
    thread_id = _thread_to_mark(member, post_id)
    with transaction():
        actions.take_mark_back(thread_id, member, utcnow())
    flash("No reply is marked as the answer now.", "ok")
    return back_to_post(post_id)


def _thread_to_mark(member: Member, post_id: int) -> int:
    place = boards.post_place(post_id, member)
    head = boards.thread_head(place.thread_id, member, utcnow())
    require(head.may_mark)
    return head.id
