"""Rules of system cards: who sees what of a card, and what may be counted."""

from forum.systems.rules.contributing import Contribution, contribution_of
from forum.systems.rules.counting import Table, Told, quarter_of
from forum.systems.rules.showing import shown
from forum.systems.rules.steadying import steadied
from forum.systems.rules.tables import all_tables
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
    "Told",
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
    "steadied",
]
