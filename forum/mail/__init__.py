"""Mail: four classes, one place that sends, only ever from jobs."""

from flask import Flask

from forum.mail.sending import Transport, transport_for
from forum.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Choose how mail leaves this forum."""
    transport: Transport = transport_for(settings)
    app.extensions["mail"] = transport
