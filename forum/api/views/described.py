"""The description of all this, for programs that read descriptions."""

from flask import current_app, jsonify
from werkzeug.wrappers import Response

from forum.api.document import document
from forum.api.views.blueprint import bp, once
from forum.settings import Settings


@bp.get("/openapi.json")
@once
def openapi() -> Response:
    """Send the OpenAPI document."""
    settings: Settings = current_app.extensions["settings"]
    return jsonify(document(settings.base_url, settings.contact("operator_name")))
