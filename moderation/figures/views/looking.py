"""Second looks: a colleague says what they would have decided, not knowing what was."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from flask import render_template, url_for

from forum.core.clock import utcnow
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.warnings.views import Done, Page, Passage, Sending, sent
from moderation.figures import actions, queries
from moderation.figures.actions import AlreadyLooked
from moderation.figures.forms import WOULD, SecondLookForm
from moderation.figures.views.blueprint import bp
from moderation.views.blueprint import MODERATORS

LATE = "A colleague looked at it before you. What you said is not kept."


@bp.get("/moderation/second-looks")
@staff_required
def looks(member: Member) -> str:
    """List decisions that a moderator who took no part looks at once more."""
    return _looks(member)


@bp.get("/moderation/second-looks/<int:look_id>")
@staff_required
def look(member: Member, look_id: int) -> Page:
    """Show a case as it was when it was decided, and afterwards what was decided."""
    return _look(member, look_id, SecondLookForm())


@bp.post("/moderation/second-looks/<int:look_id>")
@staff_required
def look_send(member: Member, look_id: int) -> Page:
    """Keep what a moderator would have decided; nothing changes for the member."""
    form, now = SecondLookForm(), utcnow()
    if queries.was_looked_at_by_another(look_id, member):
        return _looks(member, LATE), HTTPStatus.CONFLICT
    found = queries.look(look_id, member)
    form.fill(found.outcomes, queries.codes_of(found.rules))
    note = Passage((form.note.data or "").strip(), "Your note", MODERATORS)
    action = url_for(".look_send", look_id=look_id)
    sending = Sending(action, "Keep it", "The second look", "kept", {"note": note})

    def deed(said: Mapping[str, str]) -> Done | Page:
        seen = form.seen(said["note"])
        done = actions.look_again(member, look_id, seen, now)
        if isinstance(done, AlreadyLooked):
            return _looks(member, LATE), HTTPStatus.CONFLICT
        return Done(
            "Kept. Below is what was decided.", url_for(".look", look_id=look_id)
        )

    again = partial(_look, member, look_id, form)
    return sent(form, sending, author(member), again, deed)


def _looks(member: Member, late: str = "") -> str:
    found = queries.waiting_looks(member)
    return render_template("figures/looks.html", looks=found, late=late)


def _look(member: Member, look_id: int, form: SecondLookForm) -> str:
    found = queries.look(look_id, member)
    form.fill(found.outcomes, queries.codes_of(found.rules))
    return render_template("figures/look.html", look=found, form=form, would=WOULD)
