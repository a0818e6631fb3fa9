"""The blueprint that all pages of moderation belong to."""

from flask import Blueprint

bp = Blueprint("moderation", __name__)
