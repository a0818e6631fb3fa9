"""Mail: four classes, one gate, one place that sends, only ever from jobs."""

from flask import Flask

from forum.mail import actions
from forum.mail.sending import Transport, transport_for
from forum.mail.views import bp, unsubscribe_send
from forum.members.news import joined
from forum.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Choose how mail leaves this forum, and let members say what they want."""
    transport: Transport = transport_for(settings)
    app.extensions["mail"] = transport
    joined.add(app, actions.note_joined)
    # Mail programs send it, without a cookie: the link itself is signed.
    app.extensions["csrf"].exempt(unsubscribe_send)
    app.register_blueprint(bp)
