"""The blueprint that searching and the feeds belong to."""

from flask import Blueprint

bp = Blueprint("search", __name__)
