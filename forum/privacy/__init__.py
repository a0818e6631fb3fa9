"""The privacy statement and its kin as versions, and what members agreed to."""

from flask import Flask

from forum.members.news import joined
from forum.privacy import actions
from forum.privacy.views import bp


def init_app(app: Flask) -> None:
    """Publish the documents, and note what whoever joins has accepted."""
    joined.add(app, actions.note_joined)
    app.register_blueprint(bp)
