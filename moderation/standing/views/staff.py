"""A member as staff sees them: how they stand, notes, measures outside the queue."""

from dataclasses import replace
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.answers import require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.queries import handle_of
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.forms import CheckedForm
from forum.warnings.views import Page, Passage, Readers, Sending, checked
from moderation import rules as moderation
from moderation.queries.cases import rules_to_choose, words_to_start
from moderation.standing import actions, queries
from moderation.standing.forms import (
    LABELS,
    ActForm,
    EndForm,
    MemberNoteForm,
    ProbationForm,
)
from moderation.standing.models import NoteKind
from moderation.standing.rules import Ending
from moderation.standing.views.blueprint import MEMBER, bp
from moderation.views.blueprint import MODERATORS

SENT = {
    ActForm: "act_send",
    EndForm: "end_send",
    ProbationForm: "probation_send",
    MemberNoteForm: "note_send",
}
BAD = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("/moderation/members/<handle>")
@staff_required
def member(viewer: Member, handle: str) -> Page:
    """Show a member to a moderator."""
    return _page(viewer, handle)


@bp.post("/moderation/members/<handle>/act")
@staff_required
def act_send(viewer: Member, handle: str) -> Page:
    """Warn, limit or suspend a member."""
    form, now = ActForm(), utcnow()
    about = queries.member_called(handle)
    form.fill(rules_to_choose(), "")
    settled = _settled(viewer, about, form, "reason", MEMBER)
    if not isinstance(settled, Settled):
        return settled
    wanted = replace(form.wanted(), reasons=settled.texts["reason"])
    with transaction():
        actions.act(viewer, about.id, wanted, now)
        count(settled.tally, now)
    return _done(about, "Done. The member is told, and the log has it.")


@bp.post("/moderation/members/<handle>/end")
@staff_required
def end_send(viewer: Member, handle: str) -> Page:
    """End a warning, a limit or a suspension before its time."""
    form, now = EndForm(), utcnow()
    about = queries.member_called(handle)
    settled = _settled(viewer, about, form, "reason", MEMBER)
    if not isinstance(settled, Settled):
        return settled
    what, said = Ending(form.what.data), settled.texts["reason"]
    with transaction():
        actions.end(viewer, about.id, what, said, now)
        count(settled.tally, now)
    return _done(about, "Ended. The member is told, and the log has it.")


@bp.post("/moderation/members/<handle>/probation")
@staff_required
def probation_send(viewer: Member, handle: str) -> Page:
    """End the probation of a member, or begin it anew."""
    form, now = ProbationForm(), utcnow()
    about = queries.member_called(handle)
    settled = _settled(viewer, about, form, "reason", MEMBER)
    if not isinstance(settled, Settled):
        return settled
    begins, reason = form.begins.data == "y", settled.texts["reason"]
    with transaction():
        actions.change_probation(
            viewer, about.id, begins=begins, reason=reason, now=now
        )
        count(settled.tally, now)
    return _done(about, "Done. The member is told, and the log has it.")


@bp.post("/moderation/members/<handle>/notes")
@staff_required
def note_send(viewer: Member, handle: str) -> Page:
    """Keep a note on a member."""
    form, now = MemberNoteForm(), utcnow()
    about = queries.member_called(handle)
    settled = _settled(viewer, about, form, "body", MODERATORS)
    if not isinstance(settled, Settled):
        return settled
    kind, said = NoteKind(form.kind.data), settled.texts["body"]
    with transaction():
        actions.add_note(viewer, about.id, kind, said, form.expires_at, now)
        count(settled.tally, now)
    return _done(about, "The note is kept. Moderators see it.")


@bp.post("/moderation/members/notes/<int:note_id>/delete")
@staff_required
def note_delete(viewer: Member, note_id: int) -> Page:
    """Delete a note on a member."""
    with transaction():
        about = actions.delete_note(viewer, note_id, utcnow())
    flash("The note is deleted. The log has that it was.", "ok")
    url = url_for(".member", handle=handle_of(about))
    return redirect(url, HTTPStatus.SEE_OTHER)


def _settled(
    viewer: Member, about: Member, form: CheckedForm, name: str, readers: Readers
) -> Settled | Page:
    """Check a form and its one text; return the page to show instead, if any."""

    def page() -> str:
        return _page(viewer, about.handle, form)

    require(moderation.may_tend(viewer, None))
    if not form.validate():
        return page(), BAD
    said = (form[name].data or "").strip()
    label = "Your note" if name == "body" else "Your reasons"
    sending = Sending(
        url_for(f".{SENT[type(form)]}", handle=about.handle),
        "Do it",
        "It",
        "done",
        {name: Passage(said, label, readers)},
    )
    return checked(form, sending, author(viewer), page)


def _done(about: Member, says: str) -> Page:
    flash(says, "ok")
    return redirect(url_for(".member", handle=about.handle), HTTPStatus.SEE_OTHER)


def _page(viewer: Member, handle: str, sent: CheckedForm | None = None) -> str:
    """Show everything about a member, with the form that was sent as it was."""
    require(moderation.may_tend(viewer, None))
    now, about = utcnow(), queries.member_called(handle)
    forms = {form: _blank(form, sent) for form in SENT}
    act = forms[ActForm]
    assert isinstance(act, ActForm)  # noqa: S101 - for the types
    rules = rules_to_choose()
    act.fill(rules, "R2")
    return render_template(
        "standing/member.html",
        person=queries.person(about, viewer, now),
        act=act,
        end=forms[EndForm],
        probation=forms[ProbationForm],
        note=forms[MemberNoteForm],
        labels=LABELS,
        rules=rules,
        words_to_start=words_to_start(),
        errors=sent.first_errors() if sent else [],
    )


def _blank(form: type[CheckedForm], sent: CheckedForm | None) -> CheckedForm:
    """Return a form of the page: the one that was sent, or an empty one."""
    return sent if isinstance(sent, form) else form(formdata=None)
