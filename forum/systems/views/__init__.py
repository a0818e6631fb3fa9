"""Pages of system cards: one's own, everybody's, and what they make together."""

from forum.systems.views import editing, mine, public
from forum.systems.views.blueprint import bp

__all__ = ["bp", "editing", "mine", "public"]
