"""Where reading by programs joins what stands below it."""

from flask import Flask

from forum.api import actions
from forum.members.news import signed_out


def init_app(app: Flask) -> None:
    """End the tokens of whoever is signed out everywhere, as all who leave are."""
    signed_out.add(app, actions.end_all)
