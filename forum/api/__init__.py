"""The forum for programs: what a guest can read, as JSON, and how it is found."""

from flask import Flask

from forum.api import jobs, joining, sitemaps, structured
from forum.api.views import bp
from forum.api.views.programs import bp as programs

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Answer programs, and tell search engines what there is to find."""
    joining.init_app(app)
    structured.init_app(app)
    app.register_blueprint(sitemaps.bp)
    app.register_blueprint(programs)
    app.register_blueprint(bp)
