"""Pages of the documents, of today and of every earlier version."""

from http import HTTPStatus

from flask import current_app, flash, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.core.answers import NotFound
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.markup import render, unwrapped
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.privacy import actions
from forum.privacy.comparing import compared
from forum.privacy.documents import Document, in_force, published
from forum.privacy.views.blueprint import bp
from forum.settings import ADDRESSEES, Settings

VERSION = "/<any(privacy, terms):name>/v/<int:version>"


@bp.get("/privacy")
def privacy() -> str:
    """Show the privacy statement, or say where the one is that stands for it."""
    settings: Settings = current_app.extensions["settings"]
    if settings.policy_url:
        versions = published("privacy", utcnow().date())
        return render_template("privacy/elsewhere.html", versions=versions)
    return _page(in_force("privacy", utcnow().date()))


@bp.get("/terms")
def terms() -> str:
    """Show the terms of use."""
    return _page(in_force("terms", utcnow().date()))


@bp.get(VERSION)
def document(name: str, version: int) -> str:
    """Show one version of a document, however old."""
    return _page(_found(name, version))


@bp.get(f"{VERSION}/changes")
def changes(name: str, version: int) -> str:
    """Show what a version takes away from the one before, and adds."""
    one, before = _found(name, version), _found(name, version - 1)
    return render_template(
        "privacy/changes.html",
        document=one,
        before=before,
        blocks=compared(_filled(before), _filled(one)),
        today=utcnow().date(),
    )


@bp.post(f"{VERSION}/seen")
@member_required
def seen(member: Member, name: str, version: int) -> Response:
    """Note that a member has seen what changes."""
    one = _found(name, version)
    with transaction():
        actions.acknowledge(member.id, (one,), utcnow())
    flash("Thank you. We will not show this change to you again.", "ok")
    return redirect(url_for("boards.index"), HTTPStatus.SEE_OTHER)


def _found(name: str, version: int) -> Document:
    for one in published(name, utcnow().date()):
        if one.version == version:
            return one
    raise NotFound


def _page(one: Document) -> str:
    settings: Settings = current_app.extensions["settings"]
    source = unwrapped(_filled(one))
    html: Markup = render(source, None, settings.own_hosts, top=2).html
    today = utcnow().date()
    return render_template(
        "privacy/document.html",
        document=one,
        html=html,
        versions=published(one.name, today),
        today=today,
    )


def _filled(one: Document) -> str:
    """Return the text of a version, with the operator's settings put in."""
    settings: Settings = current_app.extensions["settings"]
    source = one.source
    for name in (*ADDRESSEES, "base_url"):
        said = settings.base_url if name == "base_url" else settings.contact(name)
        source = source.replace(f"{{{name}}}", said)
    return source
