"""The blueprint that all pages of moderation belong to, and who reads what there."""

from flask import Blueprint

from forum.warnings.views import Readers
from moderation.addresses import case_url, member_url

bp = Blueprint("moderation", __name__)
bp.add_app_template_global(case_url)
bp.add_app_template_global(member_url, "staff_member_url")

MODERATORS = Readers(
    "Moderators see",
    "Only moderators read this.",
    why="Moderators see the post itself. They do not need this here.",
)
OWNER = Readers(
    "The owner sees",
    "The owner of the card reads this in the forum and in an email.",
    why="It would stand in an email too, and nobody can take that back.",
)
AUTHOR = Readers(
    "The author sees",
    "The author reads this in the forum and in an email.",
    why="It would stand in an email too, and nobody can take that back.",
)
REPORTER = Readers(
    "Whoever reported it sees",
    "Whoever made the report reads this in the forum, and perhaps in an email.",
    why="It could stand in an email too, and nobody can take that back.",
)
