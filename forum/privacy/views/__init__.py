"""Pages of documents, of what is kept, of promises, and the one before leaving."""

from forum.privacy.views import documents, generated, leaving
from forum.privacy.views.blueprint import bp

__all__ = ["bp", "documents", "generated", "leaving"]
