"""What moderators do about an appeal: read it, ask, decide."""

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
from moderation.appeals import actions, queries
from moderation.appeals.forms import CHOICES, AppealDecideForm, AppealWordsForm
from moderation.appeals.views.blueprint import bp
from moderation.forms import TokenForm
from moderation.views.blueprint import AUTHOR
from moderation.views.going import onward

ASKED = "The member reads it with the appeal, and hears of it by email."
DECIDED = "Decided. The member is told, and the log has it."
SOME_LEFT = " Not all could be brought back: {whys}"
BEFORE = (
    "A colleague decided this before you, or somebody wrote meanwhile. Nothing of "
    "yours was done."
)


@bp.get("/moderation/appeals/<int:item_id>")
@staff_required
def item(member: Member, item_id: int) -> Page:
    """Show an appeal."""
    return _item(member, item_id, AppealDecideForm(), AppealWordsForm(formdata=None))


@bp.post("/moderation/appeals/<int:item_id>/message")
@staff_required
def message(member: Member, item_id: int) -> Page:
    """Write to the member about their appeal."""
    form, now = AppealWordsForm(), utcnow()

    def again() -> str:
        return _item(member, item_id, AppealDecideForm(formdata=None), form)

    if not form.validate():
        return again(), HTTPStatus.UNPROCESSABLE_ENTITY
    words = Passage((form.words.data or "").strip(), "Your message", AUTHOR)
    action = url_for(".message", item_id=item_id)
    sending = Sending(action, "Send it", "Your message", "sent", {"words": words})
    settled = checked(form, sending, author(member), again)
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        actions.add_words(member, item_id, settled.texts["words"], now, is_staff=True)
        count(settled.tally, now)
    flash(ASKED, "ok")
    return redirect(url_for(".item", item_id=item_id), HTTPStatus.SEE_OTHER)


@bp.post("/moderation/appeals/<int:item_id>/decide")
@staff_required
def decide(member: Member, item_id: int) -> Page:
    """Decide about an appeal; who comes second is told."""
    form, now = AppealDecideForm(), utcnow()
    _fill(form, queries.case(item_id, member, now))
    if not form.validate():
        return _again(member, item_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    why = Passage((form.reason.data or "").strip(), "Your reasons", AUTHOR)
    action = url_for(".decide", item_id=item_id)
    sending = Sending(action, "Decide", "The decision", "made", {"reason": why})
    settled = checked(
        form, sending, author(member), lambda: _again(member, item_id, form)
    )
    if not isinstance(settled, Settled):
        return settled
    judged = form.judged(settled.texts["reason"])
    with transaction():
        done = actions.judge(member, item_id, judged, now)
        if not isinstance(done, AlreadyDecided):
            count(settled.tally, now)
    if isinstance(done, AlreadyDecided):
        flash(BEFORE, "info")
        return _again(member, item_id, form), HTTPStatus.CONFLICT
    whys = " ".join(dict.fromkeys(why for _, why in done.restored.left))
    flash(DECIDED + (SOME_LEFT.format(whys=whys) if whys else ""), "ok")
    return onward(member, item_id, now)


def _again(member: Member, item_id: int, form: AppealDecideForm) -> str:
    return _item(member, item_id, form, AppealWordsForm(formdata=None))


def _item(
    member: Member, item_id: int, form: AppealDecideForm, words: AppealWordsForm
) -> str:
    case = queries.case(item_id, member, utcnow())
    _fill(form, case)
    return render_template(
        "appeals/item.html",
        case=case,
        form=form,
        words=words,
        button=TokenForm(),
        labels=CHOICES,
    )


def _fill(form: AppealDecideForm, case: queries.AppealCase) -> None:
    offered = [(one.id, str(one.kind)) for one in case.effects if one.can_go_back]
    form.fill(case.version, offered)
