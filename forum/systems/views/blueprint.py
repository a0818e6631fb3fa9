"""The blueprint that all pages of system cards belong to."""

from flask import Blueprint

bp = Blueprint("systems", __name__)
