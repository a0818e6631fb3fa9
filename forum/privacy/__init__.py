"""The privacy statement and its kin as versions, what members agreed to, promises."""

from flask import Flask

from forum.core.answers import Refused
from forum.mail.news import policy_version
from forum.members.news import has_agreed, joined
from forum.privacy import actions, hiding, intermediaries, leaving, queries
from forum.privacy.documents import edited, in_force
from forum.privacy.views import bp


def init_app(app: Flask) -> None:
    """Publish the documents, and note what whoever joins has accepted."""
    if names := edited():
        raise Refused(
            f"{', '.join(names)} was changed after it was released. Put the released "
            "text back; what is new belongs into a new version."
        )
    joined.add(app, actions.note_joined)
    has_agreed.add(app, queries.has_agreed)
    policy_version.add(app, lambda day: in_force("privacy", day).version)
    intermediaries.init_app(app)
    leaving.init_app(app)
    hiding.init_app(app)
    app.register_blueprint(bp)
