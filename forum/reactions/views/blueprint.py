"""The blueprint of all that members do about posts."""

from http import HTTPStatus

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

bp = Blueprint("reactions", __name__)
OFTEN = "60 per minute"


def back_to_post(post_id: int) -> Response:
    """Lead back to a post in its thread."""
    return redirect(url_for("boards.post", post_id=post_id), HTTPStatus.SEE_OTHER)
