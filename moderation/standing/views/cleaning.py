"""Cleaning up after a member: a preview, one button, and one to undo it."""

from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import current_app, flash, redirect, render_template, url_for

from forum.core.answers import require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.settings import Settings
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation.queries.cases import rules_to_choose
from moderation.standing import actions, queries
from moderation.standing.forms import WINDOWS, CleanUpForm
from moderation.standing.rules import Window, may_act_on
from moderation.standing.views.blueprint import MEMBER, bp


@bp.get("/moderation/members/<handle>/clean-up")
@staff_required
def clean_up(viewer: Member, handle: str) -> Page:
    """Show what would go."""
    return _page(viewer, queries.member_called(handle), CleanUpForm())


@bp.post("/moderation/members/<handle>/clean-up")
@staff_required
def clean_up_send(viewer: Member, handle: str) -> Page:
    """Remove what a member posted, suspend them, and close what is open about it."""
    form, now, about = CleanUpForm(), utcnow(), queries.member_called(handle)
    if not form.validate():
        return _page(viewer, about, form), HTTPStatus.UNPROCESSABLE_ENTITY
    action = url_for(".clean_up_send", handle=about.handle)
    reason = {"reason": Passage(form.reasons, "Your reasons", MEMBER)}
    sending = Sending(action, "Clean up", "The clean-up", "done", reason)
    settled = checked(form, sending, author(viewer), lambda: _page(viewer, about, form))
    if not isinstance(settled, Settled):
        return settled
    wanted = replace(form.wanted(), reasons=settled.texts["reason"])
    window = Window(form.window.data)
    found = queries.linked_domains(about.id, window, own_hosts(), now)
    with transaction():
        done = actions.clean_up(
            viewer, about.id, window, wanted, now, domains=form.picked(found)
        )
        count(settled.tally, now)
    flash(
        f"Cleaned up. Posts removed: {done.posts:,}. Cases closed: {done.cases:,}. "
        "You can undo it for 24 hours.",
        "ok",
    )
    return redirect(url_for(".member", handle=about.handle), HTTPStatus.SEE_OTHER)


@bp.post("/moderation/members/<handle>/clean-up/undo")
@staff_required
def clean_up_undo(viewer: Member, handle: str) -> Page:
    """Bring back all that the last clean-up took away."""
    about = queries.member_called(handle)
    with transaction():
        posts = actions.undo_clean_up(viewer, about.id, utcnow())
    flash(f"Undone. Posts brought back: {posts:,}.", "ok")
    return redirect(url_for(".member", handle=about.handle), HTTPStatus.SEE_OTHER)


def _page(viewer: Member, about: Member, form: CleanUpForm) -> str:
    require(may_act_on(viewer, about))
    form.fill(rules_to_choose(), "R1")
    found = queries.linked_domains(about.id, Window.ALL, own_hosts(), utcnow())
    form.offer(found)
    return render_template(
        "standing/clean_up.html",
        about=about,
        form=form,
        reaches=queries.reaches(about.id, utcnow()),
        windows=WINDOWS,
    )


def own_hosts() -> frozenset[str]:
    """Return the hosts of this forum and of the pages that it leads to."""
    settings: Settings = current_app.extensions["settings"]
    said = (getattr(settings, name) for name in type(settings).model_fields)
    urls = (one for one in said if isinstance(one, str) and one.startswith("http"))
    hosts = (urlsplit(one).hostname for one in urls)
    return frozenset(host.removeprefix("www.") for host in hosts if host)
