"""Pages on which members use their rights, and administrators answer a law."""

from forum.rights.views import copies, leaving, legal, privacy
from forum.rights.views.blueprint import bp

__all__ = ["bp", "copies", "leaving", "legal", "privacy"]
