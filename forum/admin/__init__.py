"""What administrators run the forum with: boards, settings, members, health."""

from flask import Flask

from forum.admin import jobs, leading
from forum.admin.views import bp
from forum.members.news import OwnPage, own_pages

__all__ = ["jobs"]

OWN_PAGE = OwnPage(
    "Who opened your email address",
    "eye",
    "admin.opened",
    "Administrators who did, on which day and why.",
)


def init_app(app: Flask) -> None:
    """Join the forum: its pages, and the addresses that boards had before."""
    app.register_blueprint(bp)
    app.after_request(leading.lead_on)
    own_pages.add(app, OWN_PAGE)
