"""My reports: what a member brought before the moderators, and what came of it."""

from flask import render_template

from forum.members.models import Member
from forum.members.viewers import member_required
from moderation import queries
from moderation.views.blueprint import bp


@bp.get("/my/flags")
@member_required
def flags(member: Member) -> str:
    """List what a member reported; nobody else sees that they did."""
    return render_template("moderation/flags.html", flags=queries.flags_of(member))
