"""How a post was edited, for its author and for staff."""

from flask import render_template

from forum.boards import queries
from forum.boards.views.blueprint import bp
from forum.members.models import Member
from forum.members.viewers import member_required


@bp.get("/p/<int:post_id>/wordings")
@member_required
def wordings(member: Member, post_id: int) -> str:
    """Show the wordings of a post and what each took away and added."""
    history = queries.history(post_id, member)
    return render_template(
        "boards/wordings.html", history=history, is_own=history.author_id == member.id
    )
