"""What moderators do to a post at once: correct it, put a safety notice beside it."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for

from forum.boards import queries as boards
from forum.boards import rules as of_boards
from forum.boards.drafts import clear
from forum.boards.models import REASON_MAX, TITLE_MAX
from forum.boards.notices import newest_notices, notice_of
from forum.boards.queries import Original
from forum.core.answers import NotFound, Stale, require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import fresh_administrator_required, staff_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation import actions, queries, rules
from moderation.forms import CorrectionForm, NoticeForm, PurgeForm
from moderation.views.blueprint import AUTHOR, bp

OFF = "off"


@bp.get("/moderation/posts/<int:post_id>")
@staff_required
def post(member: Member, post_id: int) -> Page:
    """Show what can be done to a post at once."""
    found = _found(member, post_id)
    return render_template("moderation/post.html", found=found, member=member)


@bp.get("/moderation/posts/<int:post_id>/notice")
@staff_required
def notice(member: Member, post_id: int) -> Page:
    """Show the safety notices that can stand beside a post."""
    return _notice(_found(member, post_id), NoticeForm())


@bp.post("/moderation/posts/<int:post_id>/notice")
@staff_required
def notice_send(member: Member, post_id: int) -> Page:
    """Put a safety notice beside a post, or take it off."""
    found, form = _found(member, post_id), NoticeForm()
    is_off = OFF in request.form
    if not is_off and not form.validate():
        return _notice(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    key = "" if is_off else str(form.notice.data)
    with transaction():
        actions.set_notice(member, post_id, key, utcnow())
    flash("The notice is gone." if is_off else "Readers see the notice now.", "ok")
    return _to_post(post_id)


@bp.get("/moderation/posts/<int:post_id>/edit")
@staff_required
def correct(member: Member, post_id: int) -> Page:
    """Show a post to a moderator for a small correction."""
    found, form = _found(member, post_id), CorrectionForm()
    require(of_boards.may_correct(member, found.post))
    form.title.data, form.body.data = found.title, found.body
    form.revision.data = found.post.revision
    return _correct(found, form)


@bp.post("/moderation/posts/<int:post_id>/edit")
@staff_required
def correct_send(member: Member, post_id: int) -> Page:
    """Correct a post; readers see that, and its author is told why."""
    found, form, now = _found(member, post_id), CorrectionForm(), utcnow()
    require(of_boards.may_correct(member, found.post))
    form.has_title = found.post.number == 1
    if not form.validate():
        return _correct(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    settled = checked(
        form, _correcting(found, form), author(member), lambda: _correct(found, form)
    )
    if not isinstance(settled, Settled):
        return settled
    cleared, seen = clear(form.draft(), settled), form.revision.data or 0
    reason = settled.texts["reason"]
    try:
        with transaction():
            actions.correct_post(member, post_id, seen, cleared, reason, now)
    except Stale:
        return _changed(member, post_id, form)
    flash("The post is corrected, and its author is told.", "ok")
    return _to_post(post_id)


@bp.get("/moderation/posts/<int:post_id>/purge")
@fresh_administrator_required
def purge(member: Member, post_id: int) -> Page:
    """Say what destroying a post means, and ask why."""
    return _purge(_found(member, post_id), PurgeForm())


@bp.post("/moderation/posts/<int:post_id>/purge")
@fresh_administrator_required
def purge_send(member: Member, post_id: int) -> Page:
    """Destroy a post, or with an opening post its thread."""
    found, form, now = _found(member, post_id), PurgeForm(), utcnow()
    form.fill(queries.rules_to_choose())
    if not form.validate():
        return _purge(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    reason = Passage((form.reason.data or "").strip(), "Your reasons", AUTHOR)
    action = url_for(".purge_send", post_id=post_id)
    sending = Sending(action, "Destroy it", "The post", "destroyed", {"reason": reason})
    settled = checked(form, sending, author(member), lambda: _purge(found, form))
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        said = settled.texts["reason"]
        actions.purge_post(member, post_id, form.rule.data, said, now)
        count(settled.tally, now)
    flash("It is destroyed, and the log has it.", "ok")
    if found.post.number == 1:
        return redirect(url_for("moderation.queue"), HTTPStatus.SEE_OTHER)
    url = url_for("boards.thread", thread_id=found.thread.id)
    return redirect(url, HTTPStatus.SEE_OTHER)


def _found(member: Member, post_id: int) -> Original:
    """Return somebody else's post that this moderator looks after."""
    found = boards.original(post_id, member)
    if found.post.purged_at is not None:
        raise NotFound
    require(rules.may_tend(member, found.board.id))
    require(rules.may_touch(member, found.post))
    return found


def _notice(found: Original, form: NoticeForm) -> str:
    standing = notice_of(found.post.notice, found.post.notice_version)
    return render_template(
        "moderation/notice.html",
        found=found,
        form=form,
        standing=standing,
        texts=newest_notices(),
    )


def _correct(found: Original, form: CorrectionForm) -> str:
    return render_template("moderation/edit.html", found=found, form=form)


def _changed(member: Member, post_id: int, form: CorrectionForm) -> Page:
    """Show the correction beside the words as they are now."""
    found = _found(member, post_id)
    form.revision.data = found.post.revision
    form.body.errors = ["The post was changed meanwhile. Its text is below yours"]
    page = render_template(
        "moderation/edit.html", found=found, form=form, theirs=found.body
    )
    return page, HTTPStatus.CONFLICT


def _correcting(found: Original, form: CorrectionForm) -> Sending:
    draft = form.draft()
    passages = {
        "title": Passage(
            draft.title, "The title", stands=found.title or "", at_most=TITLE_MAX
        ),
        "body": Passage(draft.body, "The text", stands=found.body),
        "reason": Passage(draft.reason, "The reason", AUTHOR, at_most=REASON_MAX),
    }
    action = url_for(".correct_send", post_id=found.post.id)
    return Sending(action, "Correct it", "The post", "changed", passages)


def _purge(found: Original, form: PurgeForm) -> str:
    form.fill(queries.rules_to_choose())
    return render_template("moderation/purge.html", found=found, form=form)


def _to_post(post_id: int) -> Page:
    return redirect(url_for("boards.post", post_id=post_id), HTTPStatus.SEE_OTHER)
