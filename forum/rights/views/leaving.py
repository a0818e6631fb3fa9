"""Pausing an account, deleting it, and stopping that."""

from collections.abc import Iterator
from http import HTTPStatus

from flask import (
    abort,
    redirect,
    render_template,
    session,
    url_for,
)

from forum.boards.queries.leaving import FoundIn, has_on_boards, own_findings
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.registry import registry
from forum.members.registry.queries import key_of
from forum.members.sessions import ServerSession
from forum.members.viewers import fresh_required, is_fresh, member_required
from forum.rights import actions, queries, rules
from forum.rights.forms import LeaveForm
from forum.rights.views.blueprint import Page, bp
from forum.warnings import Place

TOO_LATE = (
    "This link stops nothing any more. Either the account is active again, or it was "
    "deleted already."
)


@bp.get("/my/deactivate")
@member_required
def pause(viewer: Member) -> str:
    """Say what pausing an account means, before the button."""
    return render_template("rights/pause.html", member=viewer)


@bp.post("/my/deactivate")
@fresh_required
def pause_send(viewer: Member) -> Page:
    """Make a member inactive; every session of theirs ends."""
    with transaction():
        actions.pause(viewer.id, utcnow())
    return _signed_out("paused")


@bp.get("/my/delete")
@member_required
def leave(viewer: Member) -> str:
    """Say what deleting an account means; nothing is asked yet."""
    posts, threads = has_on_boards(viewer.id)
    return render_template(
        "rights/leave.html", member=viewer, posts=posts, threads=threads
    )


@bp.get("/my/delete/confirm")
@fresh_required
def leave_confirm(viewer: Member) -> str:
    """Show the choices, with all that the check finds in the member's posts."""
    return _choices(viewer, LeaveForm(), found_in(viewer), None)


@bp.post("/my/delete/confirm")
@member_required
def leave_send(viewer: Member) -> Page:
    """Have the member erased in fourteen days."""
    form, found, now = LeaveForm(), found_in(viewer), utcnow()
    ticked = form.ticked()
    if not form.validate():
        page = _choices(viewer, form, found, ticked)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    if not is_fresh(now):
        page = _choices(viewer, form, found, ticked, is_stale=True)
        return page, HTTPStatus.FORBIDDEN
    passages = {
        one.post_id: [place.words for name, place in _named(one) if name in ticked]
        for one in found
    }
    wish = actions.Wish(form.wished(), {k: v for k, v in passages.items() if v})
    with transaction():
        actions.ask_erasure(viewer.id, wish, now)
    return _signed_out("leaving")


@bp.get("/left/<any(paused, leaving):how>")
def left(how: str) -> str:
    """Say what holds now to somebody who has just left; it is nobody's page."""
    return render_template("rights/left.html", is_leaving=how == "leaving")


@bp.get("/delete/stop/<link>")
def stop(link: str) -> str:
    """Ask whether to keep the account; looking changes nothing."""
    erasure = queries.erasure_behind(key_of(link))
    if erasure is None:
        abort(HTTPStatus.GONE, TOO_LATE)
    return render_template("rights/stop.html", link=link, due_at=erasure.due_at)


@bp.post("/delete/stop/<link>")
def stop_send(link: str) -> Page:
    """Keep an account that was to be deleted."""
    with transaction():
        erasure = queries.erasure_behind(key_of(link))
        if erasure is not None:
            actions.cancel(erasure, utcnow())
    if erasure is None:
        abort(HTTPStatus.GONE, TOO_LATE)
    return render_template("rights/stopped.html")


def found_in(viewer: Member) -> list[FoundIn]:
    """Return what the check finds in a member's own posts."""
    return own_findings(viewer.id, registry().registered(viewer.id))


def _named(one: FoundIn) -> Iterator[tuple[str, Place]]:
    """Name each finding for its box; the name says nothing of the words."""
    for place in one.places:
        yield queries.finding_name(one.post_id, place.words), place


def _choices(
    viewer: Member,
    form: LeaveForm,
    found: list[FoundIn],
    ticked: set[str] | None,
    *,
    is_stale: bool = False,
) -> str:
    """Show the choices; at first everything is ticked."""
    rows = [
        (
            one,
            [
                (name, place, ticked is None or name in ticked)
                for name, place in _named(one)
            ],
        )
        for one in found
    ]
    posts, _ = has_on_boards(viewer.id)
    return render_template(
        "rights/leave_confirm.html",
        form=form,
        rows=rows,
        posts=posts,
        is_stale=is_stale,
        day=utcnow() + rules.GRACE,
    )


def _signed_out(how: str) -> Page:
    """Lead to a page that everybody may see: there is no session any more."""
    assert isinstance(session, ServerSession)  # noqa: S101 - for the types
    session.sign_out()
    response = redirect(url_for(".left", how=how), HTTPStatus.SEE_OTHER)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
