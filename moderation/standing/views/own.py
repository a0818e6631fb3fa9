"""What a suspended member gets: one page, and the way to what is theirs anyway."""

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.boards.rendering import rendered
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.http import UNSAFE
from forum.members.models import Member
from forum.members.rules import is_suspended, may_write, until
from forum.members.viewers import current_viewer, member_required
from moderation.standing import queries
from moderation.standing.views.blueprint import bp

OPEN_PARTS = frozenset(
    {
        "account",
        "api",
        "appeals",
        "figures",
        "images",
        "layers",
        "mail",
        "notices",
        "oidc",
        "oidc_push",
        "privacy",
        "returning",
        "rights",
        "site",
        "tickets",
    }
)
"""Parts that stay open as a whole: signing in and out, rights, documents, contact.

Programs are answered as guests, whoever's cookie comes along.
"""
OPEN_PAGES = frozenset(
    {
        "boards.draft_delete",
        "boards.drafts",
        "boards.receipt",
        "boards.take_back",
        "boards.take_back_send",
        "boards.withdraw",
        "boards.withdraw_send",
        "members.end_sessions",
        "members.profile",
        "members.profile_send",
        "members.sessions",
        "members.sign_out",
        "members.stay",
        "moderation.decision",
        "moderation.decision_read",
        "moderation.decisions",
        "moderation.rules_page",
        "notifications.stop",
        "notifications.stop_send",
        "notifications.wish",
        "notifications.wish_send",
        "standing.suspended",
        "systems.mine",
        "systems.remove",
        "systems.remove_send",
    }
)
"""Pages by which somebody takes back what is theirs, reads reasons, and leaves."""
OF_STAFF = ("/moderation", "/admin")


def lead_suspended() -> Response | None:
    """Lead a suspended member to the one page about it, from all that is not theirs."""
    viewer, now = current_viewer(), utcnow()
    if not isinstance(viewer, Member) or not is_suspended(viewer, now):
        return None
    if _is_open(request.endpoint or "", request.blueprint or ""):
        return None
    if request.method in UNSAFE:
        raise Refused(may_write(viewer, now).because)
    return redirect(url_for("standing.suspended"), HTTPStatus.SEE_OTHER)


@bp.get("/my/suspended")
@member_required
def suspended(viewer: Member) -> str | Response:
    """Tell a suspended member why, until when, and what they can do."""
    if not is_suspended(viewer, utcnow()):
        return redirect(url_for("members.my"), HTTPStatus.SEE_OTHER)
    told = queries.suspension(viewer)
    return render_template(
        "standing/suspended.html",
        until=until(viewer.suspended_until),
        statement=told,
        html=rendered(told.body).html if told else "",
        posts=queries.posts_to_take_back(viewer),
    )


def _is_open(endpoint: str, part: str) -> bool:
    """Say whether a page is one of those that nobody is kept from."""
    if request.path.startswith(OF_STAFF):
        return False
    return not part or endpoint in OPEN_PAGES or part in OPEN_PARTS
