"""What a member does about a decision: appeal, read answers, add words."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.answers import require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation import queries as moderation
from moderation.appeals import actions, queries, rules
from moderation.appeals.forms import AppealForm, AppealWordsForm
from moderation.appeals.views.blueprint import bp
from moderation.views.blueprint import MODERATORS

SENT = "Your appeal is with the moderators. You read the answer here and in an email."
ADDED = "Your message is with the moderators."


@bp.get("/my/decisions/<int:statement_id>/appeal")
@member_required
def appeal(member: Member, statement_id: int) -> Page:
    """Ask why a decision is wrong, or show what became of the appeal."""
    if queries.own_appeal(statement_id, member) is not None:
        return _own(member, statement_id, AppealWordsForm())
    statement = moderation.own_statement(statement_id, member)
    require(rules.may_appeal(queries.appealed(statement), utcnow()))
    return _form(member, statement_id, AppealForm())


@bp.post("/my/decisions/<int:statement_id>/appeal")
@member_required
def appeal_send(member: Member, statement_id: int) -> Page:
    """Bring a decision before the moderators again."""
    form, now = AppealForm(), utcnow()
    told = moderation.statement(statement_id, member)
    if queries.own_appeal(statement_id, member) is not None:
        return redirect(url_for(".appeal", statement_id=told.id), HTTPStatus.SEE_OTHER)
    if not form.validate():
        page = _form(member, statement_id, form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    words = Passage((form.words.data or "").strip(), "Your appeal", MODERATORS)
    action = url_for(".appeal_send", statement_id=statement_id)
    sending = Sending(action, "Appeal", "Your appeal", "sent", {"words": words})
    settled = checked(
        form, sending, author(member), lambda: _form(member, statement_id, form)
    )
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        actions.appeal(member, statement_id, settled.texts["words"], now)
        count(settled.tally, now)
    flash(SENT, "ok")
    return redirect(url_for(".appeal", statement_id=statement_id), HTTPStatus.SEE_OTHER)


@bp.post("/my/decisions/<int:statement_id>/appeal/words")
@member_required
def words_send(member: Member, statement_id: int) -> Page:
    """Add words to one's appeal."""
    form, now = AppealWordsForm(), utcnow()
    made = queries.key_of_case(statement_id, member)
    if not form.validate():
        return _own(member, statement_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    words = Passage((form.words.data or "").strip(), "Your message", MODERATORS)
    action = url_for(".words_send", statement_id=statement_id)
    sending = Sending(action, "Send it", "Your message", "sent", {"words": words})
    settled = checked(
        form, sending, author(member), lambda: _own(member, statement_id, form)
    )
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        actions.add_words(member, made, settled.texts["words"], now, is_staff=False)
        count(settled.tally, now)
    flash(ADDED, "ok")
    return redirect(url_for(".appeal", statement_id=statement_id), HTTPStatus.SEE_OTHER)


def _form(member: Member, statement_id: int, form: AppealForm) -> str:
    told = moderation.statement(statement_id, member)
    return render_template("appeals/appeal.html", statement=told, form=form)


def _own(member: Member, statement_id: int, form: AppealWordsForm) -> str:
    own = queries.own_appeal(statement_id, member)
    return render_template("appeals/own.html", appeal=own, form=form)
