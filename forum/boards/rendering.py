"""How the words of a post become what readers see; the one way for all pages."""

from flask import current_app

from forum.core.markup import Rendered, render
from forum.disclosure import MASKED
from forum.settings import Settings


def rendered(body: str) -> Rendered:
    """Return a text as it is published: masks show, links that leave are marked."""
    settings: Settings = current_app.extensions["settings"]
    return render(body, MASKED, settings.own_hosts)
