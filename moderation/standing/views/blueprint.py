"""The blueprint of pages about members, and who reads what there."""

from flask import Blueprint

from forum.warnings.views import Readers

bp = Blueprint("standing", __name__)

MEMBER = Readers(
    "The member sees",
    "The member reads this in the forum and in an email.",
    why="It would stand in an email too, and nobody can take that back.",
)
