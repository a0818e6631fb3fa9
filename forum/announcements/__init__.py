"""Announcements: written by one administrator, approved by another, mailed once."""

from flask import Flask

from forum.announcements import notice
from forum.announcements.views import bp


def init_app(app: Flask) -> None:
    """Give administrators the pages of announcements."""
    notice.init_app(app)
    app.register_blueprint(bp)
