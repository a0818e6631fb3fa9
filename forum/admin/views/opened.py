"""What a member sees of administrators who opened their address."""

from flask import render_template

from forum.admin import queries, rules
from forum.admin.views.blueprint import bp
from forum.members.models import Member
from forum.members.viewers import member_required


@bp.get("/my/opened")
@member_required
def opened(viewer: Member) -> str:
    """Show who opened the address of this member, on which day and why."""
    rows = queries.opened_of(viewer.id)
    return render_template(
        "admin/opened.html",
        rows=rows,
        handles=queries.handles_of([one.by_id for one in rows]),
        reasons=rules.FOR_ADDRESS,
    )
