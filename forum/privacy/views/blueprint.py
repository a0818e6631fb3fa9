"""The blueprint of all pages about privacy."""

from flask import Blueprint

bp = Blueprint("privacy", __name__)
