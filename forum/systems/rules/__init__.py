"""Rules of system cards: who sees what of a card, and what may be counted."""

from forum.systems.rules.counting import (
    Contribution,
    Table,
    all_tables,
    contribution_of,
    quarter_of,
)
from forum.systems.rules.showing import shown
from forum.systems.rules.visibility import (
    DEFAULTS,
    Item,
    Visibility,
    allowed,
    defaults_for,
    hints,
    is_public,
    is_told,
    read_choices,
)

__all__ = [
    "DEFAULTS",
    "Contribution",
    "Item",
    "Table",
    "Visibility",
    "all_tables",
    "allowed",
    "contribution_of",
    "defaults_for",
    "hints",
    "is_public",
    "is_told",
    "quarter_of",
    "read_choices",
    "shown",
]
