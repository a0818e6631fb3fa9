"""What a member lets a program read for them."""

from flask import abort, g, request
from werkzeug.wrappers import Response

from forum.api import actions, cursors, queries, shapes, shaping
from forum.api.operations import CURSOR, operation
from forum.api.queries import Holder
from forum.api.views.blueprint import bp, once, sent
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.notifications.queries import told_to

TOKEN_LENGTH_MAX = 100


@bp.get("/me/notifications")
@once
@operation("/me/notifications", shapes.Notifications, CURSOR, needs_token=True)
def my_notifications() -> Response:
    """List what the member who made the token is told, newest first."""
    found = _holder()
    number = cursors.number(request.args.get("after", ""))
    return sent(shaping.notifications(told_to(found.member, number)))


def _holder() -> Holder:
    """Return whose token came along; its use is noted, by the day."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or len(token) > TOKEN_LENGTH_MAX:
        abort(401, "Send a token: Authorization: Bearer TOKEN.")
    now = utcnow()
    found = queries.holder(actions.key_of(token.strip()), now)
    if found is None:
        abort(401, "This token does not hold, or does not hold any more.")
    # No second step comes with a token, so it never reads as staff.
    found.member.lacks_proof = found.member.has_staff_role
    g.has_session = True  # nobody but who asked may keep the answer
    if found.token.used_on != now.date():
        with transaction():
            actions.note_used(found.token.id, now)
    return found
