"""How the words of a post become what readers see; the one way for all pages."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from markupsafe import Markup

from forum.core.markup import Rendered, render
from forum.disclosure import MASKED
from forum.images.queries import Picture
from forum.settings import Settings


def rendered(body: str) -> Rendered:
    """Return a text as it is published: masks show, links that leave are marked."""
    settings: Settings = current_app.extensions["settings"]
    return render(body, MASKED, settings.own_hosts)


def with_pictures(html: Markup, pictures: Sequence[Picture]) -> Markup:
    """Return a rendered text with pictures below it."""
    if not pictures:
        return html
    parts: Any = current_app.jinja_env.get_template("parts/pictures.html").module
    return html + Markup(parts.gallery(pictures))  # noqa: S704 - our template
