"""What members do and see: reporting a post, reading the reasons for a decision."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation import actions, queries
from moderation.actions import Flagged
from moderation.forms import FlagForm
from moderation.news import objecting
from moderation.queries.statements import Flaggable
from moderation.views.blueprint import MODERATORS, bp

THANKS = "Thank you. A moderator will look at the post."
AGAIN = "You reported this post already. A moderator will look at it."
HIDDEN = "It is hidden until then."
REVIEWED = (
    "We looked at this post for that reason already: it is within the rules, and it "
    "was not changed since."
)
RESTS = (
    "Several of your last reports were about posts within the rules. Until {until} "
    "your reports are read like any other, but do not hide a post at once."
)


@member_required
def flag_as_member(member: Member, post_id: int) -> Page:
    """Ask why a member reports a post."""
    return _flag(member, queries.flaggable(post_id, member), FlagForm())


@member_required
def flag_as_member_send(member: Member, post_id: int) -> Page:
    """Bring what a member reports before the moderators."""
    post, now = queries.flaggable(post_id, member), utcnow()
    form = FlagForm()
    if not form.validate():
        return _flag(member, post, form), HTTPStatus.UNPROCESSABLE_ENTITY
    sending = _to_moderators(post_id, form)
    settled = checked(form, sending, author(member), lambda: _flag(member, post, form))
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        done = actions.flag(
            member,
            post_id,
            form.chosen,
            settled.texts["note"],
            now,
            hides_now=form.hide_now.data,
        )
        if done.is_new:
            count(settled.tally, now)
    flash(_thanks(done), "ok")
    url = url_for("boards.post", post_id=post_id)
    if done.is_hidden and not member.is_staff:
        url = url_for(".flags")
    return redirect(url, HTTPStatus.SEE_OTHER)


def _thanks(done: Flagged) -> str:
    if done.was_reviewed:
        return REVIEWED
    if not done.is_new:
        return AGAIN
    if done.is_hidden:
        return f"{THANKS} {HIDDEN}"
    if done.rests_until is None:
        return THANKS
    until = f"{done.rests_until:%B} {done.rests_until.day}"
    return f"{THANKS} {RESTS.format(until=until)}"


def _flag(member: Member, post: Flaggable, form: FlagForm) -> str:
    right = queries.right_to_report(member, utcnow())
    return render_template("moderation/flag.html", post=post, form=form, right=right)


def _to_moderators(post_id: int, form: FlagForm) -> Sending:
    note = Passage((form.note.data or "").strip(), "Your note", MODERATORS)
    action = url_for(".flag_send", post_id=post_id)
    return Sending(action, "Report it", "Your report", "sent", {"note": note})


@bp.get("/my/decisions")
@member_required
def decisions(member: Member) -> str:
    """List the decisions about a member's posts."""
    told = queries.statements(member)
    return render_template("moderation/decisions.html", statements=told)


@bp.get("/my/decisions/<int:statement_id>")
@member_required
def decision(member: Member, statement_id: int) -> str:
    """Show a decision to the member it is about."""
    told, now = queries.statement(statement_id, member), utcnow()
    row = queries.own_statement(statement_id, member)
    answers = [ask(row, now) for ask in objecting]
    return render_template(
        "moderation/decision.html",
        statement=told,
        objection=next((one for one in answers if one is not None), None),
    )


@bp.post("/my/decisions/<int:statement_id>/read")
@member_required
def decision_read(member: Member, statement_id: int) -> Response:
    """Take the word of a member that they have read a decision."""
    queries.statement(statement_id, member)
    with transaction():
        actions.note_read(statement_id, utcnow())
    return redirect(url_for(".decisions"), HTTPStatus.SEE_OTHER)


@bp.get("/rules")
def rules_page() -> str:
    """Show the rules, and how they are kept."""
    return render_template("moderation/rules.html", rules=queries.rules_in_force())
