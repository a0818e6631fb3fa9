"""The page of figures about the boards, for administrators."""

from flask import current_app, render_template, request

from forum.admin import queries, rules
from forum.admin.news import counting
from forum.admin.views.blueprint import bp
from forum.boards.news import usual_wait
from forum.core.clock import utcnow
from forum.members.models import Member
from forum.members.viewers import administrator_required
from forum.settings import Settings

DAYS = 14


@bp.get("/admin/statistics")
@administrator_required
def statistics(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Show what was written, reported and decided in two weeks, by day and board."""
    settings: Settings = current_app.extensions["settings"]
    during = queries.spans(
        utcnow().astimezone(settings.zone).date(), DAYS, settings.zone
    )
    totals = queries.board_totals(during)
    slug = request.args.get("board", "")
    chosen = next((board for board, *_ in totals if board.slug == slug), None)
    board_id = chosen.id if chosen else None
    more = [one for count in counting for one in count(during, board_id)]
    return render_template(
        "admin/statistics.html",
        totals=totals,
        chosen=chosen,
        during=during,
        days=queries.days(during, board_id),
        more=more,
        few=rules.few,
        waits=" ".join(ask() for ask in usual_wait),
        count=DAYS,
    )
