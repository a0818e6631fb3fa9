"""Completes the name of a member who is mentioned, for a script."""

from flask import jsonify, request
from werkzeug.wrappers import Response

from forum.boards import queries
from forum.boards.queries import Reach
from forum.boards.views import targets
from forum.boards.views.blueprint import bp, writer
from forum.core.clock import utcnow
from forum.core.limits import limiter
from forum.members.models import HANDLE_MAX, Member
from forum.members.viewers import member_required

OFTEN = "60 per minute; 1000 per day"


@bp.get("/mentions")
@limiter.limit(OFTEN, key_func=writer)
@member_required
def mentions(member: Member) -> Response:
    """Return user names that begin as typed, of members who can read the place.

    Only somebody who may write there is told any.
    """
    asked = request.args
    kind, key = asked.get("kind", ""), asked.get("key", "")
    typed = asked.get("q", "")[:HANDLE_MAX]
    place = targets.named(member, kind, key, utcnow()).place
    reach = Reach(
        board_slug=key if kind == "thread" else "",
        thread_id=place.thread_id if place else None,
        post_id=place.post_id if place else None,
    )
    return jsonify(queries.mentionable(typed, reach))
