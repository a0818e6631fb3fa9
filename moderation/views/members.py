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
from moderation.forms import FlagForm
from moderation.queries.statements import Flaggable
from moderation.views.blueprint import MODERATORS, bp

THANKS = "Thank you. A moderator will look at the post."
AGAIN = "You reported this post already. A moderator will look at it."


@member_required
def flag_as_member(member: Member, post_id: int) -> Page:
    """Ask why a member reports a post."""
    return _flag(queries.flaggable(post_id, member), FlagForm())


@member_required
def flag_as_member_send(member: Member, post_id: int) -> Page:
    """Bring what a member reports before the moderators."""
    post, now = queries.flaggable(post_id, member), utcnow()
    form = FlagForm()
    if not form.validate():
        return _flag(post, form), HTTPStatus.UNPROCESSABLE_ENTITY
    sending = _to_moderators(post_id, form)
    settled = checked(form, sending, author(member), lambda: _flag(post, form))
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        done = actions.flag(member, post_id, form.chosen, settled.texts["note"], now)
        if done.is_new:
            count(settled.tally, now)
    flash(THANKS if done.is_new else AGAIN, "ok")
    return redirect(url_for("boards.post", post_id=post_id), HTTPStatus.SEE_OTHER)


def _flag(post: Flaggable, form: FlagForm) -> str:
    return render_template("moderation/flag.html", post=post, form=form)


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
    told = queries.statement(statement_id, member)
    return render_template("moderation/decision.html", statement=told)


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
