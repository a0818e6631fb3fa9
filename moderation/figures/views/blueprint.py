"""The blueprint of pages about figures and rules, and who reads what there."""

from flask import Blueprint

from forum.warnings.views import EVERYONE, Readers

bp = Blueprint("figures", __name__)

RULE = EVERYONE
WORDS = Readers(
    "Authors see",
    "Moderators start from this, and authors read it in the forum and in an email.",
    why="It would stand in the reasons of many decisions.",
)
