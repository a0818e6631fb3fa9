"""What moderators do about an appeal: read it, ask, decide."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from flask import flash, render_template, url_for

from forum.core.clock import utcnow
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.warnings.views import Done, Page, Passage, Sending, sent
from moderation.actions import AlreadyDecided
from moderation.appeals import actions, queries
from moderation.appeals.forms import CHOICES, AppealDecideForm, AppealWordsForm
from moderation.appeals.views.blueprint import bp
from moderation.forms import TokenForm
from moderation.views.blueprint import AUTHOR
from moderation.views.going import onward_url

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
    form = AppealWordsForm()
    words = Passage((form.words.data or "").strip(), "Your message", AUTHOR)
    action = url_for(".message", item_id=item_id)
    sending = Sending(action, "Send it", "Your message", "sent", {"words": words})

    def deed(said: Mapping[str, str]) -> Done:
        actions.add_words(member, item_id, said["words"], utcnow(), is_staff=True)
        return Done(ASKED, url_for(".item", item_id=item_id))

    again = partial(_item, member, item_id, AppealDecideForm(formdata=None), form)
    return sent(form, sending, author(member), again, deed)


@bp.post("/moderation/appeals/<int:item_id>/decide")
@staff_required
def decide(member: Member, item_id: int) -> Page:
    """Decide about an appeal; who comes second is told."""
    form, now = AppealDecideForm(), utcnow()
    _fill(form, queries.case(item_id, member, now))
    why = Passage((form.reason.data or "").strip(), "Your reasons", AUTHOR)
    action = url_for(".decide", item_id=item_id)
    sending = Sending(action, "Decide", "The decision", "made", {"reason": why})
    again = partial(_item, member, item_id, form, AppealWordsForm(formdata=None))

    def deed(said: Mapping[str, str]) -> Done | Page:
        done = actions.judge(member, item_id, form.judged(said["reason"]), now)
        if isinstance(done, AlreadyDecided):
            flash(BEFORE, "info")
            return again(), HTTPStatus.CONFLICT
        whys = " ".join(dict.fromkeys(why for _, why in done.restored.left))
        says = DECIDED + (SOME_LEFT.format(whys=whys) if whys else "")
        return Done(says, onward_url(member, item_id, now))

    return sent(form, sending, author(member), again, deed)


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
    form.fill(case.version, case.back, case.milder, about_the_right=case.about_right)
