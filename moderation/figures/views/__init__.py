"""Pages of figures: for everybody, for the team, and for administrators."""

from moderation.figures.views import looking, public, ruling, staff
from moderation.figures.views.blueprint import bp
from moderation.figures.views.public import published

__all__ = ["bp", "looking", "public", "published", "ruling", "staff"]
