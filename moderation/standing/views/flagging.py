"""Reporting what a member says about themselves."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.queries import profile
from forum.members.viewers import member_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation.forms import FlagForm
from moderation.queries import right_to_report
from moderation.standing import actions
from moderation.standing.views.blueprint import bp
from moderation.views.blueprint import MODERATORS

THANKS = "Thank you. A moderator will look at the profile."
AGAIN = "You reported this profile already. A moderator will look at it."


@bp.get("/m/<handle>/flag")
@member_required
def flag(member: Member, handle: str) -> Page:
    """Ask why somebody reports a profile."""
    return _flag(member, handle, FlagForm())


@bp.post("/m/<handle>/flag")
@member_required
def flag_send(member: Member, handle: str) -> Page:
    """Bring a profile before the moderators."""
    form, now, found = FlagForm(), utcnow(), profile(handle, member)
    if not form.validate():
        return _flag(member, handle, form), HTTPStatus.UNPROCESSABLE_ENTITY
    note = Passage((form.note.data or "").strip(), "Your note", MODERATORS)
    action = url_for(".flag_send", handle=found.handle)
    sending = Sending(action, "Report it", "Your report", "sent", {"note": note})
    settled = checked(
        form, sending, author(member), lambda: _flag(member, handle, form)
    )
    if not isinstance(settled, Settled):
        return settled
    said = settled.texts["note"]
    with transaction():
        done = actions.flag_member(member, found.id, form.chosen, said, now)
        if done.is_new:
            count(settled.tally, now)
    flash(THANKS if done.is_new else AGAIN, "ok")
    url = url_for("members.member", handle=found.handle)
    return redirect(url, HTTPStatus.SEE_OTHER)


def _flag(member: Member, handle: str, form: FlagForm) -> str:
    found = profile(handle, member)
    return render_template(
        "standing/flag.html",
        profile=found,
        is_own=found.id == member.id,
        form=form,
        right=right_to_report(member, utcnow()),
    )
