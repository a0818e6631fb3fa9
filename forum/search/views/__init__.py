"""The page of searching, threads like another, and the feeds."""

from forum.search.views import feeds, searching
from forum.search.views.blueprint import bp

__all__ = ["bp", "feeds", "searching"]
