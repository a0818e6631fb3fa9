"""Pages of the documents, of today and of every earlier version."""

from flask import Blueprint, current_app, render_template
from markupsafe import Markup

from forum.core.answers import NotFound
from forum.core.clock import utcnow
from forum.core.markup import render, unwrapped
from forum.privacy.documents import Document, in_force, versions
from forum.settings import ADDRESSEES, Settings

bp = Blueprint("privacy", __name__)


@bp.get("/privacy")
def privacy() -> str:
    """Show the privacy statement."""
    return _page(in_force("privacy", utcnow().date()))


@bp.get("/terms")
def terms() -> str:
    """Show the terms of use."""
    return _page(in_force("terms", utcnow().date()))


@bp.get("/<any(privacy, terms):name>/v/<int:version>")
def document(name: str, version: int) -> str:
    """Show one version of a document, however old."""
    for one in versions(name):
        if one.version == version:
            return _page(one)
    raise NotFound


def _page(one: Document) -> str:
    return render_template(
        "privacy/document.html",
        document=one,
        html=_html(one),
        versions=versions(one.name),
    )


def _html(one: Document) -> Markup:
    settings: Settings = current_app.extensions["settings"]
    source = one.source
    for name in (*ADDRESSEES, "base_url"):
        said = settings.base_url if name == "base_url" else settings.contact(name)
        source = source.replace(f"{{{name}}}", said)
    return render(unwrapped(source), None, settings.own_hosts, top=2).html
