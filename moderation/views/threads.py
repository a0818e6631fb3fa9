"""What moderators do to a thread at once: lock it, pin it, and undo it."""

from collections.abc import Mapping
from functools import partial

from flask import render_template, url_for

from forum.boards.models import Thread
from forum.core.answers import require
from forum.core.clock import utcnow
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.warnings.views import Done, Page, Passage, Sending, sent
from moderation import actions, queries, rules
from moderation.actions import ThreadDeed
from moderation.forms import ThreadForm
from moderation.views.blueprint import bp

DONE = {
    ThreadDeed.LOCK: "The thread is locked.",
    ThreadDeed.UNLOCK: "The thread is open again.",
    ThreadDeed.PIN: "The thread stays on top of its board.",
    ThreadDeed.UNPIN: "The thread is no longer on top of its board.",
}


@bp.get("/moderation/threads/<int:thread_id>")
@staff_required
def thread(member: Member, thread_id: int) -> Page:
    """Show what can be done to a thread."""
    found = queries.thread_for_staff(thread_id)
    require(rules.may_tend(member, found.board_id))
    return _thread(found, ThreadForm())


@bp.post("/moderation/threads/<int:thread_id>")
@staff_required
def thread_send(member: Member, thread_id: int) -> Page:
    """Lock or pin a thread, or undo it."""
    form, now = ThreadForm(), utcnow()
    found = queries.thread_for_staff(thread_id)
    require(rules.may_tend(member, found.board_id))

    def deed(said: Mapping[str, str]) -> Done:
        wanted, until = ThreadDeed(form.deed.data), form.pinned_until(now)
        actions.act_on_thread(member, thread_id, wanted, said["reason"], now, until)
        return Done(DONE[wanted], url_for("boards.thread", thread_id=thread_id))

    sending, again = _to_readers(thread_id, form), partial(_thread, found, form)
    return sent(form, sending, author(member), again, deed)


def _thread(found: Thread, form: ThreadForm) -> str:
    return render_template("moderation/thread.html", thread=found, form=form)


def _to_readers(thread_id: int, form: ThreadForm) -> Sending:
    reason = Passage(form.reason.data or "", "The reason")
    action = url_for(".thread_send", thread_id=thread_id)
    return Sending(action, "Lock it", "The thread", "locked", {"reason": reason})
