"""What members come back to: what they watch or mute, and how far they read."""

from flask import Flask

from forum.following import jobs, joining
from forum.following.views import bp

__all__ = ["jobs"]


def init_app(app: Flask) -> None:
    """Let what happens on the boards reach who follows it."""
    joining.init_app(app)
    app.register_blueprint(bp)
