"""What the team sees of its own work: how fast it decides, and the audit log."""

from datetime import date, timedelta

from flask import render_template, request

from forum.boards.views.blueprint import asked_page
from forum.core.answers import require
from forum.core.clock import utcnow
from forum.members.models import Member
from forum.members.permissions import Permission, let
from forum.members.viewers import staff_required
from moderation import rules as case_rules
from moderation.figures import queries
from moderation.figures.rules import TARGETS, in_words
from moderation.figures.views.blueprint import bp

WINDOWS = (7, 30, 90)
USUAL = 30


@bp.get("/moderation/figures")
@staff_required
def team(member: Member) -> str:
    """Show how fast and how fairly the team decides."""
    asked, now = request.args.get("days", type=int), utcnow()
    days = asked if asked in WINDOWS else USUAL
    boards = None if member.oversees_all else (member.moderates or [])
    return render_template(
        "figures/team.html",
        team=queries.team(boards, now - timedelta(days=days), now),
        days=days,
        windows=WINDOWS,
        targets=TARGETS,
        in_words=in_words,
        oversees_all=member.oversees_all,
    )


@bp.get("/moderation/log")
@staff_required
def audit_log(member: Member) -> str:
    """Show the audit log; it can be read, and nothing else."""
    require(case_rules.may_tend(member, None))
    require(let(member, Permission.VIEW_AUDIT, None))
    action, day = request.args.get("action", "")[:40], _day(request.args.get("day", ""))
    return render_template(
        "figures/log.html",
        log=queries.logged(action, day, asked_page()),
        action=action,
        day=day,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
