"""Members before the moderators: warnings, limits, suspensions, notes, probation."""

from flask import Flask

from moderation.standing import jobs, joining, letters
from moderation.standing.views import bp, lead_suspended

__all__ = ["init_app", "jobs", "letters"]


def init_app(app: Flask) -> None:
    """Join this part to moderation and to the forum."""
    joining.init_app(app)
    app.before_request(lead_suspended)
    app.register_blueprint(bp)
