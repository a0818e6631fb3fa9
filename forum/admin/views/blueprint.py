"""The blueprint on which the pages of administration stand."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

bp = Blueprint("admin", __name__)
Page = str | tuple[str, HTTPStatus] | Response


def to(endpoint: str, **values: Any) -> Response:
    """Lead on to a page of administration."""
    return redirect(url_for(f"admin.{endpoint}", **values), HTTPStatus.SEE_OTHER)
