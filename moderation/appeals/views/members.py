"""What a member does about a decision: appeal, read answers, add words."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from flask import redirect, render_template, url_for

from forum.core.answers import require
from forum.core.clock import utcnow
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.members.views import author
from forum.warnings.views import Done, Page, Passage, Sending, sent
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
    form, url = AppealForm(), url_for(".appeal", statement_id=statement_id)
    if queries.own_appeal(statement_id, member) is not None:
        return redirect(url, HTTPStatus.SEE_OTHER)
    words = Passage((form.words.data or "").strip(), "Your appeal", MODERATORS)
    action = url_for(".appeal_send", statement_id=statement_id)
    sending = Sending(action, "Appeal", "Your appeal", "sent", {"words": words})

    def deed(said: Mapping[str, str]) -> Done:
        actions.appeal(member, statement_id, said["words"], utcnow())
        return Done(SENT, url)

    again = partial(_form, member, statement_id, form)
    return sent(form, sending, author(member), again, deed)


@bp.post("/my/decisions/<int:statement_id>/appeal/words")
@member_required
def words_send(member: Member, statement_id: int) -> Page:
    """Add words to one's appeal."""
    form, made = AppealWordsForm(), queries.key_of_case(statement_id, member)
    words = Passage((form.words.data or "").strip(), "Your message", MODERATORS)
    action = url_for(".words_send", statement_id=statement_id)
    sending = Sending(action, "Send it", "Your message", "sent", {"words": words})

    def deed(said: Mapping[str, str]) -> Done:
        actions.add_words(member, made, said["words"], utcnow(), is_staff=False)
        return Done(ADDED, url_for(".appeal", statement_id=statement_id))

    again = partial(_own, member, statement_id, form)
    return sent(form, sending, author(member), again, deed)


def _form(member: Member, statement_id: int, form: AppealForm) -> str:
    told = moderation.statement(statement_id, member)
    return render_template("appeals/appeal.html", statement=told, form=form)


def _own(member: Member, statement_id: int, form: AppealWordsForm) -> str:
    own = queries.own_appeal(statement_id, member)
    return render_template("appeals/own.html", appeal=own, form=form)
