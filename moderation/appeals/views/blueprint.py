"""The blueprint that all pages of appeals belong to."""

from flask import Blueprint

bp = Blueprint("appeals", __name__)
