"""Questions to the operator: asked without an account, answered as wished."""

from flask import Flask

from forum.tickets.views import bp


def init_app(app: Flask) -> None:
    """Give administrators the pages of tickets."""
    app.register_blueprint(bp)
