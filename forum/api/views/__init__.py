"""Answers to programs, and the pages about them."""

from forum.api.views import described, own, reading, searching
from forum.api.views.blueprint import bp

__all__ = ["bp", "described", "own", "reading", "searching"]
