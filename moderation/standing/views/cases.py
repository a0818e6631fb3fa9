"""Cases about members: reading one, deciding about it."""

from dataclasses import replace
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation.actions import AlreadyDecided
from moderation.forms import TokenForm
from moderation.standing import actions, queries
from moderation.standing.forms import LABELS, MemberForm
from moderation.standing.views.blueprint import MEMBER, bp
from moderation.views.blueprint import MODERATORS, REPORTER

BEFORE = "A colleague decided this before you. Nothing of yours was done."


@bp.get("/moderation/members/items/<int:item_id>")
@staff_required
def case(member: Member, item_id: int) -> Page:
    """Show a case about a member."""
    return _case(member, item_id, MemberForm())


@bp.post("/moderation/members/items/<int:item_id>/decide")
@staff_required
def case_decide(member: Member, item_id: int) -> Page:
    """Decide about a member; who comes second sees what the first decided."""
    form, now = MemberForm(), utcnow()
    if not form.validate():
        return _case(member, item_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    judged = form.judged()
    reasons = judged.reasons if judged.measure.needs_rule else ""
    passages = {
        "reason": Passage(reasons, "Your reasons", MEMBER),
        "note": Passage(judged.note, "Your note", MODERATORS),
        "bad_faith_reason": Passage(
            judged.bad_faith_reason, "Why in bad faith", REPORTER
        ),
    }
    action = url_for(".case_decide", item_id=item_id)
    sending = Sending(action, "Decide", "The decision", "made", passages)
    settled = checked(
        form, sending, author(member), lambda: _case(member, item_id, form)
    )
    if not isinstance(settled, Settled):
        return settled
    said, days = settled.texts, form.days.data or 0
    judged = replace(
        judged,
        reasons=said["reason"],
        note=said["note"],
        bad_faith_reason=said["bad_faith_reason"],
    )
    with transaction():
        outcome = actions.decide_member(member, item_id, judged, days, now)
        if not isinstance(outcome, AlreadyDecided):
            count(settled.tally, now)
    if isinstance(outcome, AlreadyDecided):
        flash(BEFORE, "bad")
        return _case(member, item_id, form), HTTPStatus.CONFLICT
    flash("Decided, and the log has it.", "ok")
    return redirect(url_for("moderation.queue"), HTTPStatus.SEE_OTHER)


@bp.post("/moderation/members/items/<int:item_id>/review")
@staff_required
def case_review(member: Member, item_id: int) -> Page:
    """Look again at a member who was decided about before."""
    with transaction():
        item = actions.review_member(member, item_id, utcnow())
    return redirect(url_for(".case", item_id=item.id), HTTPStatus.SEE_OTHER)


def _case(member: Member, item_id: int, form: MemberForm) -> str:
    found = queries.member_case(item_id, member, utcnow())
    form.fill(found.rules, found.suggested_rule)
    form.begin(found.version)
    form.offer(found.reports)
    return render_template(
        "standing/case.html",
        case=found,
        form=form,
        button=TokenForm(),
        labels=LABELS,
    )
