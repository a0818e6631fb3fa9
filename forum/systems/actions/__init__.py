"""What is done with system cards, equipment names and statistics."""

from forum.systems.actions.cards import (
    FULL,
    add,
    change,
    hide,
    remove,
    remove_all,
    show,
    take_claims,
    write,
)
from forum.systems.actions.equipment import Made, import_names, suggest_what_many_type
from forum.systems.actions.statistics import choose, take_snapshot

__all__ = [
    "FULL",
    "Made",
    "add",
    "change",
    "choose",
    "hide",
    "import_names",
    "remove",
    "remove_all",
    "show",
    "suggest_what_many_type",
    "take_claims",
    "take_snapshot",
    "write",
]
