"""Finding things: by words, by likeness, and feeds of what is new."""

from flask import Flask

from forum.search import jobs, joining
from forum.search.views import bp

__all__ = ["jobs"]


def init_app(app: Flask) -> None:
    """Let the index of words follow the posts."""
    joining.init_app(app)
    app.register_blueprint(bp)
