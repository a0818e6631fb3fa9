"""Asking without an account: privacy, intimate pictures, copyright; the receipt."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import current_app, render_template, request

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.finished.showing import never_kept
from forum.settings import Settings
from moderation.notices import actions, queries
from moderation.notices.filed import Filed
from moderation.notices.forms import (
    CopyrightForm,
    PlacesForm,
    PrivacyRequestForm,
    TakeItDownForm,
)
from moderation.notices.rules import NEVER_HERE, place_of
from moderation.notices.views.blueprint import Page, bp, receipt, slow_down

AT_MOST = "3 per hour"
GONE = "There is no post here, or it is gone already"
NO_PICTURE = (
    "This post has no picture and no link. If it shows something else about you, use "
    "the privacy request"
)


@bp.get("/privacy-request")
def privacy_request() -> str:
    """Ask what a post shows about somebody."""
    return _privacy(PrivacyRequestForm())


@bp.post("/privacy-request")
def privacy_request_send() -> Page:
    """Bring a privacy request into the queue; it hides nothing by itself."""
    form = PrivacyRequestForm()
    posts = _posts_of(form)
    if not posts:
        return _privacy(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _filed(form.filed(), posts)


@bp.get("/take-it-down")
def take_it_down() -> str:
    """Ask where an intimate picture stands that nobody consented to."""
    return _take_it_down(TakeItDownForm())


@bp.post("/take-it-down")
def take_it_down_send() -> Page:
    """Hide at once what a valid request names."""
    form = TakeItDownForm()
    posts = _posts_of(form)
    if posts and set(posts) - queries.may_show_pictures(posts):
        form.where.errors, posts = [NO_PICTURE], []
    if not posts:
        return _take_it_down(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _filed(form.filed(), posts)


@bp.get("/copyright")
def claim() -> str:
    """Say who the designated agent is, and ask for what a notice has to hold."""
    return _copyright(CopyrightForm())


@bp.post("/copyright")
def claim_send() -> Page:
    """Bring a copyright notice into the queue."""
    form = CopyrightForm()
    posts = _posts_of(form)
    if not posts:
        return _copyright(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _filed(form.filed(), posts)


@bp.get("/notices/<reference>/<key>")
@never_kept
def status(reference: str, key: str) -> str:
    """Show the number of a notice and how it stands, to whoever has the link."""
    found = queries.status(reference, key)
    return render_template("notices/status.html", notice=found)


def _filed(filed: Filed, posts: list[int]) -> Page:
    slow_down(f"{filed.kind} notices", AT_MOST)
    with transaction():
        notice = actions.file_notice(filed, posts, utcnow())
    return receipt(notice)


def _posts_of(form: PlacesForm) -> list[int]:
    """Return the posts that a sound form names; else none, and the form says why."""
    if not form.validate():
        return []
    host = urlsplit(request.host_url).hostname or ""
    places = [place_of(line, {host}) for line in form.addresses]
    known = [place for place in places if place is not None]
    if len(known) < len(places):
        form.where.errors = [NEVER_HERE]
        return []
    found = queries.posts_at(known)
    posts = [key for key in found if key is not None]
    if len(posts) < len(found):
        form.where.errors = [GONE]
        return []
    return sorted(set(posts))


def _privacy(form: PrivacyRequestForm) -> str:
    return render_template("notices/privacy_request.html", form=form)


def _take_it_down(form: TakeItDownForm) -> str:
    return render_template("notices/take_it_down.html", form=form)


def _copyright(form: CopyrightForm) -> str:
    settings: Settings = current_app.extensions["settings"]
    agent = settings.copyright_agent
    return render_template("notices/copyright.html", form=form, agent=agent)
