"""What members do about posts: the answer, thanks, bookmarks, ignoring."""

from flask import Flask

from forum.reactions import jobs, joining
from forum.reactions.views import bp

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Let members react to what is written on the boards."""
    joining.init_app(app)
    app.register_blueprint(bp)
