"""Counter-notices: whoever complained is told, and a timer begins."""

from datetime import datetime

from forum.core.answers import Refused
from forum.core.db import db
from forum.core.jobs import enqueue
from forum.members.models import Member
from moderation import actions as cases
from moderation import rules as case_rules
from moderation.models import ReviewableKind
from moderation.notices import queries
from moderation.notices.actions.filing import attach, keep
from moderation.notices.filed import Filed
from moderation.notices.models import Notice, NoticeCase

RESTORE = "restore after counter-notice"


def counter(member: Member, post_id: int, filed: Filed, now: datetime) -> Notice:
    """Take in a counter-notice: the post comes back unless somebody goes to court."""
    post = cases.held_post(post_id)
    queries.removed_for_copyright(post_id, member)
    if queries.has_open_counter_notice(post_id):
        raise Refused("We have your counter-notice already.")
    item = cases.open_case(ReviewableKind.COUNTER_NOTICE, post, now)
    notice = keep(filed, now, member.id)
    attach(notice, item, now)
    complaint = queries.complaint_behind(notice.id)
    if complaint is not None:
        # Open again, so that we still know where to reach whoever complained.
        complaint.closed_at = None
        db.session.add(NoticeCase(notice_id=complaint.id, reviewable_id=item.id))
        enqueue("mail", {"letter": "counter_notice", "notice": notice.id}, now)
    due = case_rules.due_at(item.kind, now)
    enqueue(RESTORE, {"case": item.id}, due or now)
    db.session.flush()
    return notice
