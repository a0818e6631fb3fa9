"""Pages of administration; importing this puts every page on the blueprint."""

from forum.admin.views import (
    boards,
    home,
    members,
    opened,
    roles,
    settings,
    statistics,
)
from forum.admin.views.blueprint import bp

__all__ = [
    "boards",
    "bp",
    "home",
    "members",
    "opened",
    "roles",
    "settings",
    "statistics",
]
