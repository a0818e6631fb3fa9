"""How fast and how fairly decisions are made: for the team and for everybody."""

from flask import Flask

from forum.site.context import transparency_parts
from moderation.figures import jobs, joining, letters
from moderation.figures.views import bp, published

__all__ = ["init_app", "jobs", "letters"]


def init_app(app: Flask) -> None:
    """Join this part to moderation and to the forum."""
    transparency_parts.add(app, published)
    joining.init_app(app)
    app.register_blueprint(bp)
