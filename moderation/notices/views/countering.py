"""Counter-notices: the author of a post that was removed for a copyright answers."""

from http import HTTPStatus

from flask import render_template

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import member_required
from moderation.notices import actions, queries
from moderation.notices.forms import CounterNoticeForm
from moderation.notices.views.blueprint import Page, bp, receipt


@bp.get("/p/<int:post_id>/counter-notice")
@member_required
def counter_notice(member: Member, post_id: int) -> Page:
    """Ask an author for what a counter-notice has to hold."""
    queries.removed_for_copyright(post_id, member)
    return _page(post_id, CounterNoticeForm())


@bp.post("/p/<int:post_id>/counter-notice")
@member_required
def counter_notice_send(member: Member, post_id: int) -> Page:
    """Take in a counter-notice; a timer begins."""
    queries.removed_for_copyright(post_id, member)
    form = CounterNoticeForm()
    if not form.validate():
        return _page(post_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        notice = actions.counter(member, post_id, form.filed(), utcnow())
    return receipt(notice)


def _page(post_id: int, form: CounterNoticeForm) -> str:
    return render_template("notices/counter_notice.html", post_id=post_id, form=form)
