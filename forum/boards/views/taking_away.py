"""Taking one's own post away."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.boards import actions, queries, rules
from forum.boards.models import PostState
from forum.boards.views.blueprint import bp
from forum.core.answers import NotFound, require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import member_required


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
    flash("Your post is withdrawn. Its words are deleted.", "ok")
    if post.number == 1 or found.thread.state is not PostState.PUBLISHED:
        url = url_for("boards.board", slug=found.board.slug)
    elif post.number is None:
        url = url_for("boards.thread", thread_id=post.thread_id)
    else:
        url = url_for("boards.post", post_id=post_id)
    return redirect(url, HTTPStatus.SEE_OTHER)
